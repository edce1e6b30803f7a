"""The items of the desk: doubtful ones first, then the document's order; filtered; steady while one works."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.desk_rows import CONFLICT_WORDS, KIND_NAMES, DeskItem
from app.services.rows import ItemRef

Index = QModelIndex | QPersistentModelIndex

ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
DOUBTFUL, UNCHECKED, ALL = "doubtful", "unchecked", "all"
FILTERS = ((DOUBTFUL, "存疑"), (UNCHECKED, "未校对"), (ALL, "全部"))


def is_waiting(item: DeskItem) -> bool:
    """Whether a doubt or a disagreement still waits for a person."""
    return item.conflict or (bool(item.doubts) and not item.checked)


def label_of(item: DeskItem) -> str:
    """What an item is called: 任务 13, 措施（三）, 封面信息."""
    name = KIND_NAMES.get(item.kind, "")
    if not item.label or item.kind == "plan":
        return name
    if item.kind == "chapter" and item.label.endswith("、"):
        return f"第{item.label[:-1]}部分"
    return f"{name} {item.label}" if item.label[:1].isdigit() else f"{name}{item.label}"


class DeskModel(QAbstractListModel):
    """Which rows are shown, and in which order, is settled by ``arrange``; new data alone moves nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: dict[ItemRef, DeskItem] = {}
        self._order: list[ItemRef] = []
        self._rows: list[ItemRef] = []
        self._row_of: dict[ItemRef, int] = {}
        self._first: set[ItemRef] = set()
        self._kept: set[ItemRef] = set()
        self._filter = ALL

    @property
    def filter(self) -> str:
        """Which items are shown."""
        return self._filter

    def set_items(self, items: Iterable[DeskItem], *, steady: bool = False) -> None:
        """Take the items. ``steady``: those at hand stay where they are, new ones join them."""
        known = set(self._items)
        self._items = {item.ref: item for item in sorted(items, key=lambda item: item.order)}
        self._order = list(self._items)
        if not steady:
            self.arrange(self._filter)
            return
        new = set(self._items) - known
        self._first = {ref for ref in self._first if ref in self._items}
        self._kept = {ref for ref in self._kept if ref in self._items} | new
        self._first |= {ref for ref in new if is_waiting(self._items[ref])}
        rows = self._arranged()
        if rows == self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self._show(rows)

    def arrange(self, shown: str) -> None:
        """Filter and order anew."""
        self._filter = shown
        self._first = {ref for ref, item in self._items.items() if is_waiting(item)}
        self._kept = {ref for ref, item in self._items.items() if _fits(item, shown)}
        self._show(self._arranged())

    def counts(self) -> dict[str, int]:
        """How many items each filter would leave."""
        return {key: sum(_fits(item, key) for item in self._items.values()) for key, _ in FILTERS}

    def checked(self) -> int:
        """How many items a person confirmed."""
        return sum(item.checked for item in self._items.values())

    def items(self) -> tuple[DeskItem, ...]:
        """All items in document order, whatever the filter."""
        return tuple(self._items.values())

    def item(self, ref: ItemRef | None) -> DeskItem | None:
        """An item, shown or not."""
        return self._items.get(ref) if ref is not None else None

    def row_of(self, ref: ItemRef | None) -> int:
        """The row of an item, -1 where the filter hides it."""
        return self._row_of.get(ref, -1) if ref is not None else -1

    def ref_at(self, row: int) -> ItemRef | None:
        """The item in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def follower(self, ref: ItemRef) -> DeskItem | None:
        """The next item of the same kind in the document: what it would be merged with."""
        place = self._order.index(ref) if ref in self._items else len(self._order)
        return next((self._items[one] for one in self._order[place + 1 :] if one.kind == ref.kind), None)

    def next_open(self, ref: ItemRef | None) -> ItemRef | None:
        """Where work goes on after an item: the next one that waits, else the next unchecked one, round the end."""
        start = self.row_of(ref) + 1
        round_trip = [*self._rows[start:], *self._rows[:start]]
        ahead = [one for one in round_trip if one != ref]
        waiting = next((one for one in ahead if is_waiting(self._items[one])), None)
        if waiting is not None or self._filter == DOUBTFUL:
            return waiting
        return next((one for one in ahead if not self._items[one].checked), None)

    def show_as(self, items: Iterable[DeskItem]) -> None:
        """Show items as they will be once a write has ended; the next reading puts right what was refused."""
        for item in items:
            if item.ref in self._items:
                self._items[item.ref] = item
                index = self.index(self.row_of(item.ref))
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many items are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The item; in words for tips and screen readers."""
        ref = self.ref_at(index.row()) if index.isValid() else None
        if ref is None:
            return None
        item = self._items[ref]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{label_of(item)}　{item.title}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(item)
        return None

    def _arranged(self) -> list[ItemRef]:
        shown = [ref for ref in self._order if ref in self._kept]
        return [ref for ref in shown if ref in self._first] + [ref for ref in shown if ref not in self._first]

    def _show(self, rows: list[ItemRef]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._row_of = {ref: row for row, ref in enumerate(rows)}
        self.endResetModel()


def _fits(item: DeskItem, shown: str) -> bool:
    if shown == ALL:
        return True
    return is_waiting(item) if shown == DOUBTFUL else not item.checked


def spoken(item: DeskItem) -> str:
    """An item with all that its signs say."""
    parts = [f"{label_of(item)}　{item.title}"]
    parts += [CONFLICT_WORDS] if item.conflict else []
    parts += [f"存疑：{doubt.sentence}" for doubt in item.doubts]
    parts += ["已改正"] if item.corrected else []
    parts += ["人工新增"] if item.made else []
    parts.append(f"已校对（{item.checked_by}）" if item.checked else "未校对")
    return "\n".join(parts)
