"""System libraries: found, installed by root, or named in the exact command."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import pytest

from installer import debian
from installer.steps import Stop

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Replace every command by a note of it; the machine is Debian, the user root."""
    made: list[list[str]] = []

    def call(command: Sequence[str], _extra: Mapping[str, str]) -> int:
        made.append(list(command))
        return 0

    monkeypatch.setattr(debian, "call", call)
    monkeypatch.setattr(debian, "is_root", lambda: True)
    monkeypatch.setattr(debian, "has_apt", lambda: True)
    return made


@LINUX
def test_library_that_is_missing_names_its_package() -> None:
    assert debian.missing({"libc.so.6": "libc6", "libnowhere.so.1": "libnowhere1"}) == ["libnowhere1"]


def test_other_systems_need_no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert debian.missing({"libnowhere.so.1": "libnowhere1"}) == []


def test_root_updates_and_installs(calls: list[list[str]]) -> None:
    debian.install(["libegl1"])
    assert [call[:2] for call in calls] == [["apt-get", "update"], ["apt-get", "install"]]
    assert "libegl1" in calls[1]


def test_failed_install_stops(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "call", lambda *_: 100)
    with pytest.raises(Stop, match="没有装上"):
        debian.install(["libegl1"])
    assert calls == []


def test_others_get_the_exact_command(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: False)
    with pytest.raises(Stop, match="sudo apt-get install -y --no-install-recommends libegl1"):
        debian.install(["libegl1"])
    assert calls == []


def test_other_distributions_get_the_names(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "has_apt", lambda: False)
    with pytest.raises(Stop, match="libegl1"):
        debian.install(["libegl1"])
    assert calls == []


def test_what_nobody_needs_now_does_not_stop_a_plain_user(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "missing", lambda _libraries: ["libegl1"])
    monkeypatch.setattr(debian, "is_root", lambda: False)
    debian.provide(needed=False)
    with pytest.raises(Stop):
        debian.provide(needed=True)
    assert calls == []


def test_nothing_missing_installs_nothing(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "missing", lambda _libraries: [])
    debian.provide(needed=True)
    assert calls == []


@LINUX
@pytest.mark.parametrize(("variable", "shown"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("OTHER", False)])
def test_display(monkeypatch: pytest.MonkeyPatch, variable: str, *, shown: bool) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(variable, ":1")
    assert debian.has_display() is shown
