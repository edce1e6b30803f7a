"""What stands above 多个方案: the reference, the plans beside it, tasks or measures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app.services.compare_rows import SideChoice
from app.services.many_rows import PlanColumn
from app.ui import theme
from app.ui.dialogs.choose_plans import ChoosePlansDialog
from app.ui.pages.compare_head import KindSwitch, SideButton

MOST = 50
"""Plans beside a reference; the services refuse more."""


class ManyHead(QWidget):
    """``moved()``: the reference, the plans or the kind was changed. ``plans`` None: all that there are."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[PlanColumn, ...] = ()
        self.plans: tuple[int, ...] | None = None
        self.reference = SideButton("参照方案")
        self.plans_button = QToolButton()
        self.plans_button.setAccessibleName("对照的方案")
        self.kind = KindSwitch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP)
        for widget in (QLabel("参照"), self.reference, self.plans_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.kind)
        self.reference.chosen.connect(self._refer)
        self.plans_button.clicked.connect(self.choose_plans)
        self.kind.chosen.connect(lambda _kind: self.moved.emit())

    def offer(self, columns: Sequence[PlanColumn], reference: int) -> None:
        """What there is, and what the others are held against; plans that are gone are left out."""
        self.columns = tuple(columns)
        there = {one.version for one in columns}
        if self.plans is not None:
            self.plans = tuple(one for one in self.plans if one in there) or None
        choices = [SideChoice(one.version, one.version_id, "", one.name, one.title) for one in columns]
        self.reference.offer(choices, reference)
        self._say()

    @property
    def versions(self) -> tuple[int, ...]:
        """The plans beside the reference, in official order."""
        wanted = self.plans if self.plans is not None else [one.version for one in self.columns][: MOST + 1]
        return tuple(one for one in wanted if one != self.reference.version)[:MOST]

    def refer(self, version: int) -> None:
        """Hold the others against another plan, without telling."""
        self.offer(self.columns, version)

    def _refer(self, version: int) -> None:
        self.refer(version)
        self.moved.emit()

    def choose_plans(self) -> ChoosePlansDialog:
        """Ask which plans are to stand beside the reference."""
        others = [one for one in self.columns if one.version != self.reference.version]
        dialog = ChoosePlansDialog(others, self.versions, MOST, self)
        dialog.chosen.connect(self._take)
        dialog.open()
        return dialog

    def _take(self, versions: tuple[int, ...]) -> None:
        whole = {one.version for one in self.columns} - {self.reference.version}
        self.plans = None if set(versions) == whole else versions
        self._say()
        self.moved.emit()

    def _say(self) -> None:
        count = len(self.versions)
        self.plans_button.setText(f"{'全部' if self.plans is None else '已选'} {count} 个方案…")
        names = {one.version: one.name for one in self.columns}
        self.plans_button.setToolTip("、".join(names[one] for one in self.versions[:12]) + ("…" if count > 12 else ""))
