"""Form 7 落实情况对照表 as ready-made cells, and which of its rows are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from app.services.superior_rows import GAPS, MET, OUTSIDE, STATE_SIGNS, STATES, STRICTER, OwnPlace, RequirementRow
from app.ui.itemmodels.cell_table import Cell, Head

HEADS = (
    Head("序号", 48),
    Head("上级要求", 260, grows=True),
    Head("本市对应条款", 240, grows=True),
    Head("落实情况", 104),
    Head("差距", 200, grows=True),
    Head("修改建议", 160, grows=True),
)
STATE_COLUMN = 3
_TONES = {MET: "green", STRICTER: "green", OUTSIDE: "secondary"}


def cells(row: RequirementRow) -> tuple[Cell, ...]:
    """A line of the form."""
    side = row.side
    label = side.label if side.ref.kind == "measure" else ""
    asked = f"{label}{side.heading}：{side.text}" if side.heading else side.text
    return (
        Cell(str(side.ref.number) if label else side.label, tone="secondary"),
        Cell(asked, tip=asked),
        Cell(places_words(row.by), tip="\n".join(f"{one.cite}：{one.text}" for one in row.by)),
        Cell(state_words(row), tip=judged_words(row), tone=_TONES.get(row.state, "red")),
        Cell(row.why if row.by_hand else row.reason or row.gap),
        Cell(advice_words(row)),
    )


def state_words(row: RequirementRow) -> str:
    """✕ 未体现; a mark for what a person said, and for what became an opinion."""
    if row.conflicted:
        return "两处不一致，待确认"
    hand = "（人工）" if row.by_hand else ""
    return f"{STATE_SIGNS[row.state]} {row.state}{hand}{' 已写意见' if row.remark else ''}"


def judged_words(row: RequirementRow) -> str:
    """Who said so, why, and what the program had found."""
    if not row.by_hand:
        return ""
    return f"{row.judge}改判为{row.state}，理由：{row.why}（程序判断为{row.found}）"


def advice_words(row: RequirementRow) -> str:
    """修改建议, only where there is a gap."""
    return row.advice if row.state in GAPS else ""


def places_words(places: Iterable[OwnPlace]) -> str:
    """Where the own plan says it, with its words."""
    words: dict[str, list[str]] = {}
    for one in places:
        words.setdefault(one.cite, []).append(one.text)
    return "；".join(f"{cite}：{'，'.join(dict.fromkeys(texts))}" for cite, texts in words.items())


def counts(rows: Sequence[RequirementRow]) -> dict[str, int]:
    """How many rows are in each state."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in STATES}


def shown(rows: Sequence[RequirementRow], states: frozenset[str]) -> tuple[RequirementRow, ...]:
    """The rows in any of the states, all where none is asked for."""
    return tuple(row for row in rows if not states or row.state in states)


def summary(rows: Sequence[RequirementRow]) -> str:
    """Counts for the status line."""
    found = counts(rows)
    return f"上级要求 {len(rows)} 项：" + "，".join(f"{state} {number} 项" for state, number in found.items() if number)


def opinion_words(row: RequirementRow, above: str) -> str:
    """The text of an opinion on a requirement."""
    said = row.side.heading or _brief(row.side.text)
    where = row.side.cite or f"第{row.side.label}项"
    gap = (row.why if row.by_hand else row.gap).rstrip("。")
    return f"对照《{above}》{where}“{said}”：{gap}。{row.advice}".strip()


def _brief(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
