from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import Cancelled
from app.services.desk_rows import DONE, DOUBTFUL, FAILED, READING, THERE, WAITING, BatchItem, BatchSnapshot, PlanChoice
from app.services.progress import Progress
from app.services.rows import Scope
from app.ui.batching import Batching
from app.ui.dialogs.batch_import import BatchDialog, summary
from app.ui.dialogs.choose_plan import ChoosePlanDialog, PlanChooser
from app.ui.itemmodels.desk_batch import BatchModel
from app.ui.lanes import Lanes
from app.ui.main_window import MainWindow
from app.ui.pageset import PAGES
from tests.ui.conftest import MakeWindow
from tests.ui.office import Office

Show = Callable[[BatchSnapshot], None]
ITEMS = (
    BatchItem("/f/甲.pdf", "甲.pdf", DONE, "甲市方案", 1, tasks=12),
    BatchItem("/f/乙.pdf", "乙.pdf", DOUBTFUL, "乙市方案", 2, tasks=9, doubts=3),
    BatchItem("/f/丙.pdf", "丙.pdf", READING, what="第 4 页"),
    BatchItem("/f/丁.pdf", "丁.pdf", WAITING),
    BatchItem("/f/戊.doc", "戊.doc", FAILED, reason="文件已加密。请先去掉口令。"),
    BatchItem("/f/己.pdf", "己.pdf", THERE, "甲市方案", 1),
)


class Reading:
    """A batch import in memory: files are through one by one; ``hold`` keeps it before the last."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.hold = threading.Event()
        self.hold.set()

    def __call__(self, paths: Sequence[Path], recursive: bool, show: Show, progress: Progress) -> BatchSnapshot:
        """As the service does it: the last file fails the first time."""
        self.asked.append([path.name for path in paths])
        items = [BatchItem(str(path), path.name) for path in paths]
        for place, item in enumerate(items):
            show(BatchSnapshot(tuple(items), True))
            if place == len(items) - 1:
                self.hold.wait(5)
            if progress.is_cancelled():
                return BatchSnapshot(tuple(items), False, True)
            failed = item.name.startswith("坏") and len(self.asked) == 1
            state, reason = (FAILED, "文件已损坏。") if failed else (DONE, "")
            items[place] = replace(item, state=state, reason=reason, version=None if failed else 1, title="云泽方案")
        return BatchSnapshot(tuple(items), False)


@pytest.fixture
def reading() -> Reading:
    return Reading()


@pytest.fixture
def window(office: Office, reading: Reading, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The usual window on an office that can import a batch; only pages that this office can fill."""
    plain = office.services
    monkeypatch.setattr(office, "services", lambda **other: plain(batch_import=reading, **other))
    return make_window(pages=tuple(entry for entry in PAGES if entry.key in ("reading", "tasks", "desk")))


@pytest.fixture
def batching(window: MainWindow) -> Batching:
    return window.desk.batching


def states(batching: Batching) -> list[str]:
    model = batching.dialog.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


# --- the list ----------------------------------------------------------------------------------------------------


def test_every_state_has_its_word(qtbot: QtBot, lanes: Lanes) -> None:
    model = BatchModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_snapshot(BatchSnapshot(ITEMS, True))
    words = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    assert words == ["完成", "存疑 3 处", "读取中", "等待", "失败", "已在审阅项目中"]
    results = [str(model.index(row, 2).data()) for row in range(model.rowCount())]
    assert results[2:5] == ["第 4 页", "", "文件已加密。请先去掉口令。"]


def test_what_waits_is_left_out_after_a_cancel(qtbot: QtBot, lanes: Lanes) -> None:
    model = BatchModel()
    model.show_snapshot(BatchSnapshot(ITEMS, True))
    model.show_snapshot(BatchSnapshot(ITEMS, False, True))
    assert model.index(3, 1).data() == "未处理"


def test_summary_counts() -> None:
    assert summary(BatchSnapshot(ITEMS, False)) == (
        "共 6 个文件，已处理 4 个，导入 2 个，其中有存疑 1 个，此前已导入 1 个，失败 1 个，未处理 2 个。"
    )


def test_row_opens_at_the_desk_by_enter_and_button(qtbot: QtBot, lanes: Lanes) -> None:
    dialog = BatchDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_snapshot(BatchSnapshot(ITEMS, False))
    opened: list[int] = []
    dialog.opened.connect(opened.append)
    dialog.table.selectRow(1)
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert set(opened) == {2}
    dialog.table.selectRow(4)
    assert not dialog.open_button.isEnabled()
    assert not dialog.isModal()


# --- in the window -----------------------------------------------------------------------------------------------


def test_files_come_in_and_a_failure_stops_nothing(
    batching: Batching, settle: Callable[[], None], tmp_path: Path
) -> None:
    batching.start([tmp_path / name for name in ("坏.pdf", "甲.pdf", "乙.pdf")])
    settle()
    assert states(batching) == ["失败", "完成", "完成"]
    assert batching.dialog.resume.isVisible()
    assert not batching.dialog.stop.isVisible()


def test_cancel_leaves_the_rest_and_resume_goes_on(
    batching: Batching, reading: Reading, settle: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    reading.hold.clear()
    batching.start([tmp_path / name for name in ("甲.pdf", "乙.pdf")])
    qtbot.waitUntil(lambda: states(batching) == ["完成", "等待"])
    qtbot.mouseClick(batching.dialog.stop, Qt.MouseButton.LeftButton)
    reading.hold.set()
    settle()
    assert states(batching) == ["完成", "未处理"]
    qtbot.mouseClick(batching.dialog.resume, Qt.MouseButton.LeftButton)
    settle()
    assert states(batching) == ["完成", "完成"]
    assert reading.asked == [["甲.pdf", "乙.pdf"], ["乙.pdf"]]


def test_second_batch_waits_its_turn(
    window: MainWindow, batching: Batching, reading: Reading, settle: Callable[[], None], tmp_path: Path
) -> None:
    reading.hold.clear()
    batching.start([tmp_path / "甲.pdf"])
    batching.start([tmp_path / "乙.pdf"])
    reading.hold.set()
    settle()
    assert len(reading.asked) == 1
    assert any("批量导入正在进行" in text for text in window.desk.notices.texts())


def test_list_that_was_closed_is_told_of(
    window: MainWindow, batching: Batching, settle: Callable[[], None], tmp_path: Path
) -> None:
    batching.start([tmp_path / "甲.pdf"])
    batching.dialog.close()
    settle()
    assert any("批量导入：共 1 个文件" in text for text in window.desk.notices.texts())


def test_dropped_folder_is_a_batch(
    window: MainWindow, reading: Reading, settle: Callable[[], None], tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    (tmp_path / "甲.pdf").touch()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place, action = QPoint(500, 300), Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(place, action, data, left, none))
    QApplication.sendEvent(window, QDropEvent(place, action, data, left, none))
    settle()
    assert reading.asked == [[tmp_path.name]]


def test_menu_opens_the_list_and_a_chosen_folder_is_read(
    window: MainWindow, reading: Reading, settle: Callable[[], None], monkeypatch: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    monkeypatch.setattr(window.desk.messages, "choose_folder", lambda *_: tmp_path)
    window.commands["batch"].trigger()
    qtbot.mouseClick(window.desk.batching.dialog.folder, Qt.MouseButton.LeftButton)
    settle()
    assert reading.asked == [[tmp_path.name]]


def test_opening_a_row_shows_the_desk_with_that_plan(
    window: MainWindow, batching: Batching, settle: Callable[[], None], tmp_path: Path
) -> None:
    batching.start([tmp_path / "甲.pdf"])
    settle()
    batching.dialog.table.selectRow(0)
    batching.dialog.open_current()
    settle()
    assert window.shell.stack.key == "desk"
    assert window.desk.navigator.scope == Scope(1)


def test_library_menu_opens_the_desk(window: MainWindow, settle: Callable[[], None]) -> None:
    library = window.desk.library
    menu = library.menu_for(library.model.index(0, 0))
    assert menu is not None
    menu.actions()[0].trigger()
    settle()
    assert window.shell.stack.key == "desk"


def test_side_panes_give_way_to_the_desk_and_come_back(window: MainWindow, settle: Callable[[], None]) -> None:
    frame = window.shell.frame
    assert frame.is_shown("inspector")
    window.desk.proof(1)
    settle()
    assert not frame.is_shown("inspector")
    assert not frame.is_shown("library")
    window.commands["library"].trigger()
    assert frame.is_shown("library")
    window.desk.navigator.show_page("tasks")
    assert frame.is_shown("inspector")
    assert frame.is_shown("library")


def test_import_with_doubts_offers_the_desk(window: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    window.desk.import_files([Path("丙.pdf")])
    settle()
    offer = next(button for button in window.desk.notices.findChildren(QPushButton) if button.text() == "打开校对")
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    settle()
    assert window.shell.stack.key == "desk"
    assert window.desk.navigator.scope == Scope(2)


# --- several plans in a file -------------------------------------------------------------------------------------

CHOICES = (PlanChoice(1, "甲方案", "第1—9页"), PlanChoice(2, "乙方案"))


@pytest.fixture
def asked(window: MainWindow, qtbot: QtBot) -> tuple[PlanChooser, list[object], threading.Thread]:
    """A reading thread that asks, and what it got."""
    chooser = window.desk.chooser
    got: list[object] = []

    def run() -> None:
        try:
            got.append(tuple(chooser(Path("/f/合订.pdf"), CHOICES)))
        except Cancelled:
            got.append("cancelled")

    thread = threading.Thread(target=run)
    thread.start()
    return chooser, got, thread


def dialog_of(window: MainWindow, qtbot: QtBot) -> ChoosePlanDialog:
    qtbot.waitUntil(lambda: window.findChild(ChoosePlanDialog) is not None)
    found = window.findChild(ChoosePlanDialog)
    assert found is not None
    return found


def test_ticked_plans_are_read(
    window: MainWindow, asked: tuple[PlanChooser, list[object], threading.Thread], qtbot: QtBot
) -> None:
    dialog = dialog_of(window, qtbot)
    dialog.boxes[0][1].setChecked(False)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    asked[2].join(5)
    assert asked[1] == [(2,)]


def test_none_ticked_cannot_be_read_and_esc_leaves_the_file_out(
    window: MainWindow, asked: tuple[PlanChooser, list[object], threading.Thread], qtbot: QtBot
) -> None:
    dialog = dialog_of(window, qtbot)
    for _, box in dialog.boxes:
        box.setChecked(False)
    assert not dialog.ok.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    asked[2].join(5)
    assert asked[1] == ["cancelled"]


def test_window_that_closes_leaves_no_reader_waiting(
    window: MainWindow, asked: tuple[PlanChooser, list[object], threading.Thread], qtbot: QtBot
) -> None:
    dialog_of(window, qtbot)
    asked[0].close()
    asked[2].join(5)
    assert asked[1] == ["cancelled"]
