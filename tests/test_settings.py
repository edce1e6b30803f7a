"""Settings are declared once, and the file on disk is never trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from app import settings
from app.settings import THEME, Setting, Settings, declare

WORDS = declare("test.words", ())
LINES = declare("test.lines", 3, "", (1, 3))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_default_without_file(file: Path) -> None:
    assert Settings.load(file).get(THEME) == "system"


def test_saved_value_comes_back(file: Path) -> None:
    mine = Settings.load(file)
    mine.set(THEME, "dark")
    mine.set(WORDS, ("number", "text"))
    mine.save()
    again = Settings.load(file)
    assert (again.get(THEME), again.get(WORDS)) == ("dark", ("number", "text"))


def test_the_usual_place_is_the_config_folder(profile: Path) -> None:
    Settings.load().save()
    assert (profile / "config" / "settings.json").is_file()


def test_undeclared_setting_is_refused(file: Path) -> None:
    with pytest.raises(KeyError):
        Settings.load(file).get(Setting("nobody.knows", default=1))


def test_value_outside_the_choices_is_refused(file: Path) -> None:
    with pytest.raises(ValueError, match=r"test\.lines"):
        Settings.load(file).set(LINES, 2)


def test_key_declared_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="theme"):
        declare("theme", "")


def test_unknown_key_in_the_file_is_left_out(file: Path) -> None:
    file.write_text(json.dumps({"nobody.knows": 1, "theme": "light"}), encoding="utf-8")
    mine = Settings.load(file)
    mine.save()
    assert json.loads(file.read_text(encoding="utf-8")) == {"theme": "light"}


@pytest.mark.parametrize("wrong", ["3", True, 2, None, [1]])
def test_wrong_value_in_the_file_gives_the_default(file: Path, wrong: object) -> None:
    file.write_text(json.dumps({"test.lines": wrong}), encoding="utf-8")
    assert Settings.load(file).get(LINES) == 3


def test_broken_file_is_set_aside(file: Path) -> None:
    file.write_bytes(b"{\xff")
    assert Settings.load(file).get(THEME) == "system"
    assert file.with_suffix(".broken.json").read_bytes() == b"{\xff"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_any_json_can_be_loaded(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("s") / "settings.json"
    file.write_text(text, encoding="utf-8")
    assert Settings.load(file).get(THEME) == "system"


def test_every_default_is_acceptable() -> None:
    assert all(setting.accepts(setting.default) for setting in settings.REGISTRY.values())


def test_failed_write_keeps_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Settings.load(file)
    mine.save()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(json, "dump", full)
    with pytest.raises(OSError, match="no space"):
        mine.save()
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == ["settings.json"]
