"""One made plan by its layout group and seed."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.benchmarks.layouts import annex, duties, words
from tests.benchmarks.layouts.blocks import Block, Break, Made, Para, Sheet
from tests.benchmarks.layouts.body import Body, Shape, make_body
from tests.benchmarks.layouts.front import make_front

GROUPS = ("full", "across", "none", "bracket", "items", "sentences", "lines")
_NUMBERS = ("— {n} —", "-{n}-", "- {n} -", "{n}", "第{n}页 共{N}页", "")


def make(group: str, seed: int) -> Made:
    """A plan of a group: rules of its table (full, across, none), or the place of its clauses."""
    rng = Random(f"{group}/{seed}")
    level = rng.choice("市 市 市 县 区 省 自治区 国 州 旗".split())
    place = "国家" if level == "国" else words.place(rng, level)
    subject = rng.choice(words.SUBJECTS)
    manner = duties.Manner(level, rng.random() < 0.5, rng.choice("、、、、、、、、、，"))
    table = group in ("full", "across", "none")
    body = make_body(rng, subject, _shape(rng, group, table), manner)
    front = make_front(rng, subject, level, place, rng.random() < 0.5)
    blocks: list[Block] = [*front.before, *body.blocks]
    gold: dict[str, Any] = {"schema": 1, "plan": front.gold, "chapters": body.chapters, "measures": body.measures}
    annexes = _annexes(rng, body, subject, group, gold) if table else []
    if not table:
        gold["tasks"] = body.tasks
    if annexes:
        blocks += _list_of(rng, [str(a[0].text) for a in annexes if isinstance(a[0], Para)])
    blocks += front.behind
    for at, made in enumerate(annexes, 1):
        blocks.append(Break(landscape=table and rng.random() < 0.4 and len(annexes) == at))
        blocks.append(Para("附件" if len(annexes) == 1 else f"附件{at}", "annex"))
        blocks += made
    gold["targets"] = body.targets
    return Made(f"{group}-{seed}", blocks, gold, _sheet(rng, place, subject))


def _shape(rng: Random, group: str, table: bool) -> Shape:
    chapter = rng.choice("han han han han part section none".split())
    measure = "article" if chapter in ("part", "none") else rng.choice("bracket bracket bracket digit".split())
    title = rng.choice("stop stop line bold kai linestop".split())
    items = rng.choice("none none digit digit_bracket circled".split())
    if measure == "digit" and items == "digit":
        items = "digit_bracket"
    if group == "items" and items == "none":
        items = "digit_bracket" if measure == "digit" else "digit"
    running = measure == "article" or rng.random() < 0.5
    if table:
        return Shape(chapter, measure, running, title, items)
    clause = rng.choice(("line", "lines")) if group == "lines" else group
    labels = ["责任单位", "责任部门", "led"] if group == "lines" else ["", "", "责任单位", "led", "责任部门"]
    return Shape(
        chapter, measure, running, title, items, clause, rng.choice(labels), rng.random() < 0.15, rng.random() < 0.4,
        rng.random() < 0.7,
    )  # fmt: skip


def _annexes(rng: Random, body: Body, subject: words.Subject, group: str, gold: dict[str, Any]) -> list[list[Block]]:
    """The annexes; the task table is one of them."""
    blocks, gold["tasks"] = annex.task_annex(rng, body, annex.random_form(rng), group)
    made = [blocks]
    if rng.random() < 0.25:
        more, targets = annex.target_annex(rng, subject, group)
        body.targets += targets
        made.insert(rng.randrange(2), more)
    if rng.random() < 0.2:
        made.append(annex.project_annex(rng, subject, group))
    return made


def _list_of(rng: Random, names: list[str]) -> list[Block]:
    """附件：1.… below the plan."""
    if rng.random() < 0.3:
        return []
    if len(names) == 1:
        return [Para(f"附件：{names[0]}")]
    return [Para(("附件：" if n == 1 else "　　　") + f"{n}.{name}") for n, name in enumerate(names, 1)]


def _sheet(rng: Random, place: str, subject: words.Subject) -> Sheet:
    header = rng.choice(("", "", "", f"{place}{subject.name}", "内部资料 注意保存"))
    return Sheet(rng.choice(_NUMBERS), header, rng.random() < 0.3, rng.choice((14.0, 16.0, 16.0, 12.0)),
                 rng.choice((9.0, 10.5, 10.5, 12.0)), rng.choice((56.0, 72.0, 80.0)))  # fmt: skip
