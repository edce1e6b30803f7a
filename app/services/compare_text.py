"""Two plans side by side as plain text and plain data, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.services.comparison.items import ComparedItem, compared
from app.services.extraction.plan_json import from_json

Json = Mapping[str, Any]
KINDS = {"task": "任务", "measure": "措施"}
RELATIONS = {"equivalent": "对应", "partial": "部分对应"}
_LONGEST = 40
NOTE = "对应关系由程序自动比对，仅供参考，以人工审核为准。"


def to_plain(left: Json, right: Json, answer: Json) -> dict[str, Any]:
    """The comparison in the form of the plan schema (Alignment)."""
    return {
        "left": left["plan"]["title"],
        "right": right["plan"]["title"],
        "kind": answer["kind"],
        "right_kind": answer["right_kind"],
        "links": [{key: value for key, value in one.items() if key != "hand"} for one in answer["links"]],
        "left_only": answer["left_only"],
        "right_only": answer["right_only"],
    }


def lines(left: Json, right: Json, answer: Json) -> Iterator[str]:
    """The links with their differences, then what only one plan has."""
    names = left["plan"]["title"], right["plan"]["title"]
    kinds = answer["kind"], answer["right_kind"]
    items = _items(left, kinds[0]), _items(right, kinds[1])
    links: Sequence[Json] = answer["links"]
    part = sum(one["relation"] == "partial" for one in links)
    yield f"《{names[0]}》与《{names[1]}》"
    yield f"对应 {len(links) - part} 组，部分对应 {part} 组"
    for one in links:
        yield ""
        yield f"［{RELATIONS[one['relation']]}］"
        yield f"  {_said(items[0][one['left']])}"
        yield f"  {_said(items[1][one['right']])}"
        for each in one["differences"]:
            if not each["minor"]:
                yield f"    · {each['sentence']}"
    for side, name, own in zip(("left_only", "right_only"), names, items, strict=True):
        yield ""
        yield f"仅《{name}》有 {len(answer[side])} 项"
        for number in answer[side]:
            yield f"  {_said(own[number])}"
    yield ""
    yield NOTE


def _items(plan: Json, kind: Any) -> dict[int, ComparedItem]:
    return {one.number: one for one in compared(from_json(plan), kind).items}


def _said(item: ComparedItem) -> str:
    text = item.heading if item.kind == "measure" else item.text
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"{KINDS[item.kind]} {item.label}  {short}"
