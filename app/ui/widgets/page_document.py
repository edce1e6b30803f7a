"""Sets a plan as text: one QTextDocument and, for each item, where it stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from app.services.rows import ROLE_SIGNS, ChapterRow, ItemRef, MeasureRow, PlaceRow, PlanText, TargetRow, TaskRow
from app.ui import theme
from app.ui.itemmodels.passages import AGENCY, DATE, TARGET, agency_pattern, marked_runs

LEADING_PERCENT = 122.0
CARD_INDENT = 28
CARD_PADDING = 12


@dataclass(frozen=True, slots=True)
class SetItem:
    """An item in the document: first and last block."""

    ref: ItemRef
    first: int
    last: int

    @property
    def is_card(self) -> bool:
        """Tasks stand on cards."""
        return self.ref.kind == "task"


@dataclass
class SetPlan:
    """A plan as set, in document order."""

    document: QTextDocument
    items: list[SetItem] = field(default_factory=list)
    places: dict[ItemRef, tuple[PlaceRow, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._firsts = [item.first for item in self.items]
        self._numbers = {item.ref: number for number, item in enumerate(self.items)}

    def number_of(self, ref: ItemRef | None) -> int:
        """Position of an item, -1 if it is not there."""
        return self._numbers.get(ref, -1) if ref is not None else -1

    def at_block(self, block: int) -> int:
        """Position of the item that a block belongs to, -1 between items."""
        number = bisect_right(self._firsts, block) - 1
        return number if number >= 0 and block <= self.items[number].last else -1

    def from_block(self, block: int) -> int:
        """Position of the first item that ends at or after a block."""
        number = max(0, bisect_right(self._firsts, block) - 1)
        return number + 1 if number < len(self.items) and self.items[number].last < block else number


class _Style:
    """The formats of one theme and zoom."""

    def __init__(self, zoom: float) -> None:
        tokens = theme.tokens()
        self.serif = theme.serif_font(theme.SERIF_POINTS * zoom)
        self.zoom = zoom
        self.text = QColor(tokens.text)
        self.secondary = QColor(tokens.secondary)
        self.accent = QColor(tokens.accent)
        self.amber = QColor(tokens.amber)
        self.faint = QColor(tokens.disabled)
        self.tint = QColor(tokens.hover)
        self.roles = {role: QColor(tokens.role(role)) for role in ROLE_SIGNS}

    def chars(self, points: float = theme.SERIF_POINTS, *, serif: bool = True, bold: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        size = points * self.zoom
        font = theme.serif_font(size, bold=bold) if serif else theme.ui_font(max(size, theme.SMALL_POINTS), medium=bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        made.setFont(font)
        made.setForeground(self.text)
        return made


def _block(
    above: float = 0, below: float = 0, *, indent: float = 0, left: float = 0, centred: bool = False, right: float = 0
) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    made.setBottomMargin(below)
    made.setTextIndent(indent)
    made.setLeftMargin(left)
    made.setRightMargin(right)
    made.setLineHeight(LEADING_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if centred:
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made


class _Composer:
    """Writes blocks one after the other and notes which belong to which item."""

    def __init__(self, plan: PlanText, zoom: float) -> None:
        self._style = _Style(zoom)
        self._plan = plan
        self._document = QTextDocument()
        self._document.setUndoRedoEnabled(False)
        self._document.setDefaultFont(self._style.serif)
        self._document.setDocumentMargin(0)
        self._cursor = QTextCursor(self._document)
        self._fresh = True
        self._items: list[SetItem] = []
        self._places: dict[ItemRef, tuple[PlaceRow, ...]] = {}
        self._names = agency_pattern(duty.as_written for row in _all_tasks(plan) for duty in row.assignments)
        em = theme.SERIF_POINTS * zoom * 96 / 72
        self._two = 2 * em
        base = self._style.chars()
        self._marks = {0: base}
        for kind in range(1, 8):
            made = QTextCharFormat(base)
            if kind & TARGET:
                made.setFontUnderline(True)
                made.setUnderlineColor(self._style.accent)
            if kind & DATE:
                made.setBackground(QBrush(self._style.tint))
            if kind & AGENCY:
                made.setForeground(self._style.accent)
            self._marks[kind] = made

    # --- blocks ------------------------------------------------------------------------------------------------

    def _start(self, block: QTextBlockFormat) -> int:
        if self._fresh:
            self._cursor.setBlockFormat(block)
            self._fresh = False
        else:
            self._cursor.insertBlock(block)
        return self._cursor.blockNumber()

    def _line(self, text: str, block: QTextBlockFormat, chars: QTextCharFormat) -> int:
        number = self._start(block)
        self._cursor.insertText(text, chars)
        return number

    def _passage(self, text: str, targets: Sequence[TargetRow], block: QTextBlockFormat) -> None:
        quotes = [target.quote for target in targets]
        for paragraph in filter(None, (part.strip() for part in text.split("\n"))):
            self._start(block)
            for run, kind in marked_runs(paragraph, quotes, self._names):
                self._cursor.insertText(run, self._marks[kind])

    def _note(self, ref: ItemRef, first: int, places: tuple[PlaceRow, ...]) -> None:
        self._items.append(SetItem(ref, first, self._cursor.blockNumber()))
        self._places[ref] = places

    # --- parts -------------------------------------------------------------------------------------------------

    def compose(self) -> SetPlan:
        """The whole plan."""
        plan = self._plan
        self._cursor.beginEditBlock()
        self._head()
        body = _block(4, 4, indent=self._two)
        self._passage(plan.preamble, (), body)
        for chapter in plan.chapters:
            self._chapter(chapter)
        if plan.loose_tasks:
            self._title("未对应正文措施的任务")
            self._cards(plan.loose_tasks, "")
        if plan.notice:
            self._title("印发通知（原文在方案之前）")
            self._passage(plan.notice, (), body)
        if plan.remainder:
            self._title("未归入以上各项的文字")
            for text in plan.remainder:
                self._passage(text, (), body)
        self._start(_block(0, 48))
        self._cursor.endEditBlock()
        return SetPlan(self._document, self._items, self._places)

    def _head(self) -> None:
        summary, style = self._plan.summary, self._style
        first = self._line(summary.title, _block(28, 6, centred=True), style.chars(17, bold=True))
        about = "　".join(
            filter(None, (summary.issuing_body, summary.document_number, summary.issue_date, summary.stage))
        )
        if about:
            quiet = style.chars(theme.UI_POINTS, serif=False)
            quiet.setForeground(style.secondary)
            self._line(about, _block(0, 14, centred=True), quiet)
        self._note(ItemRef(summary.version, "plan", summary.number), first, ())

    def _title(self, text: str) -> int:
        return self._line(text, _block(30, 8), self._style.chars(14.5, bold=True))

    def _chapter(self, chapter: ChapterRow) -> None:
        if chapter.label or chapter.title:
            first = self._title(f"{chapter.label}{chapter.title}")
            self._passage(chapter.text, chapter.targets, _block(4, 4, indent=self._two))
            self._note(chapter.ref, first, chapter.places)
        self._cards(chapter.tasks, chapter.text)
        for measure in chapter.measures:
            self._measure(measure)

    def _measure(self, measure: MeasureRow) -> None:
        first = self._line(f"{measure.label}{measure.title}", _block(20, 4), self._style.chars(12.5, bold=True))
        self._passage(measure.text, measure.targets, _block(4, 4, indent=self._two))
        self._note(measure.ref, first, measure.places)
        self._cards(measure.tasks, measure.text)

    def _cards(self, rows: Sequence[TaskRow], around: str) -> None:
        for row in rows:
            self._card(row, around)

    def _card(self, row: TaskRow, around: str) -> None:
        """Number and text, then deadline and duties; a text that stands in the measure just above is not repeated."""
        style = self._style
        left, right = CARD_INDENT + CARD_PADDING, CARD_PADDING
        number = style.chars(theme.UI_POINTS, serif=False, bold=True)
        number.setForeground(style.accent)
        first = self._line(f"{row.label or row.number}　", _block(16, 0, left=left, right=right), number)
        repeated = len(row.text) > 6 and row.text in around
        quotes = [target.quote for target in row.targets]
        for run, kind in [] if repeated else marked_runs(row.text.replace("\n", " "), quotes, self._names):
            chars = QTextCharFormat(self._marks[kind])
            chars.setFontPointSize(11 * style.zoom)
            self._cursor.insertText(run, chars)
        if repeated:
            quiet = style.chars(9.75, serif=False)
            quiet.setForeground(style.secondary)
            self._cursor.insertText("内容与上文一致　", quiet)
        else:
            self._start(_block(4, 8, left=left, right=right))
        self._duties(row)
        self._note(row.ref, first, row.places)

    def _duties(self, row: TaskRow) -> None:
        style = self._style
        plain = style.chars(9.75, serif=False)
        quiet = QTextCharFormat(plain)
        quiet.setForeground(style.secondary)
        if row.deadline_raw:
            self._cursor.insertText(f"时限 {row.deadline_raw}　", quiet)
        by_role: dict[tuple[str, bool], list[str]] = {}
        for duty in row.assignments:
            by_role.setdefault((duty.role, duty.inherited), []).append(duty.display)
        open_list = next((key for key in reversed(by_role) if key[0] != "implement"), None)
        for (role, inherited), names in by_role.items():
            sign = QTextCharFormat(plain)
            sign.setForeground(style.faint if inherited else style.roles[role])
            self._cursor.insertText(f"{ROLE_SIGNS[role]} ", sign)
            # 等 stands in the sentence that names them, never behind those of a blanket clause.
            others = "等" if row.et_al and (role, inherited) == open_list else ""
            self._cursor.insertText(f"{'、'.join(names)}{others}　", quiet if inherited else plain)
        if row.et_al and open_list is None:
            self._cursor.insertText("等　", plain)
        if row.remark:
            self._cursor.insertText(f"备注 {row.remark}　", quiet)
        if row.doubts:
            loud = QTextCharFormat(plain)
            loud.setForeground(style.amber)
            self._cursor.insertText(f"存疑 {len(row.doubts)}", loud)


def _all_tasks(plan: PlanText) -> Iterable[TaskRow]:
    for chapter in plan.chapters:
        yield from chapter.tasks
        for measure in chapter.measures:
            yield from measure.tasks
    yield from plan.loose_tasks


def set_plan(plan: PlanText, zoom: float = 1.0) -> SetPlan:
    """Set a plan as text."""
    return _Composer(plan, zoom).compose()
