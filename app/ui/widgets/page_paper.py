"""The plan as set text: items to walk through, cards, marks of opinions in the margin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app.services.rows import ItemRef
from app.ui import theme
from app.ui.widgets.page_document import CARD_INDENT, SetItem, SetPlan

LINE_CHARACTERS = 40
TOP = 20
LEAST_LEFT = 24
LEAST_RIGHT = 52
MARK_WIDTH = 34
MARK_HEIGHT = 20
FOUND_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class MarginMark:
    """Opinions on an item: how many, how many still open, the gravest one's severity."""

    count: int
    waiting: int
    severity: str


class PaperView(QTextBrowser):
    """Read-only text that can be selected and copied; J/K and arrows walk from item to item."""

    item_chosen = Signal(object)
    zoom_wanted = Signal(int)
    remark_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = SetPlan(QTextDocument(self))
        self.current: ItemRef | None = None
        self._marks: Mapping[ItemRef, MarginMark] = {}
        self._zoom = 1.0
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("方案正文")

    # --- content -----------------------------------------------------------------------------------------------

    def show_plan(self, plan: SetPlan, zoom: float) -> None:
        """Show another plan, or the same at another size."""
        old = self.plan.document
        self.plan, self._zoom = plan, zoom
        plan.document.setParent(self)
        self.setDocument(plan.document)
        old.deleteLater()
        self._set_margins()

    def set_marks(self, marks: Mapping[ItemRef, MarginMark]) -> None:
        """Show opinions in the margin."""
        self._marks = marks
        self.viewport().update()

    def mark_of(self, ref: ItemRef) -> MarginMark | None:
        """The mark beside an item."""
        return self._marks.get(ref)

    def text_width(self) -> float:
        """Width of forty characters, or of what there is room for."""
        em = QFontMetricsF(theme.serif_font(theme.SERIF_POINTS * self._zoom)).horizontalAdvance("国")
        return min(LINE_CHARACTERS * em + 1, self.viewport().width() - LEAST_LEFT - LEAST_RIGHT)

    def _set_margins(self) -> None:
        frame = self.document().rootFrame()
        wanted = frame.frameFormat()
        free = self.viewport().width() - self.text_width()
        left = max(LEAST_LEFT, int(free / 2))
        right = max(LEAST_RIGHT, int(free - left))
        if (wanted.leftMargin(), wanted.rightMargin()) == (left, right):
            return
        wanted.setTopMargin(TOP)
        wanted.setLeftMargin(left)
        wanted.setRightMargin(right)
        frame.setFrameFormat(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle and what is read in its place."""
        number, offset = self.anchor()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._set_margins()
            self.go_to_anchor(number, offset)

    # --- places ------------------------------------------------------------------------------------------------

    def _top(self, item: SetItem) -> float:
        return self.document().documentLayout().blockBoundingRect(self._block(item.first)).top()

    def _bottom(self, item: SetItem) -> float:
        return self.document().documentLayout().blockBoundingRect(self._block(item.last)).bottom()

    def _block(self, number: int) -> QTextBlock:
        return self.document().findBlockByNumber(number)

    def _number_at(self, y: float) -> int:
        """The first item that ends below a height of the document."""
        layout = self.document().documentLayout()
        place = layout.hitTest(QPointF(self.viewport().width() / 2, y), Qt.HitTestAccuracy.FuzzyHit)
        return self.plan.from_block(self.document().findBlock(max(0, place)).blockNumber())

    def top_number(self) -> int:
        """The item at the top of the view."""
        return min(self._number_at(self.verticalScrollBar().value() + 4.0), len(self.plan.items) - 1)

    def anchor(self) -> tuple[int, float]:
        """The item at the top, and how far it is scrolled out."""
        if not self.plan.items:
            return -1, 0.0
        number = self.top_number()
        return number, self.verticalScrollBar().value() - self._top(self.plan.items[number])

    def go_to_anchor(self, number: int, offset: float) -> None:
        """Scroll back to an anchor."""
        if 0 <= number < len(self.plan.items):
            self._finish_layout()
            self.verticalScrollBar().setValue(round(self._top(self.plan.items[number]) + offset))

    def _finish_layout(self) -> None:
        # Long documents are laid out in steps; the scroll bar's range is right only when all is done.
        self.document().documentLayout().documentSize()

    def is_seen(self, ref: ItemRef) -> bool:
        """Is the beginning of an item in sight?"""
        number = self.plan.number_of(ref)
        if number < 0:
            return False
        y = self._top(self.plan.items[number]) - self.verticalScrollBar().value()
        return -8 <= y < self.viewport().height() - 24

    def scroll_to(self, ref: ItemRef) -> None:
        """Bring an item to the top."""
        number = self.plan.number_of(ref)
        if number >= 0:
            self.go_to_anchor(number, -8.0)

    def set_current(self, ref: ItemRef | None, *, scroll: bool = True) -> None:
        """Show an item as the selected one."""
        self.current = ref
        number = self.plan.number_of(ref)
        if number >= 0 and scroll:
            self._show_item(self.plan.items[number])
        self.viewport().update()

    def _show_item(self, item: SetItem) -> None:
        self._finish_layout()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._top(item), self._bottom(item)
        if top < bar.value() or bottom > bar.value() + height:
            fits = bottom - top < height - 16
            below = bottom > bar.value() + height and fits and top >= bar.value()
            bar.setValue(round(bottom - height + 24) if below else round(top - 24))

    # --- mouse and keys ----------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, not a drag over text, selects the item."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            number = self._item_under(event.position())
            if number >= 0:
                self.choose(number)

    def _item_under(self, at: QPointF) -> int:
        y = at.y() + self.verticalScrollBar().value()
        number = self._number_at(y)
        if number >= len(self.plan.items):
            return -1
        item = self.plan.items[number]
        return number if self._top(item) <= y <= self._bottom(item) else -1

    def choose(self, number: int) -> None:
        """Select an item as the user does."""
        ref = self.plan.items[number].ref
        self.set_current(ref)
        self.item_chosen.emit(ref)

    def step(self, step: int) -> None:
        """The next or previous item; the first in sight where none is selected in sight."""
        if not self.plan.items:
            return
        number = self.plan.number_of(self.current)
        if number < 0 or (self.current is not None and not self.is_seen(self.current) and not self._covers(number)):
            number = self.top_number()
        else:
            number += step
        self.choose(max(0, min(len(self.plan.items) - 1, number)))

    def _covers(self, number: int) -> bool:
        item, top = self.plan.items[number], self.verticalScrollBar().value()
        return self._top(item) <= top + self.viewport().height() and self._bottom(item) >= top

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J, K and arrows; Ctrl+/−/0 change the size; the rest as every text."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        bar = self.verticalScrollBar()
        if not control and key in steps and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.step(steps[Qt.Key(key)])
        elif control and key in zooms:
            self.zoom_wanted.emit(zooms[Qt.Key(key)])
        elif control and key == Qt.Key.Key_M and self.current is not None:
            self.remark_wanted.emit(self.current)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._finish_layout()
            bar.setValue(0 if key == Qt.Key.Key_Home else bar.maximum())
        elif key == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    # --- find --------------------------------------------------------------------------------------------------

    def mark_found(self, words: str) -> list[QTextCursor]:
        """Mark all places where words stand and give them back."""
        found: list[QTextCursor] = []
        cursor = QTextCursor(self.document())
        while words and len(found) < FOUND_AT_MOST:
            cursor = self.document().find(words, cursor)
            if cursor.isNull():
                break
            found.append(QTextCursor(cursor))
        marks = []
        for one in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = one  # type: ignore[attr-defined]  # the stubs lack the fields
            mark.format.setBackground(theme.color("mark"))  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)
        return found

    def show_found(self, cursor: QTextCursor) -> None:
        """Select one found place and show it."""
        self._finish_layout()
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top()
        if top < 40 or top > self.viewport().height() - 60:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - self.viewport().height() // 3)

    # --- painting ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cards and the selected item's ground below the text, marks above it."""
        seen = self._seen_items()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item, rect in seen:
            self._paint_ground(painter, item, rect)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item, rect in seen:
            if (mark := self._marks.get(item.ref)) is not None:
                self._paint_mark(painter, rect, mark)
        painter.end()

    def _seen_items(self) -> list[tuple[SetItem, QRectF]]:
        if not self.plan.items:
            return []
        offset, height = self.verticalScrollBar().value(), self.viewport().height()
        frame = self.document().rootFrame().frameFormat()
        left, width = frame.leftMargin(), self.viewport().width() - frame.leftMargin() - frame.rightMargin()
        seen: list[tuple[SetItem, QRectF]] = []
        for item in self.plan.items[self.top_number() :]:
            top = self._top(item) - offset
            if top > height:
                break
            indent = CARD_INDENT if item.is_card else -10
            top -= 8 if item.is_card else 4
            bottom = self._bottom(item) - offset + (6 if item.is_card else 2)
            seen.append((item, QRectF(left + indent, top, width - indent + (0 if item.is_card else 10), bottom - top)))
        return seen

    def _paint_ground(self, painter: QPainter, item: SetItem, rect: QRectF) -> None:
        tokens = theme.tokens()
        chosen = item.ref == self.current
        if item.is_card or chosen:
            edge = tokens.accent if chosen else tokens.line
            painter.setPen(QPen(QColor(edge), 1) if item.is_card else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selected if chosen else tokens.pane))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if chosen:
            painter.fillRect(QRectF(rect.left(), rect.top() + 4, 3, rect.height() - 8), QColor(tokens.accent))

    def _paint_mark(self, painter: QPainter, rect: QRectF, mark: MarginMark) -> None:
        tokens = theme.tokens()
        color = QColor(tokens.severity(mark.severity) if mark.waiting else tokens.hint)
        right = self.viewport().width() - self.document().rootFrame().frameFormat().rightMargin()
        box = QRectF(right + 14, rect.top() + 6, MARK_WIDTH, MARK_HEIGHT)
        painter.setPen(QPen(color, 1))
        painter.setBrush(QColor(tokens.ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        sign = theme.SEVERITY_SIGNS.get(mark.severity, "") if mark.waiting else "✓"
        painter.setFont(theme.ui_font(theme.SMALL_POINTS, medium=True))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{sign}{mark.count}")
