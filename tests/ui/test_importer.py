"""Importing from the window: several files, failures, cancel."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from app.services.history import Change
from app.services.importing import ImportOutcome
from app.services.progress import Progress
from app.ui.importer import dropped_files, summary
from app.ui.main_window import MainWindow
from tests.ui.conftest import Settle
from tests.ui.office import Office


def outcome(title: str, *, known: bool = False, doubts: int = 0) -> ImportOutcome:
    return ImportOutcome(1, "u", title, 49, 24, 33, doubts, known, (), Change(frozenset(), ""))


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([outcome("甲案")], "已导入《甲案》：措施 24 条，任务 49 项，指标 33 个。"),
        ([outcome("甲案", doubts=2)], "已导入《甲案》：措施 24 条，任务 49 项，指标 33 个，存疑 2 处。"),
        ([outcome("甲案"), outcome("乙案")], "已导入 2 个方案，共 98 项任务。"),
        ([outcome("甲案", known=True)], "《甲案》此前已导入，没有重复。"),
        ([outcome("甲案", known=True), outcome("乙案", known=True)], "2 个文件此前已导入，没有重复。"),
    ],
)
def test_summary(outcomes: list[ImportOutcome], words: str) -> None:
    assert summary(outcomes) == words


def test_dropped_folder_gives_its_plans(tmp_path: Path) -> None:
    for name in ("甲.pdf", "乙.TXT", "图.png", "说明.md"):
        (tmp_path / name).touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.invalid/a.pdf")])
    assert {file.name for file in dropped_files(data)} == {"甲.pdf", "乙.TXT", "图.png"}


def test_failures_get_a_line_each_and_the_rest_goes_on(window: MainWindow, office: Office, settle: Settle) -> None:
    window.desk.import_files([Path("甲.pdf"), Path("坏一.pdf"), Path("乙.pdf"), Path("坏二.pdf")])
    settle()
    assert office.done == ["import 甲.pdf", "import 乙.pdf"]
    told = window.desk.notices.texts()[0]
    assert told.startswith("有 2 个文件没有导入：")
    assert "坏一.pdf：文件不是可以读取的 PDF。请换一份文件。" in told
    assert len(window.desk.navigator.plans) == 3


def test_imported_plan_is_selected(window: MainWindow, settle: Settle) -> None:
    window.desk.import_files([Path("甲.pdf")])
    settle()
    assert window.desk.library.current_scope().version == 2
    assert window.desk.inspector.title.text() == "甲行动方案"


def test_progress_is_shown_and_cancel_stops_the_rest(
    window: MainWindow, office: Office, qtbot: QtBot, settle: Settle
) -> None:
    go = threading.Event()

    def hold(_path: Path, progress: Progress) -> None:
        for page in range(2000):
            progress.step(page, 2000, f"第{page}页")
            if go.wait(0.005):
                return

    office.hold = hold
    window.desk.import_files([Path("甲.pdf"), Path("乙.pdf")])
    status = window.shell.status
    qtbot.waitUntil(status.bar.isVisible, timeout=3000)
    assert "正在导入（1/2） 甲.pdf" in status.what.text()
    qtbot.waitUntil(status.cancel.isVisible, timeout=3000)
    qtbot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
    settle()
    assert office.done == []
    assert "甲.pdf：已取消，其后 1 个文件未导入。" in window.desk.notices.texts()[0]
    assert not status.bar.isVisible()
