"""Writing papers from the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from app.ui.exporter import safe_name
from app.ui.main_window import MainWindow
from tests.ui.conftest import Settle
from tests.ui.office import Office


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("甲市方案_报告.pdf", "甲市方案_报告.pdf"),
        ('甲/乙:丙*?"<>|.pdf', "甲_乙_丙_.pdf"),
        (f"{'长' * 100}.xlsx", f"{'长' * 60}.xlsx"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_report_is_written_and_offered(
    window: MainWindow, office: Office, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    opened: list[Path] = []

    def choose(_title: str, proposed: Path, _kinds: str) -> Path:
        asked.append(proposed)
        return tmp_path / "报告.pdf"

    monkeypatch.setattr(window.desk.messages, "choose_target", choose)
    monkeypatch.setattr(window.desk.messages, "open_path", opened.append)
    window.commands["report"].trigger()
    settle()
    assert asked[0].name == "云泽市节水型城市建设行动方案_方案报告.pdf"
    assert office.done == ["report 1 报告.pdf"]
    assert window.desk.notices.texts() == ["已生成“报告.pdf”，共 7 页。"]
    buttons = window.desk.notices.findChildren(QPushButton)
    next(one for one in buttons if one.text() == "打开所在文件夹").click()
    assert opened == [tmp_path]


def test_nothing_is_written_when_no_place_is_chosen(
    window: MainWindow, office: Office, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.desk.messages, "choose_target", lambda *_: None)
    window.commands["tasks_xlsx"].trigger()
    settle()
    assert office.done == []


def test_table_is_written(
    window: MainWindow, office: Office, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.desk.messages, "choose_target", lambda *_: tmp_path / "表.xlsx")
    window.commands["tasks_xlsx"].trigger()
    settle()
    assert office.done == ["tasks 1 表.xlsx"]
