"""阅读: the plan as set text, and its source pages at the same place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.rows import ItemRef, PlanText, RemarkRow, Scope
from app.ui.pages.page import Page, PageCommand
from app.ui.pages.reading_source import SourceSide
from app.ui.widgets.page_document import set_plan
from app.ui.widgets.page_find import FindBar
from app.ui.widgets.page_frame import ElidedLabel, EmptyPage, Toolbar, alternatives, column, switch
from app.ui.widgets.page_paper import MarginMark, PaperView

if TYPE_CHECKING:
    from app.errors import KnownError
    from app.ui.lanes import Lanes
    from app.ui.services import UiServices

ZOOMS = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75)
SEVERITIES = ("重大", "一般", "文字性")
SHOWN = {"plans", "agencies"}


class ReadingPage(Page):
    """Text and source of one plan. ``state_changed`` asks to remember :meth:`state`."""

    key: ClassVar[str] = "reading"
    title: ClassVar[str] = "阅读"
    icon: ClassVar[str] = "book-open"

    def __init__(self, services: UiServices, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(services, lanes, parent)
        self._scope = Scope()
        self._plan: PlanText | None = None
        self._wanted: int | None = None
        self._target: ItemRef | None = None
        self._selected: ItemRef | None = None
        self._zoom = 1.0
        self.paper = PaperView()
        self.source = SourceSide(services, lanes)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.source_button = switch("对照原件", "在排版文字与原件之间切换　F8")
        self.find_button = switch("查找", "查找　Ctrl+F")
        self.heading = ElidedLabel()
        bar = Toolbar()
        bar.add(self.heading, stretch=1)
        bar.add(self.find_button)
        bar.add(self.source_button)
        self.find_bar = FindBar(self.paper)
        self.sides = QStackedWidget()
        self.sides.addWidget(self.paper)
        self.sides.addWidget(self.source)
        shown = column(bar, self.find_bar, self.sides, grows=self.sides)
        self.empty = EmptyPage(
            "阅读",
            "这里按部分、措施通读方案，每条措施下列出对应任务，指标、单位、时限和意见都有标记，可随时对照原件。",
            "导入一个方案后即可使用：按 Ctrl+O，或把文件拖进窗口。",
        )
        self.stack = alternatives(self, shown, self.empty)

    def _connect(self) -> None:
        self.paper.item_chosen.connect(self._choose)
        self.paper.zoom_wanted.connect(self._step_zoom)
        self.paper.remark_wanted.connect(self.remark_requested)
        self.source.item_chosen.connect(self._choose)
        self.source_button.toggled.connect(self._switch_side)
        self.find_button.clicked.connect(lambda on: self._find() if on else self.find_bar.close_bar())
        self.find_bar.closed.connect(self._find_closed)
        for sequence, call in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._find),
            (QKeySequence("F3"), lambda: self.find_bar.step(1)),
            (QKeySequence("Shift+F3"), lambda: self.find_bar.step(-1)),
            (QKeySequence("F8"), self.source_button.toggle),
        ):
            shortcut = QShortcut(sequence, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    # --- page protocol -----------------------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Show the plan and scroll to the part or measure that the library has selected."""
        self._scope = scope
        if scope.version is None:
            self._target = None
            if self._plan is None:
                self.lanes.read(self.services.plans, self._show_first, key=(id(self), "plans"))
            return
        if scope.measure is not None:
            self._target = ItemRef(scope.version, "measure", scope.measure)
        elif scope.chapter is not None:
            self._target = ItemRef(scope.version, "chapter", scope.chapter)
        else:
            self._target = None
            if scope.version == self._wanted:
                self.paper.verticalScrollBar().setValue(0)
        self._show_version(scope.version)

    def select_item(self, ref: ItemRef | None) -> None:
        """Select quietly and bring into sight; an item of another plan opens that plan."""
        if ref == self._selected and ref is not None and self._wanted == ref.version:
            return
        self._selected = ref
        if ref is not None and ref.version != self._wanted:
            self._target = None
            self._show_version(ref.version)
        else:
            self.paper.set_current(ref)
            self.source.set_current(ref, scroll=True)

    def reload(self, kinds: frozenset[str]) -> None:
        """Remarks change the margin; everything else the text."""
        if "plans" in kinds and self._plan is None:
            self._wanted = None
            self.set_scope(self._scope)
        elif kinds & SHOWN and self._wanted is not None:
            self._load(self._wanted)
        elif "remarks" in kinds and self._wanted is not None:
            version = self._wanted
            self.lanes.read(
                lambda: [one for one in self.services.remarks(None) if one.ref.version == version],
                self._show_marks,
                key=(id(self), "remarks"),
            )

    def focus_main(self) -> None:
        """The text, or the source where that is shown."""
        (self.source.view() if self.source_button.isChecked() else self.paper).setFocus()

    # --- remembered --------------------------------------------------------------------------------------------

    def state(self) -> dict[str, object]:
        """What is worth remembering."""
        return {"zoom": self._zoom}

    def restore(self, state: dict[str, object]) -> None:
        """Take back what :meth:`state` gave."""
        zoom = state.get("zoom")
        if isinstance(zoom, (int, float)):
            self._zoom = min(ZOOMS, key=lambda one: abs(one - float(zoom)))

    def commands(self) -> tuple[PageCommand, ...]:
        """Find, compare with the source, zoom."""
        return (
            PageCommand("查找…", "Ctrl+F", self._find),
            PageCommand("查找下一处", "F3", lambda: self.find_bar.step(1)),
            PageCommand("查找上一处", "Shift+F3", lambda: self.find_bar.step(-1)),
            PageCommand("对照原件", "F8", self.source_button.toggle, checked=self.source_button.isChecked()),
            PageCommand("放大文字", "Ctrl+＋", lambda: self._step_zoom(1), line_before=True),
            PageCommand("缩小文字", "Ctrl+－", lambda: self._step_zoom(-1)),
            PageCommand("文字原大", "Ctrl+0", lambda: self._step_zoom(0)),
        )

    # --- content -----------------------------------------------------------------------------------------------

    def _show_first(self, plans: Sequence[object]) -> None:
        self.stack.setCurrentIndex(0 if plans else 1)
        if plans and self._wanted is None:
            self._show_version(plans[0].version)  # type: ignore[attr-defined]  # PlanSummary, by way of the lane

    def _show_version(self, version: int) -> None:
        if version != self._wanted:
            self._wanted = version
            self._load(version)
        elif self._plan is not None and self._plan.summary.version == version:
            self._go_to_target()

    def _load(self, version: int) -> None:
        self.lanes.read(lambda: self.services.plan_text(version), self._show, self._failed, key=(id(self), "text"))

    def _failed(self, error: KnownError) -> None:
        self._wanted = None
        self.status.emit(f"{error.message}{error.hint}")

    def _show(self, plan: PlanText) -> None:
        same = self._plan is not None and self._plan.summary.version == plan.summary.version
        number, offset = self.paper.anchor() if same else (-1, 0.0)
        self._plan = plan
        self.stack.setCurrentIndex(0)
        self.heading.set_full_text(plan.summary.title)
        self._set()
        self._show_marks(plan.remarks)
        self.source.show_plan(plan.summary.version, self.paper.plan.places)
        summary = plan.summary
        self.status.emit(f"{summary.chapters} 个部分，{summary.measures} 条措施，{summary.tasks} 项任务")
        if same:
            self.paper.go_to_anchor(number, offset)
        else:
            self._go_to_target()
        self.paper.set_current(self._selected, scroll=not same)
        self.source.set_current(self._selected, scroll=False)

    def _set(self) -> None:
        if self._plan is not None:
            self.paper.show_plan(set_plan(self._plan, self._zoom), self._zoom)
            self.paper.set_current(self._selected, scroll=False)
            self.find_bar.refresh()

    def _show_marks(self, remarks: Sequence[RemarkRow]) -> None:
        found: dict[ItemRef, list[RemarkRow]] = {}
        for one in remarks:
            found.setdefault(one.ref, []).append(one)
        self.paper.set_marks({ref: _mark(rows) for ref, rows in found.items()})

    def _go_to_target(self) -> None:
        if self._target is not None:
            self.paper.scroll_to(self._target)
            self.source.show_item(self._target)

    def changeEvent(self, event: QEvent) -> None:
        """Set the text anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_plan", None) is not None:
            self._reset()

    def _reset(self) -> None:
        number, offset = self.paper.anchor()
        self._set()
        self.paper.go_to_anchor(number, offset)

    def _step_zoom(self, step: int) -> None:
        number = ZOOMS.index(self._zoom) + step if step else ZOOMS.index(1.0)
        self._zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, number))]
        self._reset()
        self.state_changed.emit()

    # --- choosing, switching, finding --------------------------------------------------------------------------

    def _choose(self, ref: ItemRef) -> None:
        self._selected = ref
        self.paper.set_current(ref, scroll=self.source_button.isChecked())
        self.source.set_current(ref, scroll=False)
        self.item_selected.emit(ref)

    def _switch_side(self, source: bool) -> None:
        """Go over to the other side at the same place; back at once, exactly where one was."""
        if source:
            self.find_bar.close_bar()
            seen = self._selected is not None and self.paper.is_seen(self._selected)
            number = self.paper.top_number() if self.paper.plan.items else -1
            top = self.paper.plan.items[number].ref if number >= 0 else None
            self.source.open_at(self._selected if seen else top)
        else:
            moved_to = self.source.moved_to()
            if moved_to is not None:
                self.paper.scroll_to(moved_to)
        self.sides.setCurrentIndex(1 if source else 0)
        self.focus_main()

    def _find(self) -> None:
        self.source_button.setChecked(False)
        self.find_button.setChecked(True)
        self.find_bar.open_bar()

    def _find_closed(self) -> None:
        self.find_button.setChecked(False)
        self.paper.setFocus()


def _mark(rows: Sequence[RemarkRow]) -> MarginMark:
    waiting = [one for one in rows if one.state == "未处理"]
    grave = min((SEVERITIES.index(one.severity) for one in waiting or rows if one.severity in SEVERITIES), default=1)
    return MarginMark(len(rows), len(waiting), SEVERITIES[grave])
