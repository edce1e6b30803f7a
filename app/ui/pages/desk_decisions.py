"""What a person decides at the desk: confirm, split, merge, add, remove, put left-over text where it belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.services.desk_rows import DeskField, DeskItem, RemainderRow
from app.services.rows import ItemRef
from app.ui.itemmodels.desk import DOUBTFUL, UNCHECKED, is_waiting

if TYPE_CHECKING:
    from app.ui.pages.desk import DeskPage


class Decisions(QObject):
    """Acts on the current item of a desk."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page

    def confirm(self) -> None:
        """The selected items stand as they should; on to the next one that waits."""
        page = self._page
        refs = page.list.selected()
        items = [item for ref in refs if (item := page.model.item(ref)) is not None and not item.conflict]
        fresh = [item for item in items if not item.checked or is_waiting(item)]
        if not fresh and page.model.filter == DOUBTFUL and not page.model.counts()[DOUBTFUL]:
            page.show_only(UNCHECKED)
            return
        if fresh:
            page.model.show_as(replace(item, checked_at="0", doubts=()) for item in fresh)
            page.writes.confirm([item.ref for item in fresh])
        if len(items) < len(refs):
            # One of them waits for a choice: it is opened instead of passed by.
            page.form.begin()
        elif refs and (following := page.model.next_open(refs[-1])) is not None:
            page.list.choose(following)
        page.tell_state()

    def unconfirm(self) -> None:
        """The selected items are to be looked at again."""
        self._page.writes.confirm(self._page.list.selected(), checked=False)

    def act(self, what: str) -> None:
        """A button below the fields, or an entry of the menu."""
        page, item = self._page, self._page.form.item()
        if item is None:
            return
        if what == "confirm":
            self.confirm()
        elif what == "split":
            place = page.form.split_place()
            if place is not None:
                self.split(*place)
        elif what == "merge":
            follower = page.model.follower(item.ref)
            if item.kind == "task" and follower is not None:
                page.writes.merge(item.ref, follower.ref)
        elif what == "add":
            self.ask_task(item)
        elif what == "remove" and item.kind in ("task", "target"):
            page.writes.remove(item.ref)
        elif what == "target":
            page.form.begin_figure()

    def split(self, field: DeskField, position: int) -> None:
        """Cut a task before a character of its text as it stands in the editor."""
        page = self._page
        if field.ref.kind != "task" or field.key != "text":
            return
        text = str(page.form.editor("text").value() or "")
        if not text[:position].strip() or not text[position:].strip():
            page.hint.setText("请先把光标放在任务文字中要拆开的地方，再按 Ctrl+Shift+Enter。")
            page.form.editor("text").begin()
            return
        page.form.commit()
        page.writes.split(field.ref, position)

    def ask_task(self, behind: DeskItem) -> None:
        """A task that was not found: its words, then it stands behind this one."""
        from app.ui.dialogs.desk_task import TaskDialog

        page, ref = self._page, behind.ref if behind.kind == "task" else None
        TaskDialog(lambda text: page.writes.add_task(behind.ref.version, ref, text), page).open()

    def ask_put(self, row: RemainderRow, part: tuple[int, int] | None) -> None:
        """Where left-over text belongs."""
        from app.ui.dialogs.desk_put import PutDialog

        page = self._page

        def put(ref: ItemRef, key: str, where: str) -> None:
            page.writes.put(row, ref, key, where, part)

        text = row.text[slice(*part)] if part is not None else row.text
        PutDialog(text, page.model.items(), page.list.current(), put, page).open()

    def show_menu(self, place: QPoint) -> None:
        """The menu of the current item."""
        menu = self.menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    def menu(self) -> QMenu | None:
        """What can be done with the current item; the keys stand beside it."""
        page = self._page
        item = page.model.item(page.list.current())
        if item is None:
            return None
        menu = QMenu(page)
        menu.addAction("确认\tEnter", self.confirm)
        menu.addAction("修改\tF2", page.form.begin)
        again = menu.addAction("标为未校对", self.unconfirm)
        again.setEnabled(item.checked)
        menu.addSeparator()
        if item.kind == "task":
            menu.addAction("在光标处拆分\tCtrl+Shift+Enter", lambda: self.act("split"))
            merge = menu.addAction("与下一条合并\tCtrl+Shift+J", lambda: self.act("merge"))
            merge.setEnabled(page.model.follower(item.ref) is not None)
        menu.addAction("添加一条任务…", lambda: self.ask_task(item))
        if item.kind in ("task", "target"):
            menu.addAction("删除这一条", lambda: page.writes.remove(item.ref))
        if item.kind in ("chapter", "measure", "task"):
            menu.addSeparator()
            menu.addAction("写意见\tCtrl+M", lambda: page.remark_requested.emit(item.ref))
        return menu
