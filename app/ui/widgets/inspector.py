"""The inspector at the right: the card of whatever is selected anywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.errors import KnownError
from app.services.finding_rows import HINT
from app.services.rows import ItemRef, RemarkRow
from app.ui import theme
from app.ui.widgets import card as cards
from app.ui.widgets.remark_editor import RemarkEditor
from app.ui.widgets.remark_list import RemarkList
from app.ui.widgets.source_view import SourceView

if TYPE_CHECKING:
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices
    from app.ui.widgets.card import Card

SOURCE_HEIGHT = 260


class Inspector(QWidget):
    """Follows the selection; asks for the card in the read lane and drops what comes too late."""

    remark_saved = Signal(object, str, str, str)
    remark_deleted = Signal(object)
    remark_settled = Signal(object, str)
    open_item = Signal(object)
    open_finding = Signal(int, str)
    enlarge = Signal(object)

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName("详情")
        self.setMinimumWidth(260)
        self._services, self._lanes = services, lanes
        self._ref: ItemRef | None = None
        self._writable = True
        self.card: Card | None = None
        self.kind = self._label("kind", medium=True)
        self.title = self._label("title", medium=True)
        self.text = self._label("text")
        self.fields = self._label("fields")
        self.sections = {key: self._label(key) for key in ("assignments", "targets", "findings", "doubts")}
        self.heads = {key: _head(words, self) for key, words in _SECTIONS}
        for label in (self.fields, *self.sections.values()):
            label.setTextFormat(Qt.TextFormat.RichText)
            label.linkActivated.connect(self._on_link)
        self.source = SourceView(services, lanes, self)
        self.source.setFixedHeight(SOURCE_HEIGHT)
        self.source.enlarge.connect(lambda: self.enlarge.emit(self.card))
        self.remarks = RemarkList(self)
        self.editor = RemarkEditor(self)
        self.count = QLabel(self)
        self.write = QPushButton("写意见（Ctrl+M）", self)
        self.write.clicked.connect(self.begin_remark)
        self._build()
        self._connect()
        self.show_item(None)

    def _label(self, name: str, *, medium: bool = False) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        label.setTextInteractionFlags(flags | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        # Ignored: a long word must be broken or cut, never widen the inspector.
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        if medium:
            label.setFont(theme.ui_font(medium=True))
        return label

    def _build(self) -> None:
        content = QWidget(self)
        content.setObjectName("card")
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        for widget in (self.kind, self.title, self.text, self.fields):
            column.addWidget(widget)
        for key in ("assignments", "targets"):
            column.addWidget(self.heads[key])
            column.addWidget(self.sections[key])
        column.addWidget(self.heads["source"])
        column.addWidget(self.source)
        for key in ("findings", "doubts"):
            column.addWidget(self.heads[key])
            column.addWidget(self.sections[key])
        column.addWidget(self.heads["remarks"])
        column.addWidget(self.remarks)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidget(content)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("详情内容，方向键滚动")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(self._make_foot())

    def _make_foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("foot")
        theme.dress(foot, "#foot { border-top: 1px solid @line; }")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 6, 12, 6)
        column.addWidget(self.editor)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.write)
        column.addLayout(row)
        return foot

    def _connect(self) -> None:
        self.editor.saved.connect(self.remark_saved)
        self.editor.closed.connect(self._after_editor)
        self.remarks.edit.connect(self._edit)
        self.remarks.delete.connect(self.remark_deleted)
        self.remarks.settle.connect(self.remark_settled)

    def ref(self) -> ItemRef | None:
        """The item that is shown or on its way."""
        return self._ref

    def set_writable(self, writable: bool, reason: str = "") -> None:
        """Switch writing off, with the reason where the button is."""
        self._writable = writable
        self.write.setEnabled(writable and self.card is not None)
        self.write.setToolTip(reason)
        if self.card is not None:
            self.remarks.set_remarks(self.card.remarks, writable=writable)

    def show_item(self, ref: ItemRef | None) -> None:
        """Follow the selection."""
        self._ref = ref
        self.editor.follow(ref)
        if ref is None:
            self._fill_empty("在方案库或页面中选择一项，这里显示它的内容、原件和意见。")
            return
        self._lanes.read(
            lambda: cards.load_card(self._services, ref), self._fill, self._fill_error, key=(id(self), "card")
        )

    def reload(self) -> None:
        """Read the same item again, after something changed."""
        if self._ref is not None:
            self.show_item(self._ref)

    def begin_remark(self) -> None:
        """Open the editor for the item that is shown."""
        if self._writable and self._ref is not None:
            self.editor.begin(self._ref)
            self.write.hide()

    def current_remark(self) -> RemarkRow | None:
        """The remark that has the keyboard, or the only one."""
        listed = self.remarks.cards()
        inside = QApplication.focusWidget()
        focused = [one for one in listed if inside is not None and (one is inside or one.isAncestorOf(inside))]
        chosen = focused or (listed if len(listed) == 1 else [])
        return chosen[0].remark if chosen else None

    def edit_current(self) -> None:
        """Change the remark that has the keyboard."""
        if (remark := self.current_remark()) is not None and self._writable:
            self._edit(remark)

    def delete_current(self) -> None:
        """Delete the remark that has the keyboard."""
        if (remark := self.current_remark()) is not None and self._writable:
            self.remark_deleted.emit(remark)

    def _edit(self, remark: RemarkRow) -> None:
        self.editor.begin(remark.ref, remark)
        self.write.hide()

    def _after_editor(self) -> None:
        self.write.show()
        self.write.setFocus()

    def _fill(self, card: Card) -> None:
        same = self.card is not None and self.card.ref == card.ref
        places = self.card.places if same and self.card else None
        self.card = card
        self.kind.setText(card.kind)
        self.title.setText(card.title)
        self.text.setText(card.text)
        self.fields.setText(cards.fields_html(card))
        self.sections["assignments"].setText(cards.assignments_html(card))
        self.sections["targets"].setText(cards.targets_html(card))
        self.sections["findings"].setText(cards.findings_html(card))
        self.sections["doubts"].setText(cards.doubts_html(card))
        for key, words in _SECTIONS:
            self.heads[key].setText(f"{words}{_count(card, key)}")
        for label in (self.title, self.text, self.fields, *self.sections.values()):
            label.setVisible(bool(label.text()))
        for key, label in self.sections.items():
            self.heads[key].setVisible(bool(label.text()))
        has_source = bool(card.places)
        self.heads["source"].setVisible(has_source)
        self.source.setVisible(has_source)
        self.heads["remarks"].show()
        self.remarks.show()
        self.remarks.set_remarks(card.remarks, writable=self._writable)
        self.count.setText(f"意见 {len(card.remarks)} 条")
        self.write.setEnabled(self._writable)
        if has_source and places != card.places:
            self.source.show_places(card.ref.version, card.places)
        if not same:
            self.area.verticalScrollBar().setValue(0)

    def _fill_error(self, error: KnownError) -> None:
        self._fill_empty(f"{error.message}{error.hint}")

    def _fill_empty(self, sentence: str) -> None:
        self.card = None
        self.kind.setText("")
        self.title.setText("")
        self.text.setText(sentence)
        self.text.show()
        for widget in (
            self.title,
            self.fields,
            *self.sections.values(),
            *self.heads.values(),
            self.source,
            self.remarks,
        ):
            widget.hide()
        self.count.setText("")
        self.write.setEnabled(False)

    def _on_link(self, href: str) -> None:
        kind, number = href.split(":")
        if self._ref is not None and kind == "finding":
            self.open_finding.emit(self._ref.version, number)
        elif self._ref is not None:
            self.open_item.emit(ItemRef(self._ref.version, kind, int(number)))


_SECTIONS = (
    ("assignments", "责任分工"),
    ("targets", "量化目标"),
    ("source", "原件"),
    ("findings", "疑似问题"),
    ("doubts", "存疑"),
    ("remarks", "意见"),
)


def _head(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setFont(theme.ui_font(medium=True))
    label.setContentsMargins(0, 10, 0, 2)
    return label


def _count(card: Card, key: str) -> str:
    counts = {
        "targets": len(card.targets),
        "findings": sum(row.severity != HINT for row in card.findings),
        "doubts": len(card.doubts),
        "remarks": len(card.remarks),
    }
    return f"　{counts[key]}" if counts.get(key) else ""
