"""The text form of a sample plan: what is printed, and beside it what a right extraction must find."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

ROLES: Final = {"L": "lead", "J": "joint", "O": "sole", "S": "support", "I": "implement"}
NUMERALS: Final = "零一二三四五六七八九十"
_DUTY: Final = re.compile(r"\{([LJOSI]):([^}]+)\}")
CHAPTER: Final = re.compile(r"^[一二三四五六七八九十]+、")
MEASURE: Final = re.compile(r"^（[一二三四五六七八九十]+）")


@dataclass(frozen=True)
class Row:
    """A row of the task table: the printed cells and their labels."""

    category: str
    measure: int
    text: str
    deadline: str
    kind: str
    date: str | None
    cells: tuple[str, ...]
    duties: tuple[tuple[str, str], ...]
    remark: str = ""
    et_al: bool = False
    blanket: str | None = None


@dataclass
class Sample:
    """A sample plan. ``body``: preamble and everything after it, a paragraph a line. ``grid``: one 责任分工 column."""

    plan: dict[str, str]
    notice: dict[str, str]
    table: dict[str, str]
    body: list[str]
    rows: list[Row]
    targets: list[dict[str, Any]] = field(default_factory=list)
    optional: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def grid(self) -> bool:
        """Whether the table has one column for all responsibilities."""
        return self.table["layout"] == "grid"


def read_sample(path: Path) -> Sample:
    """Read a text form."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line.strip()):
            current = sections.setdefault(head[1], [])
        elif line.strip() and not line.startswith("#"):
            current.append(line.strip())
    settings = {name: _settings(sections.get(name, [])) for name in ("plan", "notice", "table", "names")}
    sample = Sample(
        settings["plan"], settings["notice"], settings["table"], sections["body"], [], names=settings["names"]
    )
    sample.rows = list(_rows(sections["tasks"], grid=sample.grid))
    for line in sections["targets"]:
        optional = line.startswith("optional ")
        (sample.optional if optional else sample.targets).append(_target(line.removeprefix("optional ")))
    return sample


def _settings(lines: list[str]) -> dict[str, str]:
    return {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}


def _rows(lines: list[str], *, grid: bool) -> list[Row]:
    rows: list[Row] = []
    category, measure = "", 0
    for line in lines:
        if line.startswith("== "):
            category, _, number = line[3:].partition(" -> ")
            measure = int(number)
        else:
            rows.append((_grid_row if grid else _column_row)(line, category, measure))
    return rows


def _flags(line: str) -> tuple[str, bool, str | None]:
    """A line without its flags: @et_al (the list ends in 等), @blanket sentence."""
    line, _, blanket = line.partition(" @blanket ")
    et_al = "@et_al" in line
    return line.replace("@et_al", "").strip(), et_al, blanket or None


def _deadline(cell: str) -> tuple[str, str, str | None]:
    raw, _, label = cell.partition("=>")
    kind, _, date = label.strip().partition(" ")
    return raw.strip(), kind, date or None


def _grid_row(line: str, category: str, measure: int) -> Row:
    """工作任务 | 完成时限 | 责任分工, the bodies marked {L:市水利局}."""
    line, et_al, blanket = _flags(line)
    text, deadline, duties = (cell.strip() for cell in line.split(" | "))
    raw = _DUTY.sub(r"\2", duties)
    found = tuple((ROLES[role], name) for role, name in _DUTY.findall(duties))
    return Row(category, measure, text, *_deadline(deadline), (raw,), found, et_al=et_al, blanket=blanket)


def _column_row(line: str, category: str, measure: int) -> Row:
    """具体任务 | L 牵头单位 | S 配合单位 | 完成时间 | 备注."""
    line, et_al, _ = _flags(line)
    text, lead, support, deadline, *remark = (cell.strip() for cell in re.split(r" \|(?: |$)", line))
    cells = (lead[1:].strip(), support[1:].strip())
    duties = tuple(
        (role, name)
        for role, cell in zip(("lead", "support"), cells, strict=True)
        for name in cell.removesuffix("等").split("、")
        if name
    )
    joined = "".join(remark)
    return Row(category, measure, text, *_deadline(deadline), cells, _unsplit(duties), joined, et_al)


def _unsplit(duties: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Names with a comma of their own (各县（市、区）人民政府) in one piece again."""
    whole: list[tuple[str, str]] = []
    for role, name in duties:
        if whole and whole[-1][1].count("（") > whole[-1][1].count("）"):
            whole[-1] = (role, f"{whole[-1][1]}、{name}")
        else:
            whole.append((role, name))
    return tuple(whole)


def _target(line: str) -> dict[str, Any]:
    """Where | name | comparator | value | unit | baseline year | year | quote."""
    where, name, comparator, value, unit, baseline, year, quote = (cell.strip() for cell in line.split("|"))
    return {
        "where": where,
        "name": name,
        "comparator": comparator,
        "value": float(value) if "." in value else int(value),
        "value_high": None,
        "unit": unit,
        "baseline_year": int(baseline) if baseline else None,
        "year": int(year) if year else None,
        "quote": quote,
    }


def golden(sample: Sample) -> dict[str, Any]:
    """The plan JSON (schema version 1) that a right extraction of the sample gives."""
    chapters, measures, preamble = _structure(sample.body)
    return {
        "schema": 1,
        "plan": {
            **{name: sample.plan.get(name) for name in ("title", "document_number", "issuing_body", "issue_date")},
            "region": sample.plan["region"],
            "preamble": preamble,
        },
        "chapters": chapters,
        "measures": measures,
        "tasks": [_task(sample, number, row) for number, row in enumerate(sample.rows, 1)],
        "targets": sample.targets,
        "optional_targets": [{"where": one["where"], "value": one["value"]} for one in sample.optional],
    }


def _structure(body: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]], str]:
    chapters: list[dict[str, Any]] = []
    measures: list[dict[str, Any]] = []
    preamble = ""
    for line in body:
        if CHAPTER.match(line):
            chapters.append({"number": len(chapters) + 1, "title": CHAPTER.sub("", line), "text": ""})
        elif MEASURE.match(line):
            title, _, text = MEASURE.sub("", line).partition("。")
            measures.append({"number": len(measures) + 1, "chapter": len(chapters), "title": title, "text": text})
        elif chapters:
            chapters[-1]["text"] += line
        else:
            preamble += line
    return chapters, measures, preamble


def _task(sample: Sample, number: int, row: Row) -> dict[str, Any]:
    first = number == 1 or sample.rows[number - 2].category != row.category
    task: dict[str, Any] = {
        "number": number,
        "category": row.category,
        "category_source": "printed" if first else "inherited",
        "measure": row.measure,
        "text": row.text,
        "deadline_raw": row.deadline,
        "deadline": {"kind": row.kind, "date": row.date},
        "assignments": [
            {"agency": _agency(sample, name), "as_written": name, "role": role} for role, name in row.duties
        ],
        "et_al": row.et_al,
        "blanket": row.blanket,
    }
    if sample.grid:
        task["responsibility_raw"] = row.cells[0]
    return task


def _agency(sample: Sample, name: str) -> str:
    return sample.names.get(name) or name.removeprefix("市")
