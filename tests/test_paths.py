"""All places of the user come from one module."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths


def test_profile_holds_every_place(profile: Path) -> None:
    places = [paths.data_dir(), paths.config_dir(), paths.cache_dir(), paths.log_dir(), paths.default_workspace()]
    assert all(place.is_relative_to(profile) for place in places)


def test_places_are_made(profile: Path) -> None:
    assert not profile.exists()
    assert paths.cache_dir().is_dir()


def test_child_processes_find_the_profile(profile: Path) -> None:
    paths.init(None)
    assert paths.data_dir() == profile / "data"


def test_without_profile_the_platform_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.init(None)
    monkeypatch.delenv(paths.PROFILE_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "share"))
    assert "qinglan" in paths.data_dir().parts


def test_resources_stand_beside_the_package() -> None:
    assert (paths.resources().parent / "app" / "paths.py").is_file()


def test_resources_of_the_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"
