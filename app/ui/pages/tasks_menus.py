"""The menus of the task page: columns and order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.ui.itemmodels.task_rows import COLUMNS

Order = Callable[[int, Qt.SortOrder], None]


def add_entry(menu: QMenu, words: str, call: Callable[[], object]) -> None:
    """An entry that does something."""
    menu.addAction(words).triggered.connect(lambda _on=False: call())


def fill_sort_menu(menu: QMenu, title: str, order: Order, section: int) -> None:
    """What a click on a column's title does, for the keyboard and for who does not know of clicks on titles."""
    up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    add_entry(menu, f"按{title}升序", lambda: order(section, up))
    add_entry(menu, f"按{title}降序", lambda: order(section, down))
    add_entry(menu, "按方案原有顺序", lambda: order(-1, up))
    menu.addSeparator()


def fill_columns_menu(menu: QMenu, shown: frozenset[str], toggled: Callable[[str, bool], None]) -> None:
    """An entry a column, with a tick where it is shown; 任务 always is, 方案 goes by the scope."""
    for column in COLUMNS:
        if column.key == "plan":
            continue
        action = menu.addAction(column.title)
        action.setCheckable(True)
        action.setChecked(column.key in shown)
        action.setEnabled(column.key != "text")
        action.toggled.connect(lambda on, key=column.key: toggled(key, on))
