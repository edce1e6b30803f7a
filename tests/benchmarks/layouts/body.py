"""The body of a made plan: numbering, titles, items, clauses; and the gold of chapters, measures, clause tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.benchmarks.layouts import duties, words
from tests.benchmarks.layouts.blocks import Block, Para
from tests.benchmarks.plan_words import han

_AIMS = "总体要求 工作目标 总体思路 基本原则".split()
_LAST = "保障措施 组织实施 工作要求 组织保障".split()
_ENSURE = "加强组织领导 强化资金保障 严格督查考核 加大宣传引导 健全推进机制 细化责任落实".split()
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True)
class Shape:
    """How the body is numbered and set."""

    chapter: str = "han"  # han, part, section, none
    measure: str = "bracket"  # bracket, digit, article, bracket_digit
    running: bool = True
    title: str = "stop"  # stop, line, bold, kai, linestop
    items: str = "none"  # none, digit, digit_bracket, circled
    clause: str = ""  # "", bracket, items, sentences, line, lines
    label: str = ""  # "", 责任单位, 责任部门, led
    half: bool = False
    dates: bool = False
    stop_before: bool = True


@dataclass
class Body:
    """The body under construction."""

    rng: Random
    subject: words.Subject
    shape: Shape
    manner: duties.Manner
    blocks: list[Block] = field(default_factory=list)
    chapters: list[dict[str, Any]] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    printed: int = 0
    pending: str = ""

    def targets_at(self, where: str, figures: list[words.Figure]) -> None:
        """Note the targets of a section."""
        self.targets += [
            {"where": where, "value": f.value, "unit": f.unit, "comparator": f.comparator, "year": f.year, "baseline_year": f.base}
            for f in figures
        ]  # fmt: skip


def make_body(rng: Random, subject: words.Subject, shape: Shape, manner: duties.Manner) -> Body:
    """All chapters."""
    body = Body(rng, subject, shape, manner)
    if shape.chapter == "none":
        for _ in range(rng.randrange(6, 12)):
            _measure(body, _fresh_title(body), True)
        return body
    count = rng.randrange(3, 6)
    _chapter(body, rng.choice(_AIMS), aims=True)
    for _ in range(count):
        _chapter(body, words.title(rng, subject))
        for _ in range(rng.randrange(1, 5)):
            _measure(body, _fresh_title(body), True)
    _chapter(body, rng.choice(_LAST))
    for name in rng.sample(_ENSURE, rng.randrange(2, 4)):
        _measure(body, name, rng.random() < 0.3)
    return body


def _fresh_title(body: Body) -> str:
    """A title that no measure has yet."""
    while True:
        title = words.title(body.rng, body.subject)
        if all(measure["title"] != title for measure in body.measures):
            return title


def _label(body: Body, number: int) -> str:
    style = body.shape.chapter
    if style == "part":
        return f"第{han(number)}章{body.rng.choice((' ', '　'))}"
    if style == "section":
        return f"第{han(number)}部分　"
    return f"{han(number)}、"


def _chapter(body: Body, name: str, aims: bool = False) -> None:
    number = len(body.chapters) + 1
    body.blocks.append(Para(_label(body, number) + name, "h1"))
    figures: list[words.Figure] = []
    text = ""
    if aims:
        for _ in range(body.rng.randrange(1, 3)):
            made = "".join(words.sentence(body.rng, body.subject, figures) for _ in range(body.rng.randrange(2, 4)))
            body.blocks.append(Para(made))
            text += made
    body.chapters.append({"number": number, "title": name, "text": text})
    body.targets_at(f"chapter {number}", figures)
    if not body.shape.running:
        body.printed = 0


def _mark(body: Body) -> str:
    body.printed += 1
    n = body.printed
    return {"bracket": f"（{han(n)}）", "digit": f"{n}.", "article": f"第{han(n)}条　"}[body.shape.measure]


def _measure(body: Body, name: str, tasks: bool) -> None:
    """One measure: its title and text, with clauses where the shape wants them."""
    shape, rng = body.shape, body.rng
    number = len(body.measures) + 1
    figures: list[words.Figure] = []
    whole, body.subject = body.subject, words.focused(rng, body.subject, name)
    paragraphs = _paragraphs(body, name, figures, tasks)
    body.subject = whole
    mark = _mark(body)
    if shape.title in ("line", "linestop") and shape.measure != "article":
        body.blocks.append(Para(mark + name + ("。" if shape.title == "linestop" else ""), "h2"))
        body.blocks += [Para(p) for p in paragraphs]
    else:
        lead = len(mark) + len(name) + 1 if shape.title in ("bold", "kai") else 0
        if lead and rng.random() < 0.3:
            lead -= 1
        body.blocks.append(Para(f"{mark}{name}。{paragraphs[0]}", "body", lead, shape.title))
        body.blocks += [Para(p) for p in paragraphs[1:]]
    text = "".join(paragraphs)
    chapter = len(body.chapters) or None
    body.measures.append({"number": number, "chapter": chapter, "title": name, "text": text})
    body.targets_at(f"measure {number}", figures)


def _item_mark(shape: Shape, at: int) -> str:
    return {"digit": f"{at}.", "digit_bracket": f"（{at}）", "circled": _CIRCLED[at - 1]}[shape.items]


def _paragraphs(body: Body, name: str, figures: list[words.Figure], tasks: bool) -> list[str]:
    """The measure's paragraphs behind its title."""
    shape, rng = body.shape, body.rng
    body.pending = ""
    made: list[str] = []
    if shape.items == "none":
        made += _unit(body, name, "", rng.randrange(2, 5), figures, tasks, last=True)
        if shape.clause == "bracket" and rng.random() < 0.2:
            made += _unit(body, name, "", rng.randrange(1, 3), figures, tasks, last=True)
        return made
    count = rng.randrange(2, 5)
    if rng.random() < 0.5:
        made.append(_sentences(body, 1, figures))
        body.pending = made[0]
    for at in range(1, count + 1):
        head = _item_mark(shape, at)
        if rng.random() < 0.4:
            head += words.title(rng, body.subject) + "。"
        made += _unit(body, name, head, rng.randrange(1, 4), figures, tasks, last=at == count)
    return made


def _sentences(body: Body, count: int, figures: list[words.Figure]) -> str:
    return "".join(words.sentence(body.rng, body.subject, figures) for _ in range(count))


def _unit(
    body: Body, name: str, head: str, count: int, figures: list[words.Figure], tasks: bool, last: bool
) -> list[str]:
    """A paragraph (an item or the whole measure), with its clauses; lines of duty are paragraphs of their own."""
    shape = body.shape
    if not shape.clause or not tasks:
        return [head + _sentences(body, count, figures)]
    if shape.clause == "sentences":
        text = head
        for _ in range(count):
            made = _sentences(body, 1, figures)
            text += _bracket(body, name, (body.pending + head if text == head else "") + made, made)
            body.pending = ""
        return [text]
    made = _sentences(body, count, figures)
    if shape.clause == "bracket" and not last:
        body.pending += head + made
        return [head + made]
    if shape.clause in ("bracket", "items"):
        before = body.pending + head + made
        body.pending = ""
        return [head + _bracket(body, name, before, made)]
    if shape.clause in ("line", "lines") and (last or body.rng.random() < 0.5):
        before = body.pending + head + made
        body.pending = ""
        return [head + made, *_lines(body, name, before)]
    body.pending += head + made
    return [head + made]


def _duty(body: Body) -> duties.Duty:
    shape, colon = body.shape, ":" if body.shape.half else "："
    if shape.label == "led":
        return duties.led(body.rng, body.manner, body.rng.choice("；，"), colon)
    if shape.label:
        return duties.labelled(body.rng, body.manner, shape.label, colon)
    return duties.cell(body.rng, body.manner)


def _bracket(body: Body, name: str, before: str, printed: str) -> str:
    """The printed words with a clause in brackets behind them, full stop in front of it or after it."""
    shape, rng = body.shape, body.rng
    duty = _duty(body)
    raw, words_of, due = duty.raw, None, {"kind": "none", "date": None}
    if shape.dates and shape.label and rng.random() < 0.6:
        words_of, due = duties.deadline(rng)
        colon = ":" if shape.half else "："
        raw += f"{rng.choice('，；')}{rng.choice(('完成时限', '完成期限', '完成时间'))}{colon}{words_of}"
    left, right = ("(", ")") if shape.half else ("（", "）")
    _task(body, name, before if shape.stop_before else before.rstrip("。"), raw, duty, words_of, due)
    if shape.stop_before:
        return f"{printed}{left}{raw}{right}"
    return f"{printed.rstrip('。')}{left}{raw}{right}。"


def _lines(body: Body, name: str, before: str) -> list[str]:
    """Duty in paragraphs of their own."""
    shape, rng = body.shape, body.rng
    colon = ":" if shape.half else "："
    duty = duties.led(rng, body.manner, "\n", colon) if shape.label == "led" else _duty(body)
    parts = duty.raw.split("\n")
    due: dict[str, str | None] = {"kind": "none", "date": None}
    words_of = None
    if shape.dates:
        words_of, due = duties.deadline(rng)
        parts.append(f"{rng.choice(('完成时限', '完成期限', '完成时间'))}{colon}{words_of}")
    if shape.clause == "line":
        parts = [rng.choice("　 ").join(parts)]
    duty.raw = "".join(parts).replace("　", "").replace(" ", "")
    _task(body, name, before, duty.raw, duty, words_of, due)
    return parts


def _task(
    body: Body, name: str, text: str, raw: str, duty: duties.Duty, due_raw: str | None, due: dict[str, str | None]
) -> None:
    body.tasks.append(
        {
            "number": len(body.tasks) + 1,
            "category": name,
            "measure": len(body.measures) + 1,
            "text": text,
            "deadline_raw": due_raw,
            "deadline": due,
            "responsibility_raw": raw,
            "assignments": duty.assignments,
            "et_al": duty.et_al,
        }
    )
