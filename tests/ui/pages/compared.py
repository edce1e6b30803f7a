"""An invented comparison, and services that answer from memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from app.services.compare_rows import (
    EQUIVALENT,
    NONE,
    PARTIAL,
    CommonClause,
    CompareRow,
    CompareSide,
    Comparison,
    DifferenceRow,
    SideChoice,
)
from app.services.history import Change, UndoToken
from app.services.progress import Progress
from app.services.rows import ItemRef, PlaceRow
from app.ui.compare_services import CompareServices

PLACE = PlaceRow(1, "1", (80.0, 90.0, 520.0, 150.0))
CHOICES = (
    SideChoice(1, "a" * 64, "p1", "云泽市", "云泽市节水方案", "", 4, 2),
    SideChoice(2, "b" * 64, "p2", "石湾市", "石湾市节水方案", "送审稿", 4, 2),
    SideChoice(3, "c" * 64, "p3", "鹤丘市", "鹤丘市节水方案", "", 4, 2),
)
TEXTS = {1: "推广节水器具，到2026年普及率达90%以上", 2: "修补供水管网", 3: "开展校园宣传", 4: "建设再生水厂"}


def side(version: int, number: int, chapter: int = 1) -> CompareSide:
    """A task of a plan."""
    text = TEXTS[number] if version == 1 else TEXTS[number].replace("90", "85").replace("推广", "普及")
    return CompareSide(
        ItemRef(version, "task", number), str(number), f"类别{number % 2}", text, f"第{chapter}件大事", chapter,
        1, "2026年底前", "市水务局", f"附件第{number}项", (PLACE,),
    )  # fmt: skip


def target() -> DifferenceRow:
    """A weightier difference."""
    return DifferenceRow(
        "target", "left", "普及率：云泽市90%，石湾市85%，云泽市更高", (("text", 17, 20),), (("text", 17, 20),)
    )


def wording(*, minor: bool = False) -> DifferenceRow:
    """A lighter one."""
    return DifferenceRow("wording", "open", "用字不同", (("text", 0, 2),), (("text", 0, 2),), minor=minor)


def pairs() -> dict[tuple[int, int], CompareRow]:
    """Three links, one of them partial, one without a difference that counts."""
    return {
        (1, 1): CompareRow(side(1, 1), side(2, 1), EQUIVALENT, 0.9, (), (wording(), target())),
        (2, 2): CompareRow(side(1, 2), side(2, 2), EQUIVALENT, 0.9, (), (wording(minor=True),)),
        (4, 4): CompareRow(
            side(1, 4, 2), side(2, 4, 2), PARTIAL, 0.5, (CommonClause("再生水厂", ("text", 2, 6), ("text", 2, 6)),),
            (wording(),),
        ),
    }  # fmt: skip


@dataclass
class Compared:
    """Two plans of three that were compared."""

    choices: tuple[SideChoice, ...] = CHOICES
    links: dict[tuple[int, int], CompareRow] = field(default_factory=pairs)
    done: list[tuple[Any, ...]] = field(default_factory=list)
    hold: Callable[[Progress], None] = lambda _progress: None

    def compare(self, left: int, right: int, kind: str, progress: Progress) -> Comparison:
        """The links there are, and what stands alone."""
        self.hold(progress)
        self.done.append(("compare", left, right, kind))
        rows: list[CompareRow] = []
        for number in TEXTS:
            found = [row for key, row in self.links.items() if key[0] == number]
            rows += found or [CompareRow(side(1, number, 1 + number // 4), None)]
            if not any(key[1] == number for key in self.links):
                rows.append(CompareRow(None, side(2, number, 1 + number // 4)))
        known = {one.version: one for one in self.choices}
        items = [tuple(side(version, number) for number in TEXTS) for version in (1, 2)]
        return Comparison(kind, known[left], known[right], tuple(rows), items[0], items[1])

    def set_link(self, left: ItemRef, right: ItemRef, relation: str) -> Change:
        """Link by hand."""
        key = (left.number, right.number)
        self.done.append((*key, relation))
        old = self.links.pop(key, None)
        if relation != NONE:
            fresh = CompareRow(side(1, key[0]), side(2, key[1]))
            self.links[key] = replace(old or fresh, relation=relation, hand=True)
        return Change(frozenset({"links"}), "设为对应", UndoToken(("r",), "设为对应"))

    def remark(self, ref: ItemRef, other: ItemRef, name: str, quote: str, text: str) -> Change:
        """Write an opinion."""
        self.done.append((ref, other, name, quote, text))
        return Change(frozenset({"remarks"}), "写成意见", UndoToken(("r",), "写成意见"))

    def services(self, **other: Any) -> CompareServices:
        """What the page calls."""

        def unexpected(*arguments: object) -> Any:
            raise AssertionError(f"not expected here: {arguments}")

        mine: dict[str, Any] = dict.fromkeys(CompareServices.__dataclass_fields__, unexpected)
        mine |= {"choices": lambda: self.choices, "compare": self.compare}
        mine |= {"set_link": self.set_link, "link_remark": self.remark}
        return CompareServices(**(mine | other))
