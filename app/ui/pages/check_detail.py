"""A finding in full: what was found, both passages with marked characters, what would make it a false alarm."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.services.finding_rows import OPEN, FindingRow, PassageRow
from app.ui import theme
from app.ui.pages.check_list import SIGNS
from app.ui.widgets.passage_text import block, link, plain, runs, small

LEGEND = {
    "differs": "实线：不一致的字",
    "number": "虚线：数字、年份、单位不同",
    "missing": "波浪线：另一处没有",
    "word": "点线：判断所依据的词",
}
_STRENGTH = ("missing", "differs", "word", "number")


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
            block(cursor, 8)
            cursor.insertText("　".join(LEGEND[kind] for kind in kinds), small("secondary"))
        for label, words in (("可能不是问题的情形", row.false_alarm), ("转为意见时的文字", row.wording)):
            if words:
                block(cursor, 14)
                cursor.insertText(label, plain(medium=True))
                block(cursor, 4)
                cursor.insertText(words, plain("secondary"))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _head(self, cursor: QTextCursor, row: FindingRow) -> None:
        severity = plain(medium=True)
        severity.setForeground(QColor(theme.tokens().severity(row.severity)))
        cursor.insertText(f"{SIGNS[row.severity]} {row.severity}　", severity)
        head = plain(medium=True)
        head.setFontPointSize(12.0)
        cursor.insertText(row.title, head)
        cursor.insertText(f"　规则 {row.rule}", small("secondary"))
        if row.state != OPEN:
            block(cursor, 6)
            why = f"：{row.reason}" if row.reason else ""
            who = f"（{row.judge}）" if row.judge else ""
            cursor.insertText(f"已判断：{row.state}{why}{who}", plain("accent", medium=True))
        if row.conflicted:
            block(cursor, 6)
            cursor.insertText("两名审阅人的判断不一致，待确认。", plain("red", medium=True))
        block(cursor, 8)
        cursor.insertText(row.explanation, plain())

    def _passage(self, cursor: QTextCursor, number: int, passage: PassageRow, total: int) -> None:
        block(cursor, 14)
        lead = f"{'①②③④⑤⑥⑦⑧⑨'[number]} " if 1 < total < 10 else f"{number + 1}. " if total > 1 else ""
        cursor.insertText(f"{lead}{passage.cite or '全文'}　", plain("secondary", medium=True))
        cursor.insertText("转到阅读", link(f"open:{number}"))
        if passage.place is not None:
            cursor.insertText("　", plain())
            cursor.insertText("查看原件", link(f"source:{number}"))
        block(cursor, 4, quote=True)
        for text, kind in runs(passage.text, passage.marks, _STRENGTH):
            cursor.insertText(text, _marked(kind))

    def _on_link(self, url: QUrl) -> None:
        kind, _, number = url.toString().partition(":")
        (self.opened if kind == "open" else self.source_wanted).emit(int(number))


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
