"""A workspace in memory with everything a window can do to it: remarks, undo, import, papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import FileRefused, KnownError, UndoRefused
from app.services.history import Change, UndoToken
from app.services.importing import ImportOutcome
from app.services.progress import Progress
from app.services.rows import ItemRef, PlanNode, RemarkRow, TaskRow
from app.ui.services import Opened, UiServices
from tests.ui.pages.compared import Compared
from tests.ui.pages.figured import many_services
from tests.ui.pages.invented import Invented, make_plan
from tests.ui.pages.suspected import Suspected

REMARKS = frozenset({"remarks"})


@dataclass
class Office(Invented):
    """What was done is in ``done``; ``hold`` is called in the lane's thread before an import goes on."""

    reviewer: str = ""
    unit: str = ""
    read_only: str = ""
    notice: str = ""
    open_error: KnownError | None = None
    undo_error: UndoRefused | None = None
    hold: Callable[[Path, Progress], None] = lambda _path, _progress: None
    done: list[str] = field(default_factory=list)
    _steps: dict[str, Callable[[], None]] = field(default_factory=dict)
    _numbers: int = 0
    suspected: Suspected = field(default_factory=Suspected)
    compared: Compared = field(default_factory=Compared)

    def open(self) -> Opened:
        """Open, or refuse."""
        if self.open_error is not None:
            raise self.open_error
        return Opened("/项目/默认审阅项目.qinglan", self.reviewer, self.unit, self.read_only, self.notice)

    def tree(self) -> tuple[PlanNode, ...]:
        """Plans → chapters → measures with counts."""
        nodes = []
        for plan in self.plans:
            chapters = tuple(
                PlanNode(
                    chapter.ref,
                    chapter.title,
                    chapter.label,
                    sum(len(measure.tasks) for measure in chapter.measures),
                    0,
                    children=tuple(
                        PlanNode(one.ref, one.title, one.label, len(one.tasks), self._count(one.ref))
                        for one in chapter.measures
                    ),
                )
                for chapter in plan.chapters
            )
            summary = plan.summary
            ref = ItemRef(summary.version, "plan", summary.number)
            noted = sum(1 for remark in self.remarks if remark.ref.version == summary.version)
            found = self.suspected.counts().get(summary.version)
            problems = found.open if found else 0
            region = summary.region or ""
            nodes.append(PlanNode(ref, summary.title, region, summary.tasks, noted, 1, chapters, problems))
        return tuple(nodes)

    def task(self, ref: ItemRef) -> TaskRow:
        """One task."""
        return next(row for row in self.rows() if row.ref == ref)

    def set_reviewer(self, name: str, unit: str) -> Change:
        """Note who reviews."""
        self.reviewer, self.unit = name, unit
        return Change(frozenset({"reviewers"}), "设定审阅人")

    def add_remark(self, ref: ItemRef, text: str, severity: str, field: str, quote: str) -> Change:
        """Append a remark."""
        del field, quote
        self._numbers += 1
        row = RemarkRow(
            f"e{self._numbers}", ref, "", text, severity, "未处理", "r1", self.reviewer, "2026-01-05T09:00:00+00:00", ""
        )
        return self._change("添加意见", lambda: self.remarks.append(row), lambda: self.remarks.remove(row))

    def edit_remark(self, entity: str, values: dict[str, str]) -> Change:
        """Change a remark."""
        old = next(row for row in self.remarks if row.entity == entity)
        new = replace(old, **values)  # type: ignore[arg-type]
        return self._change("修改意见", lambda: self._swap(old, new), lambda: self._swap(new, old))

    def delete_remark(self, entity: str) -> Change:
        """Take a remark away."""
        row = next(row for row in self.remarks if row.entity == entity)
        return self._change("删除意见", lambda: self.remarks.remove(row), lambda: self.remarks.append(row))

    def steps_of_checks(self) -> None:
        """Let verdicts be taken back: each puts its row back as it was."""
        for row in self.suspected.rows:
            self._steps[row.fingerprint] = lambda row=row: self.suspected.put(row)  # type: ignore[misc]
            self._steps[f"{row.fingerprint}'"] = lambda: None

    def undo(self, token: UndoToken) -> Change:
        """Take back; the answer's token does it again."""
        if self.undo_error is not None:
            raise self.undo_error
        name = token.revisions[0]
        back, again = self._steps[name], self._steps[f"{name}'"]
        return self._change(token.label, back, again)

    def import_file(self, path: Path, progress: Progress) -> ImportOutcome:
        """A file named 坏… is refused, every other becomes a plan."""
        self.hold(path, progress)
        progress.step(1, 2, "第1页")
        if path.name.startswith("坏"):
            raise FileRefused("文件不是可以读取的 PDF。", "请换一份文件。")
        version = len(self.plans) + 1
        plan = make_plan(version, title=f"{path.stem}行动方案")
        change = Change(frozenset({"plans"}), f"导入{path.stem}")
        self.plans.append(plan)
        self.done.append(f"import {path.name}")
        return ImportOutcome(version, f"u{version}", plan.summary.title, 24, 8, 4, 1, False, (), change)

    def import_samples(self, progress: Progress) -> tuple[ImportOutcome, ...]:
        """Two of them."""
        return tuple(self.import_file(Path(name), progress) for name in ("示例甲.pdf", "示例乙.pdf"))

    def write_report(self, version: int, out: Path, progress: Progress) -> int:
        """Note it."""
        progress.step(1, 1, "第1页")
        self.done.append(f"report {version} {out.name}")
        return 7

    def export_tasks(self, version: int, out: Path, progress: Progress) -> None:
        """Note it."""
        del progress
        self.done.append(f"tasks {version} {out.name}")

    def services(self, **other: object) -> UiServices:
        """All of it."""
        mine = {
            name: getattr(self, name)
            for name in UiServices.__dataclass_fields__
            if hasattr(self, name) and callable(getattr(self, name))
        }
        mine["checks"] = self.suspected.services()
        mine["compare"] = self.compared.services()
        mine["many"] = many_services()
        return super().services(**(mine | {"close": lambda: self.done.append("close")} | other))

    def _count(self, ref: ItemRef) -> int:
        return sum(1 for remark in self.remarks if remark.ref == ref)

    def _swap(self, old: RemarkRow, new: RemarkRow) -> None:
        self.remarks[self.remarks.index(old)] = new

    def _change(self, label: str, step: Callable[[], None], back: Callable[[], None]) -> Change:
        step()
        self._numbers += 1
        name = f"s{self._numbers}"
        self._steps[name], self._steps[f"{name}'"] = back, step
        return Change(REMARKS, label, UndoToken((name,), label))
