"""One requirement of the plan above in full: its clauses with their states, and the own plan's words for each."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from app.services.rows import ItemRef
from app.services.superior_rows import (
    MET,
    MISSING,
    OUTSIDE,
    PARTLY,
    STATE_SIGNS,
    STRICTER,
    WEAKER,
    RequirementRow,
)
from app.ui import theme
from app.ui.itemmodels.superior import judged_words
from app.ui.widgets.passage_text import block, link, plain, runs, small

_STRENGTH = (OUTSIDE, MET, STRICTER, PARTLY, WEAKER, MISSING)
_LINES = {
    MISSING: QTextCharFormat.UnderlineStyle.WaveUnderline,
    WEAKER: QTextCharFormat.UnderlineStyle.DashUnderline,
    PARTLY: QTextCharFormat.UnderlineStyle.DashUnderline,
    STRICTER: QTextCharFormat.UnderlineStyle.DotLine,
}
LEGEND = "波浪线 未体现　虚线 部分落实、弱于上级　点线 严于上级　灰字 不涉及"


class RequirementDetail(QWidget):
    """Left what is asked, right what the own plan says. ``opened(ItemRef)``: a place of the own plan."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked, self.said = QTextBrowser(), QTextBrowser()
        self._refs: list[ItemRef] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for browser, name in ((self.asked, "上级要求"), (self.said, "本方案对应条款")):
            browser.setOpenLinks(False)
            browser.setAccessibleName(name)
            browser.setFrameShape(QTextBrowser.Shape.NoFrame)
            browser.document().setDocumentMargin(10)
            row.addWidget(browser, 1)
        self.said.anchorClicked.connect(self._on_link)

    def show_row(self, row: RequirementRow | None, names: tuple[str, str]) -> None:
        """Show a requirement, or nothing; ``names`` of the plan above and the own one."""
        self.asked.clear()
        self.said.clear()
        self._refs = []
        if row is not None:
            self._ask(QTextCursor(self.asked.document()), row, names[0])
            self._answer(QTextCursor(self.said.document()), row, names[1])
            for browser in (self.asked, self.said):
                browser.moveCursor(QTextCursor.MoveOperation.Start)

    def _ask(self, cursor: QTextCursor, row: RequirementRow, name: str) -> None:
        side = row.side
        cursor.insertText(f"{name}　{side.cite or side.label}", small("secondary"))
        if side.heading:
            block(cursor, 4)
            head = QTextCharFormat()
            head.setFont(theme.serif_font(bold=True))
            cursor.insertText(side.heading, head)
        block(cursor, 4)
        marks = [(one.start, one.end, one.state) for one in row.clauses]
        for text, state in runs(side.text, marks, _STRENGTH):
            cursor.insertText(text, _form(state))
        for label, words in (("完成时限", side.deadline), ("责任单位", side.duty)):
            if words:
                block(cursor, 4)
                cursor.insertText(f"{label}　", small("secondary"))
                cursor.insertText(words, _form(""))

    def _answer(self, cursor: QTextCursor, row: RequirementRow, name: str) -> None:
        cursor.insertText(f"{name}　", small("secondary"))
        cursor.insertText(f"{STATE_SIGNS[row.state]} {row.state}", plain(medium=True))
        for label, words in (
            ("", judged_words(row)),
            ("差距　", row.gap),
            ("不涉及的理由　", row.reason if row.reason not in row.gap else ""),
            ("修改建议　", row.advice),
        ):
            if words:
                block(cursor, 4)
                cursor.insertText(label, small("secondary"))
                cursor.insertText(words, plain())
        for clause in row.clauses:
            block(cursor, 8)
            cursor.insertText(f"{STATE_SIGNS[clause.state]} {clause.state}　", plain(medium=True))
            cursor.insertText(f"“{clause.text}”", plain("secondary"))
            if clause.by is not None:
                block(cursor, 2, quote=True)
                cursor.insertText(clause.by.cite or "本方案", link(f"place:{len(self._refs)}"))
                cursor.insertText(f"　{clause.by.text}", _form(""))
                self._refs.append(clause.by.ref)
            if clause.note:
                block(cursor, 2, quote=True)
                cursor.insertText(clause.note, plain("secondary"))

    def _on_link(self, url: QUrl) -> None:
        self.opened.emit(self._refs[int(url.toString().partition(":")[2])])


def _form(state: str) -> QTextCharFormat:
    form = QTextCharFormat()
    line = _LINES.get(state)
    form.setFont(theme.serif_font(bold=state in (MISSING, WEAKER)))
    form.setForeground(theme.color("hint" if state == OUTSIDE else "text"))
    if line is not None:
        form.setUnderlineStyle(line)
        form.setUnderlineColor(theme.color("accent" if state == STRICTER else "red"))
        form.setBackground(theme.color("mark"))
    return form
