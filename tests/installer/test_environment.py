"""The environment is made once and brought up to date only when a lock changes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from installer import debian, environment, pythons
from installer.steps import Stop


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give a project folder with two locks and an environment, and note the commands instead of running them."""
    made: list[list[str]] = []

    def call(command: Sequence[str | Path], _extra: Mapping[str, str] | None = None) -> int:
        made.append([Path(str(part)).name for part in command])
        return 0

    (tmp_path / "installer").mkdir()
    (tmp_path / ".venv").mkdir()
    for lock in (environment.RUNTIME, environment.DEVELOPMENT):
        (tmp_path / "installer" / lock).write_text("first", encoding="ascii")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "call", call)
    monkeypatch.setattr(pythons, "version_of", lambda _command: (3, 11))
    return made


def installs(calls: list[list[str]]) -> list[list[str]]:
    return [[word for word in call if word.endswith(".lock")] for call in calls if "install" in call]


def test_first_time_installs(calls: list[list[str]]) -> None:
    environment.provide([environment.RUNTIME])
    assert installs(calls) == [["requirements.lock"]]


def test_second_time_does_nothing(calls: list[list[str]]) -> None:
    environment.provide([environment.RUNTIME])
    calls.clear()
    environment.provide([environment.RUNTIME])
    assert calls == []


def test_changed_lock_is_installed_again(calls: list[list[str]], tmp_path: Path) -> None:
    environment.provide([environment.RUNTIME, environment.DEVELOPMENT])
    calls.clear()
    (tmp_path / "installer" / environment.DEVELOPMENT).write_text("second", encoding="ascii")
    environment.provide([environment.RUNTIME, environment.DEVELOPMENT])
    assert installs(calls) == [["requirements-dev.lock"]]


def test_only_wheels_with_hashes_are_taken(calls: list[list[str]]) -> None:
    environment.provide([environment.RUNTIME])
    pip = next(call for call in calls if "install" in call)
    assert {"--require-hashes", "--only-binary", "--compile"} <= set(pip)


def test_failed_install_leaves_no_stamp(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.provide([environment.RUNTIME])
    (tmp_path / "installer" / environment.RUNTIME).write_text("second", encoding="ascii")
    monkeypatch.setattr(environment, "call", lambda *_: 1)
    with pytest.raises(Stop, match="依赖没有装上"):
        environment.provide([environment.RUNTIME])
    assert not list((environment.VENV).glob("*.stamp"))
    assert installs(calls) == [["requirements.lock"]]


def test_environment_of_another_python_is_made_anew(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "version_of", lambda _command: (3, 9))
    environment.provide([])
    assert calls[0][1:] == ["-m", "venv", "--clear", ".venv"]


def test_missing_venv_module_is_fetched(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(pythons, "version_of", lambda _command: ())
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("sys.version_info", (3, 11, 2))
    monkeypatch.setattr(debian, "install", installed.extend)
    environment.provide([])
    assert installed == ["python3.11-venv"]
    assert "venv" in calls[0]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_script_starts_the_program_from_any_folder(calls: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__main__.py").write_text("import sys; print(sys.argv[1:])", encoding="utf-8")
    environment.provide([environment.RUNTIME])
    environment.python().symlink_to(sys.executable)
    done = subprocess.run(
        [tmp_path / ".venv" / "bin" / "qinglan", "list", "a b"], cwd="/", capture_output=True, text=True, check=True
    )
    assert done.stdout == "['list', 'a b']\n"
