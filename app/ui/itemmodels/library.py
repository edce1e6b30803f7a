"""The library's tree: all plans → plan → chapter → measure, with counts; nodes are the services' frozen rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.rows import ItemRef, PlanNode, Scope

Index = QModelIndex | QPersistentModelIndex

COUNTS_ROLE = Qt.ItemDataRole.UserRole + 1
"""(tasks, remarks, doubts) of a node."""
SCOPE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The Scope that a node stands for."""
REF_ROLE = Qt.ItemDataRole.UserRole + 3
"""Its ItemRef; None for the node of all plans."""
KIND_ROLE = Qt.ItemDataRole.UserRole + 4
FINDINGS_ROLE = Qt.ItemDataRole.UserRole + 5
"""Open problems that the checks found; 0 also where nothing was checked."""

PROOF_ROLE = Qt.ItemDataRole.UserRole + 6
"""(checked, total) of a plan's proof-reading; (0, 0) of everything else."""


@dataclass(eq=False)
class _Node:
    """A place in the tree. Qt's internal pointers do not keep Python objects alive, so the model holds them all."""

    kind: str
    text: str
    tip: str
    scope: Scope
    ref: ItemRef | None
    counts: tuple[int, int, int]
    parent: _Node | None = None
    row: int = 0
    findings: int = 0
    proof: tuple[int, int] = (0, 0)
    children: list[_Node] = field(default_factory=list)


class LibraryModel(QAbstractItemModel):
    """A thin shell over nodes made once per reload; ``data`` only hands out what was made."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node("root", "", "", Scope(), None, (0, 0, 0))
        self._by_scope: dict[Scope, _Node] = {}

    def set_plans(self, plans: tuple[PlanNode, ...]) -> None:
        """Show these plans; with two or more a node for all of them stands on top."""
        self.beginResetModel()
        self._root = _Node("root", "", "", Scope(), None, (0, 0, 0))
        self._by_scope = {}
        if len(plans) > 1:
            totals = (sum(p.tasks for p in plans), sum(p.remarks for p in plans), sum(p.doubts for p in plans))
            found = sum(p.findings for p in plans)
            name = f"全部方案（{len(plans)}）"
            self._add(self._root, _Node("all", name, "全部方案", Scope(), None, totals, findings=found))
        for plan in plans:
            self._add_plan(plan)
        self.endResetModel()

    def index_of(self, scope: Scope) -> QModelIndex:
        """Where a scope stands in the tree; an invalid index where it does not."""
        node = self._by_scope.get(scope)
        return self.createIndex(node.row, 0, node) if node is not None else QModelIndex()

    def _add_plan(self, plan: PlanNode) -> None:
        version = plan.ref.version
        node = self._add(self._root, _made("plan", plan, plan.title, Scope(version)))
        for child in plan.children:
            self._add_part(node, child, None)

    def _add_part(self, parent: _Node, part: PlanNode, chapter: int | None) -> None:
        version = part.ref.version
        if part.ref.kind == "chapter":
            chapter = part.ref.number
            scope = Scope(version, chapter)
        else:
            scope = Scope(version, chapter, part.ref.number)
        node = self._add(parent, _made(part.ref.kind, part, f"{part.label}{part.title}", scope))
        for child in part.children:
            self._add_part(node, child, chapter)

    def _add(self, parent: _Node, node: _Node) -> _Node:
        node.parent, node.row = parent, len(parent.children)
        parent.children.append(node)
        self._by_scope[node.scope] = node
        return node

    def _node(self, index: Index) -> _Node:
        if not index.isValid():
            return self._root
        node = index.internalPointer()
        assert isinstance(node, _Node)
        return node

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        """The index of a child."""
        children = self._node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent() is another function
        """The index of the node above."""
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many children a node has."""
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """One: the counts are painted beside the title."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a node shows or stands for."""
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(node)
        if role in (FINDINGS_ROLE, PROOF_ROLE):
            return node.findings if role == FINDINGS_ROLE else node.proof
        return {COUNTS_ROLE: node.counts, SCOPE_ROLE: node.scope, REF_ROLE: node.ref, KIND_ROLE: node.kind}.get(role)


def _made(kind: str, plan: PlanNode, text: str, scope: Scope) -> _Node:
    counts = (plan.tasks, plan.remarks, plan.doubts)
    proof = (plan.checked, plan.total)
    return _Node(kind, text, plan.title, scope, plan.ref, counts, findings=plan.findings, proof=proof)


def _spoken(node: _Node) -> str:
    tasks, remarks, doubts = node.counts
    parts = [f"任务 {tasks} 项"]
    if remarks:
        parts.append(f"意见 {remarks} 条")
    if doubts:
        parts.append(f"存疑 {doubts} 处")
    if node.proof[1]:
        parts.append(f"已校对 {node.proof[0]}/{node.proof[1]}")
    if node.findings:
        parts.append(f"疑似问题待处理 {node.findings} 条")
    return f"{node.text}\n{'，'.join(parts)}"
