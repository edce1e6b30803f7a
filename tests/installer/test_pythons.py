"""The set-up finds a Python that fits, hands over to it, or says what to install."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import pytest

from installer import debian, pythons
from installer.steps import Stop


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, tuple[int, ...]]], None]:
    """Give a function that says which commands are which Python; this process counts as one that does not fit."""

    def has(found: dict[str, tuple[int, ...]]) -> None:
        def version_of(command: Sequence[str]) -> tuple[int, ...]:
            return found.get(command[0], ())

        monkeypatch.setattr(pythons, "version_of", version_of)
        monkeypatch.setattr(sys, "version_info", (3, 9, 2))
        monkeypatch.setattr(sys, "platform", "linux")

    return has


@pytest.mark.parametrize(("version", "verdict"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)])
def test_which_versions_fit(version: tuple[int, int], verdict: bool) -> None:
    assert pythons.fits(version) is verdict


def test_no_version_does_not_fit() -> None:
    assert not pythons.fits(())


def test_this_python_is_recognised() -> None:
    assert pythons.version_of([sys.executable]) == sys.version_info[:2]


def test_command_that_is_not_there_has_no_version() -> None:
    assert pythons.version_of(["no-such-python"]) == ()


def test_command_that_lies_about_its_name_is_passed_over(machine: Callable[..., None]) -> None:
    machine({"python3.11": (), "python3.12": (3, 12)})
    assert pythons.find() == ["python3.12"]


def test_fitting_python_goes_on_by_itself() -> None:
    pythons.go_on_with_a_fitting_one(["never started"])


def test_other_python_hands_over(machine: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    machine({"python3.13": (3, 13)})
    started: list[list[str]] = []
    monkeypatch.setattr("os.execvpe", lambda _file, words, _environment: started.append(words))
    pythons.go_on_with_a_fitting_one(["bootstrap.py", "run"])
    assert started == [["python3.13", "bootstrap.py", "run"]]


def test_without_any_it_says_what_to_install(machine: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    machine({})
    monkeypatch.setattr(pythons, "is_root", lambda: False)
    with pytest.raises(Stop, match=r"需要 Python 3\.11～3\.13.*当前是 3\.9"):
        pythons.go_on_with_a_fitting_one(["bootstrap.py"])


def test_root_on_debian_installs_one(machine: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    machine({})
    installed: list[str] = []
    monkeypatch.setattr(pythons, "is_root", lambda: True)
    monkeypatch.setattr(debian, "has_apt", lambda: True)
    monkeypatch.setattr(debian, "install", installed.extend)
    with pytest.raises(Stop):
        pythons.go_on_with_a_fitting_one(["bootstrap.py"])
    assert installed == ["python3", "python3-venv"]


def test_windows_asks_the_launcher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert list(pythons.candidates()) == [["py", "-3.11"], ["py", "-3.12"], ["py", "-3.13"]]
