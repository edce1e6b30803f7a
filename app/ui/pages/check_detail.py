"""A finding in full: what was found, both passages with marked characters, what would make it a false alarm."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.services.finding_rows import OPEN, FindingRow, PassageRow
from app.ui import theme
from app.ui.pages.check_list import SIGNS

LEGEND = {
    "differs": "实线：不一致的字",
    "number": "虚线：数字、年份、单位不同",
    "missing": "波浪线：另一处没有",
    "word": "点线：判断所依据的词",
}
_STRENGTH = ("missing", "differs", "word", "number")


def runs(text: str, marks: tuple[tuple[int, int, str], ...]) -> Iterator[tuple[str, str]]:
    """Cut a passage into runs, each with the strongest mark on it ("" for none); joined they are the text."""
    kinds = [""] * len(text)
    for start, end, kind in sorted(marks, key=lambda mark: _STRENGTH.index(mark[2])):
        for place in range(max(0, start), min(end, len(text))):
            kinds[place] = kind
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or kinds[place] != kinds[begin]:
            yield text[begin:place], kinds[begin]
            begin = place


class FindingDetail(QTextBrowser):
    """Reads only. ``opened(int)``, ``source_wanted(int)``: the number of the passage whose link was used."""

    opened = Signal(int)
    source_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("疑似问题详情")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(self._on_link)
        self.row: FindingRow | None = None

    def show_finding(self, row: FindingRow | None) -> None:
        """Show one, or nothing."""
        self.row = row
        self.clear()
        if row is None:
            return
        cursor = QTextCursor(self.document())
        self._head(cursor, row)
        for number, passage in enumerate(row.passages):
            self._passage(cursor, number, passage, len(row.passages))
        kinds = dict.fromkeys(kind for passage in row.passages for _, _, kind in passage.marks)
        if kinds:
            _block(cursor, 8)
            cursor.insertText("　".join(LEGEND[kind] for kind in kinds), _small("secondary"))
        for label, words in (("可能不是问题的情形", row.false_alarm), ("转为意见时的文字", row.wording)):
            if words:
                _block(cursor, 14)
                cursor.insertText(label, _plain(medium=True))
                _block(cursor, 4)
                cursor.insertText(words, _plain("secondary"))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _head(self, cursor: QTextCursor, row: FindingRow) -> None:
        severity = _plain(medium=True)
        severity.setForeground(QColor(theme.tokens().severity(row.severity)))
        cursor.insertText(f"{SIGNS[row.severity]} {row.severity}　", severity)
        head = _plain(medium=True)
        head.setFontPointSize(12.0)
        cursor.insertText(row.title, head)
        cursor.insertText(f"　规则 {row.rule}", _small("secondary"))
        if row.state != OPEN:
            _block(cursor, 6)
            why = f"：{row.reason}" if row.reason else ""
            who = f"（{row.judge}）" if row.judge else ""
            cursor.insertText(f"已判断：{row.state}{why}{who}", _plain("accent", medium=True))
        if row.conflicted:
            _block(cursor, 6)
            cursor.insertText("两名审阅人的判断不一致，待确认。", _plain("red", medium=True))
        _block(cursor, 8)
        cursor.insertText(row.explanation, _plain())

    def _passage(self, cursor: QTextCursor, number: int, passage: PassageRow, total: int) -> None:
        _block(cursor, 14)
        lead = f"{'①②③④⑤⑥⑦⑧⑨'[number]} " if 1 < total < 10 else f"{number + 1}. " if total > 1 else ""
        cursor.insertText(f"{lead}{passage.cite or '全文'}　", _plain("secondary", medium=True))
        cursor.insertText("转到阅读", _link(f"open:{number}"))
        if passage.place is not None:
            cursor.insertText("　", _plain())
            cursor.insertText("查看原件", _link(f"source:{number}"))
        _block(cursor, 4, quote=True)
        for text, kind in runs(passage.text, passage.marks):
            cursor.insertText(text, _marked(kind))

    def _on_link(self, url: QUrl) -> None:
        kind, _, number = url.toString().partition(":")
        (self.opened if kind == "open" else self.source_wanted).emit(int(number))


def _block(cursor: QTextCursor, space: int, *, quote: bool = False) -> None:
    form = QTextBlockFormat()
    form.setTopMargin(space)
    form.setLineHeight(150.0 if quote else 130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if quote:
        form.setLeftMargin(12)
    cursor.insertBlock(form, QTextCharFormat())


def _plain(token: str = "text", *, medium: bool = False) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(theme.ui_font(medium=medium))
    form.setForeground(theme.color(token))
    return form


def _small(token: str) -> QTextCharFormat:
    form = _plain(token)
    form.setFontPointSize(theme.SMALL_POINTS + 0.5)
    return form


def _link(address: str) -> QTextCharFormat:
    form = _plain("accent")
    form.setAnchor(True)
    form.setAnchorHref(address)
    form.setFontUnderline(True)
    return form


def _marked(kind: str) -> QTextCharFormat:
    """The passage's type; a mark is told by line and weight, and also by its ground."""
    form = QTextCharFormat()
    form.setFont(theme.serif_font(bold=bool(kind) and kind != "missing"))
    form.setForeground(theme.color("text"))
    lines = {
        "differs": QTextCharFormat.UnderlineStyle.SingleUnderline,
        "number": QTextCharFormat.UnderlineStyle.DashUnderline,
        "missing": QTextCharFormat.UnderlineStyle.WaveUnderline,
        "word": QTextCharFormat.UnderlineStyle.DotLine,
    }
    if kind:
        form.setUnderlineStyle(lines[kind])
        form.setUnderlineColor(theme.color("red" if kind in ("differs", "number") else "accent"))
        form.setBackground(theme.color("mark"))
    return form
