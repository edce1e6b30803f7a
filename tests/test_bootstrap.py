"""The start: arguments, display, input method."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path

import pytest

from app import __main__ as entry, bootstrap, cli, paths


def test_default_workspace_and_no_files() -> None:
    assert bootstrap.parse([]) == bootstrap.Wanted(paths.default_workspace())


def test_workspace_and_files() -> None:
    wanted = bootstrap.parse(["--workspace", "甲.qinglan", "一.pdf", "二.txt"])
    assert wanted == bootstrap.Wanted(Path("甲.qinglan"), (Path("一.pdf"), Path("二.txt")))


@pytest.mark.parametrize(
    ("argv", "words"),
    [(["lists"], "没有名为“lists”"), (["--workspace"], "后面缺少内容"), (["--workspase", "x"], "不认识的参数")],
)
def test_slips_are_told_in_chinese(argv: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.run_window(argv) == 2
    assert words in capsys.readouterr().err


def test_a_folder_may_be_named(tmp_path: Path) -> None:
    wanted = bootstrap.parse([str(tmp_path)])
    assert wanted is not None
    assert wanted.files == (tmp_path,)


def test_sub_commands_are_those_of_the_command_line() -> None:
    assert set(cli.COMMANDS) <= entry.COMMANDS


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fcitx is a matter of Linux")
@pytest.mark.parametrize(
    ("module", "modifiers", "chosen"),
    [("fcitx", "", "ibus"), ("", "@im=fcitx", "ibus"), ("ibus", "", "ibus"), ("", "", "")],
)
def test_fcitx_is_reached_as_ibus(monkeypatch: pytest.MonkeyPatch, module: str, modifiers: str, chosen: str) -> None:
    import os

    monkeypatch.setenv("QT_IM_MODULE", module)
    monkeypatch.setenv("XMODIFIERS", modifiers)
    bootstrap.choose_input_method()
    assert os.environ["QT_IM_MODULE"] == chosen


def test_own_fcitx_plugin_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setattr(bootstrap, "_has_fcitx_plugin", lambda: True)
    bootstrap.choose_input_method()
    assert os.environ["QT_IM_MODULE"] == "fcitx"


def test_imports_are_plain_after_pyside(monkeypatch: pytest.MonkeyPatch) -> None:
    def hook() -> None:
        """Stands for PySide6's own."""

    hook.__name__ = "__feature_import__"
    monkeypatch.setattr(builtins, "__import__", hook)
    bootstrap.import_plainly()
    assert builtins.__import__ is bootstrap._PLAIN_IMPORT
