"""A pair in full: both texts with marked characters, and between them what differs, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.services.compare_rows import FIELD_WORDS, KIND_WORDS, SHARED, CompareRow, CompareSide, DifferenceRow, Mark
from app.ui import theme
from app.ui.itemmodels.compare import Narrowing, explained, shown_differences
from app.ui.widgets.passage_text import block, plain, runs, small
from app.ui.widgets.wrapped_list import MINOR_ROLE, WrappedDelegate

Index = QModelIndex | QPersistentModelIndex

_STRENGTH = ("moved", "clause", "wording", "strength", "agency", "deadline", "target")
LINES = {
    "wording": QTextCharFormat.UnderlineStyle.SingleUnderline,
    "clause": QTextCharFormat.UnderlineStyle.WaveUnderline,
    "moved": QTextCharFormat.UnderlineStyle.DotLine,
}
"""The line of each kind; those of figures, dates, bodies and firmness are broken."""
LEGEND = (
    "实线 用字不同　虚线 指标、时限、单位、力度不同　波浪线 对方没有的条款　点线 位置不同　◀▶ 更严、更早或多出的一方"
)


class SideText(QTextBrowser):
    """One item. Reads only; the marks of one difference can be shown as the one that is looked at."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(name)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(10)
        self._starts: dict[str, int] = {}

    def show_side(self, side: CompareSide | None, differences: Sequence[tuple[str, tuple[Mark, ...]]]) -> None:
        """Show an item; ``differences``: their kinds and marks."""
        self.clear()
        self.setExtraSelections([])
        self._starts = {}
        cursor = QTextCursor(self.document())
        if side is None:
            cursor.insertText("该方案没有与之对应的内容。", plain("hint"))
            return
        cursor.insertText(side.cite or side.label, small("secondary"))
        for name, words in FIELD_WORDS.items():
            text = side.field(name)
            if not text:
                continue
            block(cursor, 4)
            if words:
                cursor.insertText(f"{words}　", small("secondary"))
            self._starts[name] = cursor.position()
            marks = [(start, end, kind) for kind, found in differences for field, start, end in found if field == name]
            for run, kind in runs(text, marks, _STRENGTH):
                cursor.insertText(run, _form(kind, name))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def look_at(self, marks: Sequence[Mark]) -> None:
        """Set the marks of one difference off, white on dark, and scroll to the first."""
        found = []
        for field, start, end in marks:
            if field not in self._starts:
                continue
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._starts[field] + start)
            cursor.setPosition(self._starts[field] + end, QTextCursor.MoveMode.KeepAnchor)
            chosen = QTextEdit.ExtraSelection()
            chosen.cursor = cursor  # type: ignore[attr-defined]  # PySide's stubs leave the fields out
            form = QTextCharFormat()
            form.setBackground(theme.color("accent"))
            form.setForeground(theme.color("on_accent"))
            chosen.format = form  # type: ignore[attr-defined]
            found.append(chosen)
        self.setExtraSelections(found)
        if found:
            cursor = QTextCursor(found[0].cursor)  # type: ignore[attr-defined]
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.ensureCursorVisible()


def _form(kind: str, field: str) -> QTextCharFormat:
    form = QTextCharFormat()
    strong = bool(kind) and kind not in ("clause", "moved")
    form.setFont(theme.serif_font(bold=strong or field == "heading"))
    form.setForeground(theme.color("text"))
    if kind:
        form.setUnderlineStyle(LINES.get(kind, QTextCharFormat.UnderlineStyle.DashUnderline))
        form.setUnderlineColor(theme.color("accent" if kind in LINES else "red"))
        form.setBackground(theme.color("mark"))
    return form


class DifferenceModel(QAbstractListModel):
    """The differences of a pair in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[DifferenceRow, ...] = ()

    def set_rows(self, rows: tuple[DifferenceRow, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """A line a difference."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Kind, sign and sentence."""
        row = self.rows[index.row()]
        if role == MINOR_ROLE:
            return row.minor or row.kind == SHARED
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{head_of(row)}　{row.sentence}{reason_words(row)}"
        return row.sentence if role == Qt.ItemDataRole.ToolTipRole else None


def reason_words(row: DifferenceRow) -> str:
    """Why figures are not compared, where the sentence does not say it already."""
    return f"（{row.reason}）" if row.reason and row.reason not in row.sentence else ""


def head_of(row: DifferenceRow) -> str:
    """指标◀."""
    return f"{KIND_WORDS.get(row.kind, '共同')}{row.sign}"


class CompareDetail(QWidget):
    """``left_wanted()`` where the keyboard leaves the list of differences by Esc."""

    left_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: CompareRow | None = None
        self.left, self.right = SideText("左方全文"), SideText("右方全文")
        self.model = DifferenceModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(WrappedDelegate(self.list))
        self.list.setWordWrap(True)  # only then is a list laid anew when its width changes
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("差异")
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.selectionModel().currentChanged.connect(lambda current, _old: self._mark(current.row()))
        self.splitter = QSplitter()
        for widget in (self.left, self.list, self.right):
            self.splitter.addWidget(widget)
        self.splitter.setChildrenCollapsible(False)
        for place, stretch in enumerate((3, 2, 3)):
            self.splitter.setStretchFactor(place, stretch)
        self.splitter.setSizes([420, 260, 420])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def show_row(self, row: CompareRow | None, narrowing: Narrowing) -> None:
        """Show a pair, or nothing; of one that was shown before the difference looked at stays so."""
        same = row is not None and self.row is not None and row.key == self.row.key
        at = self.list.currentIndex().row() if same else -1
        self.row = row
        found = shown_differences(row, narrowing) if row is not None else ()
        lines = (*found, *explained(row)) if row is not None else ()
        self.model.set_rows(lines)
        self.left.show_side(row.left if row else None, [(one.kind, one.left) for one in found])
        self.right.show_side(row.right if row else None, [(one.kind, one.right) for one in found])
        if at >= 0:
            self.look_at(min(at, len(lines) - 1))

    def current(self) -> DifferenceRow | None:
        """The difference that is looked at."""
        at = self.list.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def step(self, by: int) -> bool:
        """The next difference of this pair; False where there is none."""
        at = self.list.currentIndex().row()
        wanted = at + by if at >= 0 else (0 if by > 0 else len(self.model.rows) - 1)
        if not 0 <= wanted < len(self.model.rows):
            return False
        self.look_at(wanted)
        return True

    def look_at(self, number: int) -> None:
        """Look at a difference."""
        self.list.setCurrentIndex(self.model.index(number))

    def _mark(self, number: int) -> None:
        found = self.model.rows[number] if 0 <= number < len(self.model.rows) else None
        self.left.look_at(found.left if found else ())
        self.right.look_at(found.right if found else ())
