"""The rules of the checks and their word lists: switched on and off, edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.services.finding_rows import RuleRow, WordList
from app.ui import theme
from app.ui.itemmodels.check_tables import RulesModel
from app.ui.widgets.desk_choice import QuietBox

if TYPE_CHECKING:
    from app.services.history import Change
    from app.ui.check_services import CheckServices
    from app.ui.lanes import Lanes


class RulesDialog(QDialog):
    """Every change is stored at once; ``changed(Change)`` tells of it, ``undo_wanted``: take the last one back."""

    changed = Signal(object)
    undo_wanted = Signal()

    def __init__(self, checks: CheckServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks, self._lanes = checks, lanes
        self._lists: tuple[WordList, ...] = ()
        self._filling = False
        self.setWindowTitle("校核规则与词表")
        self.resize(760, 520)
        self.rules = RulesModel(self)
        self.rules.switched.connect(self._switched)
        self.table = _rule_table(self.rules)
        self.lists = QuietBox()
        self.lists.setAccessibleName("词表")
        self.lists.currentIndexChanged.connect(self._show_list)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("词语，每行一个")
        self.words.setTabChangesFocus(True)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.save_button, self.reset_button = QPushButton("保存词表"), QPushButton("恢复原有词语")
        self.save_button.clicked.connect(self._save)
        self.reset_button.clicked.connect(self._reset)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._rules_tab(), "规则")
        self.tabs.addTab(self._words_tab(), "词表")
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self.undo_wanted)
        self.load()

    def load(self) -> None:
        """Read rules and lists."""
        self._lanes.read(lambda: (self._checks.rules(None), self._checks.word_lists()), self._show)

    def _rules_tab(self) -> QWidget:
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.addWidget(QLabel("停用的规则不再列出疑似问题，已作的判断仍保留。可用 Ctrl+Z 撤销。计数为全部方案合计。"))
        layout.addWidget(self.table, 1)
        return tab

    def _words_tab(self) -> QWidget:
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.addWidget(self.lists)
        layout.addWidget(QLabel("每行一个词："))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.note)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.reset_button)
        row.addStretch(1)
        layout.addLayout(row)
        return tab

    def _show(self, found: tuple[tuple[RuleRow, ...], tuple[WordList, ...]]) -> None:
        rules, self._lists = found
        current = self.table.currentIndex()
        self.rules.show_rules(rules)
        self.table.setCurrentIndex(self.rules.index(current.row(), current.column()))
        self._filling = True
        chosen = max(0, self.lists.currentIndex())
        self.lists.clear()
        self.lists.addItems([one.title for one in self._lists])
        self.lists.setCurrentIndex(min(chosen, len(self._lists) - 1))
        self._filling = False
        self._show_list(self.lists.currentIndex())

    def _show_list(self, place: int) -> None:
        if self._filling or not 0 <= place < len(self._lists):
            return
        one = self._lists[place]
        self.words.setPlainText("\n".join(one.words))
        parts = []
        if one.added:
            parts.append(f"本项目增加：{'、'.join(one.added)}")
        if one.removed:
            parts.append(f"本项目去掉：{'、'.join(one.removed)}")
        self.note.setText("。".join(parts) if parts else "与程序原有词语相同。")
        self.reset_button.setEnabled(bool(parts))

    def _switched(self, number: str, on: bool) -> None:
        self._write(lambda: self._checks.switch_rule(number, on))

    def _save(self) -> None:
        one = self._lists[self.lists.currentIndex()]
        self._store(one.key, [word.strip() for word in self.words.toPlainText().splitlines() if word.strip()])

    def _reset(self) -> None:
        one = self._lists[self.lists.currentIndex()]
        self._store(one.key, [*(word for word in one.words if word not in one.added), *one.removed])

    def _store(self, key: str, words: Sequence[str]) -> None:
        self._write(lambda: self._checks.edit_list(key, words))

    def _write(self, call: Callable[[], Change]) -> None:
        def done(change: Change) -> None:
            self.changed.emit(change)
            self.load()

        self._lanes.write(call, done)


def _rule_table(model: RulesModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    theme.dress(table, theme.CELLS)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setAccessibleName("规则")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table
