"""The working part of 两稿对照: marked text at the left, earlier opinions with what became of them at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.services.draft_rows import CHANGED, FATE_WORDS, GONE, PARTLY, UNTOUCHED, Drafts, EarlierRemark
from app.services.rows import ItemRef
from app.ui import theme
from app.ui.pages.compare_marked import LEGEND, MarkedText
from app.ui.widgets.page_frame import ChoiceButton, Foot, Toolbar, column, switch
from app.ui.widgets.wrapped_list import WrappedDelegate

Index = QModelIndex | QPersistentModelIndex
STATE_SIGNS = {CHANGED: "✓", PARTLY: "◐", UNTOUCHED: "○", GONE: "✕"}
STATE_CHOICES = (("", "全部意见"), *((state, state) for state in (UNTOUCHED, PARTLY, CHANGED, GONE)))


class RemarkModel(QAbstractListModel):
    """Opinions on the old draft."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[EarlierRemark, ...] = ()

    def set_rows(self, rows: Sequence[EarlierRemark]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """A line an opinion."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """State, text, what was quoted and what stands there now."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return remark_words(self.rows[index.row()])
        return None


def remark_words(row: EarlierRemark) -> str:
    """An opinion in a few lines."""
    state = f"{STATE_SIGNS[row.state]} 所指内容{row.state}" if row.state != GONE else f"{STATE_SIGNS[GONE]} {GONE}"
    lines = [f"{state}{'　已沿用' if row.carried else ''}{'　已办结' if row.settled == '已办结' else ''}"]
    lines.append(f"{row.author}：{row.text}" if row.author else row.text)
    if row.quote:
        lines.append(f"原文“{_brief(row.quote)}”")
    if row.quote and row.now and row.state in (CHANGED, PARTLY):
        lines.append(f"现为“{_brief(row.now)}”")
    return "\n".join(lines)


def _brief(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


class DraftsWork(QWidget):
    """Shows two drafts. ``item_chosen(ItemRef)``; ``carry_wanted()``: the opinion that is looked at, anew."""

    item_chosen = Signal(object)
    opened = Signal(object)
    source_wanted = Signal(object)
    carry_wanted = Signal()
    undo_wanted = Signal()
    remembered = Signal()
    status = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafts: Drafts | None = None
        self._quiet = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.only_changes = switch("只看改动", "只列有增删改动的条目")
        self.back, self.on = QPushButton("上一处"), QPushButton("下一处　F7")
        self.back.setToolTip("上一处改动（Shift+F7）")
        self.counts = QLabel()
        bar = Toolbar()
        bar.add(self.only_changes)
        bar.add(self.counts)
        bar.add_space()
        bar.add(self.back)
        bar.add(self.on)
        self.text = MarkedText()
        splitter = QSplitter()
        splitter.addWidget(self.text)
        splitter.addWidget(self._make_remarks())
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([860, 400])
        foot = Foot()
        foot.set_text(LEGEND)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column(bar, splitter, foot, grows=splitter))

    def _make_remarks(self) -> QWidget:
        self.model = RemarkModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(WrappedDelegate(self.list))
        self.list.setWordWrap(True)  # only then is a list laid anew when its width changes
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setAccessibleName("对原稿的意见")
        self.state_button = ChoiceButton("意见所指内容", STATE_CHOICES)
        self.nothing = QLabel("对原稿没有意见。")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setForegroundRole(self.nothing.palette().ColorRole.PlaceholderText)
        self.carry = QPushButton("沿用到新稿　G")
        head = Toolbar()
        title = QLabel("对原稿的意见")
        title.setFont(theme.ui_font(medium=True))
        head.add(title)
        head.add_space()
        head.add(self.state_button)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(3 * theme.STEP, theme.STEP, 3 * theme.STEP, theme.STEP)
        row.addWidget(self.carry)
        row.addStretch(1)
        return column(head, self.nothing, self.list, foot, grows=self.list)

    def _connect(self) -> None:
        self.only_changes.clicked.connect(self._switch)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.text.item_chosen.connect(self.item_chosen)
        self.state_button.chosen.connect(lambda _state: self._list())
        self.list.selectionModel().currentChanged.connect(lambda _now, _old: self._on_remark())
        self.list.activated.connect(lambda _index: self._open())
        self.carry.clicked.connect(self.carry_wanted)
        keys: dict[str, Callable[[], object]] = {
            "F7": lambda: self.step(1),
            "Shift+F7": lambda: self.step(-1),
            "G": self.carry_wanted.emit,
            "S": self._source,
            "U": self.undo_wanted.emit,
        }
        for key, call in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def show_drafts(self, drafts: Drafts) -> None:
        """Show two drafts; item and opinion that were looked at stay so. The same text is not set anew."""
        before, self.drafts = self.drafts, drafts
        found = Counter(one.fate for one in drafts.items if one.changed)
        words = "，".join(f"{FATE_WORDS[fate]} {found[fate]} 处" for fate in FATE_WORDS if found[fate])
        self.counts.setText(words or "两稿没有不同")
        if before is None or before.items != drafts.items:
            self._set_text()
        self._list()
        self.status.emit(words or "两稿没有不同")

    def _set_text(self) -> None:
        if self.drafts is not None:
            only = self.only_changes.isChecked()
            self.text.show_items([one for one in self.drafts.items if one.changed or not only])

    def _switch(self) -> None:
        self._set_text()
        self.remembered.emit()

    def _list(self) -> None:
        if self.drafts is None:
            return
        current, at = self.remark(), self.list.currentIndex().row()
        wanted = self.state_button.key
        rows = [one for one in self.drafts.remarks if not wanted or one.state == wanted]
        self._quiet = True
        self.model.set_rows(rows)
        entities = [one.entity for one in rows]
        place = entities.index(current.entity) if current is not None and current.entity in entities else at
        if rows:
            self.list.setCurrentIndex(self.model.index(min(max(place, 0), len(rows) - 1)))
        self._quiet = False
        self.nothing.setVisible(not rows)
        self.nothing.setText("对原稿没有意见。" if not self.drafts.remarks else "没有这类意见。")
        self._enable()

    def _enable(self) -> None:
        remark = self.remark()
        self.carry.setEnabled(remark is not None and not remark.carried)

    def remark(self) -> EarlierRemark | None:
        """The opinion that is looked at."""
        row = self.list.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _on_remark(self) -> None:
        self._enable()
        remark = self.remark()
        if remark is None or self._quiet:
            return
        ref = remark.where or remark.old
        self.text.go_to(ref)
        self.item_chosen.emit(ref)

    def _open(self) -> None:
        remark = self.remark()
        if remark is not None:
            self.opened.emit(remark.where or remark.old)

    def _source(self) -> None:
        item = self.text.current()
        if item is not None:
            self.source_wanted.emit(item.ref)

    def step(self, by: int) -> None:
        """The next change."""
        if not self.text.step(by):
            self.status.emit("已是最后一处改动" if by > 0 else "已是第一处改动")

    def select_item(self, ref: ItemRef | None) -> None:
        """Go to an item, quietly."""
        current = self.text.current()
        if ref is not None and (current is None or current.ref != ref):
            self.text.go_to(ref)
