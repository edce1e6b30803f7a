"""Invented findings, and checks that answer from memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.services.finding_rows import (
    HINT,
    OPEN,
    SET_ASIDE,
    TO_REMARK,
    FindingCounts,
    FindingRow,
    PassageRow,
    ReferenceDate,
    RuleRow,
    WordList,
)
from app.services.history import Change, UndoToken
from app.services.progress import Progress
from app.services.rows import ItemRef, PlaceRow
from app.ui.check_services import CheckServices

TITLES = {"1.1": "措施名称与任务类别不一致", "3.1": "未明示牵头单位", "4.2": "一次性工作写为持续推进"}
PLACE = PlaceRow(2, "2", (80.0, 90.0, 520.0, 150.0))


def passage(kind: str, number: int, text: str, *marks: tuple[int, int, str]) -> PassageRow:
    """A passage of plan 1."""
    return PassageRow(ItemRef(1, kind, number), "text", text, marks, PLACE, (PLACE,), f"附件第{number}项")


def finding(name: str, rule: str, severity: str, chapter: int | None = 1, task: int = 1) -> FindingRow:
    """A finding with two passages that differ in one character."""
    return FindingRow(
        fingerprint=name,
        rule=rule,
        title=TITLES[rule],
        severity=severity,
        explanation="正文写“节水”，任务表写“结水”，一字之差。",
        passages=(
            passage("measure", 1, "推广节水器具", (2, 3, "differs")),
            passage("task", task, "推广结水器具", (2, 3, "differs")),
        ),
        chapter=chapter,
        chapter_title=f"第{chapter}部分" if chapter else "",
        false_alarm="两处本来各有所指。",
        wording="建议将“结水”改为“节水”。",
    )


def some() -> list[FindingRow]:
    """Four: two of one rule, one of another, a hint on the whole plan."""
    return [
        finding("a", "1.1", "一般", 1, 1),
        finding("b", "1.1", "重大", 2, 5),
        finding("c", "4.2", "一般", 1, 2),
        finding("d", "3.1", HINT, None, 3),
    ]


@dataclass
class Suspected:
    """The checks of one plan; ``checked`` False until they are run."""

    rows: list[FindingRow] = field(default_factory=some)
    checked: bool = True
    day: str | None = None
    off: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=lambda: ["力争", "鼓励"])
    done: list[tuple[Any, ...]] = field(default_factory=list)
    hold: Callable[[Progress], None] = lambda _progress: None

    def find(self, version: int) -> tuple[FindingRow, ...]:
        """Those of rules that are on."""
        assert version == 1
        return tuple(row for row in self.rows if row.rule not in self.off)

    def check(self, versions: Sequence[int] | None, progress: Progress) -> Change:
        """Run, once."""
        self.hold(progress)
        progress.step(0, 1, "甲市")
        self.done.append(("check", versions))
        kinds = frozenset() if self.checked else frozenset({"findings"})
        self.checked = True
        return Change(kinds, "校核")

    def counts(self) -> dict[int, FindingCounts]:
        """Of the one plan, where it was checked."""
        return {1: FindingCounts(problems=3, hints=1, open=3)} if self.checked else {}

    def rules(self, _version: int | None) -> tuple[RuleRow, ...]:
        """All three."""
        return tuple(
            RuleRow(
                number, title, "一般", len(mine := [row for row in self.rows if row.rule == number]),
                sum(row.state == SET_ASIDE for row in mine), number not in self.off,
            )
            for number, title in TITLES.items()
        )  # fmt: skip

    def judge(self, name: str, **values: str) -> Change:
        """Change one row."""
        place = next(place for place, row in enumerate(self.rows) if row.fingerprint == name)
        self.rows[place] = replace(self.rows[place], **values)  # type: ignore[arg-type]
        self.done.append((name, *values.values()))
        return Change(frozenset({"remarks"}), values["state"], UndoToken((name,), values["state"]))

    def put(self, row: FindingRow) -> None:
        """Put a row back."""
        self.rows = [row if one.fingerprint == row.fingerprint else one for one in self.rows]

    def state(self, name: str) -> str:
        """How a row stands."""
        return next(row.state for row in self.rows if row.fingerprint == name)

    def set_day(self, _version: int, day: str | None) -> Change:
        """The reference date."""
        self.day = day
        return Change(frozenset({"findings"}), "设定拟印发日期")

    def switch(self, number: str, on: bool) -> Change:
        """A rule on or off."""
        (self.off.discard if on else self.off.add)(number)
        return Change(frozenset({"findings"}), "停用规则")

    def edit(self, key: str, words: Sequence[str]) -> Change:
        """A word list."""
        self.done.append((key, *words))
        self.words = list(words)
        return Change(frozenset({"findings"}), "修改词表")

    def services(self) -> CheckServices:
        """What the page calls."""
        return CheckServices(
            findings=self.find,
            check=self.check,
            counts=self.counts,
            on_item=lambda ref: tuple(row for row in self.rows if any(one.ref == ref for one in row.passages)),
            rules=self.rules,
            to_remark=lambda _version, name, _text, _severity: self.judge(name, state=TO_REMARK),
            set_aside=lambda _version, name, reason: self.judge(name, state=SET_ASIDE, reason=reason),
            reopen=lambda _version, name: self.judge(name, state=OPEN),
            switch_rule=self.switch,
            word_lists=lambda: (WordList("soft", "力度词", tuple(self.words), ("鼓励",), ("试点",)),),
            edit_list=self.edit,
            reference=lambda _version: ReferenceDate(self.day, "拟印发日期" if self.day else ""),
            set_reference=self.set_day,
        )
