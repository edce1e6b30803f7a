"""How the matrix is painted: cells, heads and the cross-hair that all its views share."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import theme
from app.ui.itemmodels.matrix import FROZEN_COLUMNS, FROZEN_ROWS, NAME, ROLES, TOTAL, MatrixModel
from app.ui.widgets.grid_signs import sign_pixmap
from app.ui.widgets.grid_text import TextFitter

Index = QModelIndex | QPersistentModelIndex

MAX_HEAD_LINES = 4
GAP = 2


@dataclass
class CrossHair:
    """Row and column under the pointer and those of the keyboard; -1 where there is none."""

    hover_row: int = -1
    hover_column: int = -1
    row: int = -1
    column: int = -1

    def crosses(self, row: int, column: int) -> bool:
        """Does the cross-hair run through this cell?"""
        return row in (self.hover_row, self.row) or column in (self.hover_column, self.column)

    def has_column(self, column: int) -> bool:
        """Does it stand on this column?"""
        return column in (self.hover_column, self.column)


class MatrixLook:
    """Sizes, fonts and colours for one zoom; ``named``: heads of tasks say whose plan it is."""

    def __init__(self, zoom: float, by: str, *, named: bool = False) -> None:
        tokens = theme.tokens()
        self.zoom = zoom
        self.font = theme.ui_font(max(theme.SMALL_POINTS, theme.UI_POINTS * min(zoom, 1.3)))
        self.small = theme.ui_font(theme.SMALL_POINTS)
        self.fitter = TextFitter(self.font)
        self.head_fitter = TextFitter(self.small)
        self.ascent = QFontMetrics(self.font).ascent()
        self.row_height = max(QFontMetrics(self.font).height() + 2, round(28 * zoom))
        self.column_width = round((104 if by == "chapter" else 44 if named else 34) * zoom)
        self.name_width = round(172 * max(1.0, min(zoom, 1.2)))
        self.count_width = max(28, round(28 * zoom))
        self.side = max(8, round(15 * zoom))
        self.roles = {role: tokens.role(role) for role in ROLES}
        self.faint = tokens.disabled
        names = ("text", "secondary", "line", "selected", "hover", "accent", "pane", "disabled", "ground")
        self.colors = {name: QColor(str(getattr(tokens, name))) for name in names}

    def frozen_width(self, column: int) -> int:
        """Width of the name, of a count, of their sum."""
        if column == NAME:
            return self.name_width
        return self.count_width + (10 if column == TOTAL else 0)


class MatrixDelegate(QStyledItemDelegate):
    """Paints every cell of the four views."""

    def __init__(self, model: MatrixModel, cross: CrossHair, look: MatrixLook, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._cross = cross
        self.look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairlines, then signs or text."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide's stubs lack the fields of style options
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row, column, colors = index.row(), index.column(), self.look.colors
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colors["selected"])
        elif self._cross.crosses(row, column):
            painter.fillRect(rect, colors["hover"])
        elif row < FROZEN_ROWS or column < FROZEN_COLUMNS:
            painter.fillRect(rect, colors["pane"])
        self._paint_lines(painter, rect, row, column)
        if row < FROZEN_ROWS or column < FROZEN_COLUMNS:
            self._paint_text(painter, rect, self._model.text(row, column), column)
        elif roles := self._model.roles(row, column):
            self._paint_signs(painter, rect, index, roles)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors["accent"])
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_lines(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        painter.setPen(self.look.colors["line"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column >= FROZEN_COLUMNS - 1 or column == NAME:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(self.look.colors["secondary"])
        if self._model.starts_group(row):
            painter.drawLine(rect.topLeft(), rect.topRight())
        if self._model.starts_plan(column):
            painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, column: int) -> None:
        if not text:
            return
        look = self.look
        painter.setFont(look.font)
        painter.setPen(look.colors["text" if column in (NAME, TOTAL) else "secondary"])
        shown = look.fitter.fit(text, rect.width() - (2 * theme.STEP if column == NAME else 0), 1).lines
        side = Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignHCenter
        inset = 2 * theme.STEP if column == NAME else 0
        painter.drawText(rect.adjusted(inset, 0, 0, 0), int(side | Qt.AlignmentFlag.AlignVCenter), "".join(shown))

    def _paint_signs(self, painter: QPainter, rect: QRect, index: Index, roles: tuple[str, ...]) -> None:
        look, ratio = self.look, painter.device().devicePixelRatioF()
        faint = self._model.only_inherited(index.row(), index.column())
        many = len(self._model.tasks(index))
        sides = [look.side, *(round(look.side * 0.75) for _ in roles[1:])]
        number = str(many) if many > 1 else ""
        metrics = QFontMetrics(look.small)
        width = sum(sides) + GAP * (len(sides) - 1)
        room = rect.width() - 2
        if number and width + 3 + metrics.horizontalAdvance(number) > room:
            number = ""
        while len(sides) > 1 and width > room:
            width -= sides.pop() + GAP
        whole = width + (3 + metrics.horizontalAdvance(number) if number else 0)
        left = rect.left() + (rect.width() - whole) / 2
        for role, side in zip(roles, sides, strict=False):
            color = look.faint if faint else look.roles[role]
            top = rect.top() + (rect.height() - side) / 2
            painter.drawPixmap(QPointF(round(left), round(top)), sign_pixmap(role, side, ratio, color))
            left += side + GAP
        if number:
            painter.setFont(look.small)
            painter.setPen(look.colors["secondary"])
            base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2 + 1
            painter.drawText(QPointF(left + 1, base), number)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Sizes are set; nobody may ask cell by cell."""
        return QSize(self.look.column_width, self.look.row_height)


def head_lines(fitter: TextFitter, head: str, width: int) -> tuple[str, ...]:
    """A head in lines; the number of a task stands on a line of its own below the name of its place."""
    name = head.rstrip("0123456789.-")
    if 0 < len(name) < len(head):
        return (*fitter.fit(name, width, MAX_HEAD_LINES - 1).lines, head[len(name) :])
    return fitter.fit(head, width, MAX_HEAD_LINES).lines


class MatrixHead(QHeaderView):
    """Heads of the columns in as many lines as they need, with the cross-hair's column tinted."""

    def __init__(self, model: MatrixModel, cross: CrossHair, look: MatrixLook, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._matrix = model
        self._cross = cross
        self.look = look
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)
        self.setSectionsClickable(True)
        self.setMouseTracking(True)

    def lines_needed(self) -> int:
        """Lines of the longest head."""
        width = self.look.column_width - theme.STEP
        columns = self._matrix.matrix.columns
        return max((len(head_lines(self.look.head_fitter, column.head, width)) for column in columns), default=1)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Ground, hairlines, text or role sign."""
        if not rect.isValid():
            return
        look, colors = self.look, self.look.colors
        painter.save()
        painter.fillRect(rect, colors["selected" if self._cross.has_column(logical) else "pane"])
        painter.setPen(colors["line"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if NAME < logical < TOTAL:
            role = ROLES[logical - 1]
            ratio = painter.device().devicePixelRatioF()
            pixmap = sign_pixmap(role, look.side, ratio, look.roles[role])
            middle = QPointF(rect.center()) - QPointF(look.side / 2, look.side / 2)
            painter.drawPixmap(QPointF(round(middle.x()), round(middle.y())), pixmap)
        else:
            self._paint_words(painter, rect, logical)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = self.look
        text = str(self._matrix.headerData(logical, Qt.Orientation.Horizontal) or "")
        font = look.font if logical < FROZEN_COLUMNS else look.small
        fitter = look.fitter if logical < FROZEN_COLUMNS else look.head_fitter
        painter.setFont(QFont(font))
        painter.setPen(look.colors["text" if logical >= FROZEN_COLUMNS else "secondary"])
        lines = head_lines(fitter, text, rect.width() - theme.STEP)
        side = Qt.AlignmentFlag.AlignLeft if logical == NAME else Qt.AlignmentFlag.AlignHCenter
        inset = 2 * theme.STEP if logical == NAME else 0
        flags = int(side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(inset, 0, 0, 0), flags, "\n".join(lines))
