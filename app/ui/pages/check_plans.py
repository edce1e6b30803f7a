"""Page 校核 over all plans: one line a plan with its counts; and what is said where nothing was checked yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from app.services.finding_rows import FindingCounts
from app.services.rows import PlanSummary
from app.ui import theme
from app.ui.itemmodels.check_tables import PlanCountsModel
from app.ui.widgets.page_frame import EmptyPage, Toolbar

PURPOSE = "程序把正文与任务表逐条对照，检查责任、时限、指标和体例，列出疑似问题，由您决定转为意见还是不作问题。"


class CheckEmpty(QWidget):
    """What the page is for, and its one action. ``wanted()``: check."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = EmptyPage("校核", PURPOSE, "程序自动比对，仅供参考，以人工审核为准。")
        self.button = QPushButton("开始校核")
        self.button.setDefault(True)
        self.button.clicked.connect(self.wanted)
        layout = self.words.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertSpacing(layout.count() - 1, 2 * theme.STEP)
        layout.insertWidget(layout.count() - 1, self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.words)


class CheckPlans(QWidget):
    """``chosen(version)`` on Enter or double click; ``wanted()``: check all."""

    chosen = Signal(int)
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton("校核全部方案")
        self.button.clicked.connect(self.wanted)
        self.model = PlanCountsModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        theme.dress(self.table, theme.CELLS)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAccessibleName("各方案的疑似问题")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.table.horizontalHeader().setDefaultAlignment(left)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.activated.connect(lambda index: self.chosen.emit(self.model.versions[index.row()]))
        bar = Toolbar()
        bar.add(self.button)
        bar.add_space()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.table, 1)

    def show_plans(self, plans: Sequence[PlanSummary], counts: Mapping[int, FindingCounts]) -> None:
        """A line a plan, in official order."""
        current = max(0, self.table.currentIndex().row())
        self.model.show_plans(plans, counts)
        self.table.setCurrentIndex(self.model.index(min(current, len(plans) - 1), 0))
