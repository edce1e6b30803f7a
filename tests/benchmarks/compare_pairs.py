"""Invented pairs of plans with known links: ``python tests/benchmarks/compare_pairs.py [--count 40] [--seed 5]``.

Each pair has reworded counterparts (other order, figures, places, clauses dropped and added), unions of two or three
rows, stray clauses, rows that share only their things or their phrases, and rows of their own; with a table of tasks,
with clauses (a title to each row), and as measures. Prints F1 of links and the share of relations that are right, by
form; exit code 1 below the bar.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.services.comparison.alignment import align
from app.services.comparison.items import ComparedItem, ComparedPlan, Kind
from app.services.extraction.draft import PlanHead
from tests.benchmarks.pair_words import ACTIONS, AIMS, CITIES, DETAILS, FILLERS, LEADS, SUBJECTS, TAILS, Subject

Form = Literal["table", "clauses", "measures"]
FORMS: tuple[Form, ...] = ("table", "clauses", "measures")
LEAST_F1, LEAST_RELATIONS = 0.95, 0.95
KEPT_WORDS = 0.45
"""How often a commitment keeps its wording on the other side, as where both copy the plan above."""


@dataclass(frozen=True)
class Commitment:
    """An action on a thing: what two rows share or do not. ``way`` and ``detail``: its wording in the plan above."""

    kind: str
    part: tuple[str, ...]
    action: str
    way: int
    detail: str = ""


@dataclass
class Row:
    """What an item says; ``source`` rows of the left are told by number on the right."""

    commitments: list[Commitment]
    title: str


@dataclass
class MadePair:
    """Two plans, and the links between them: (left, right) → e or p."""

    left: ComparedPlan
    right: ComparedPlan
    links: dict[tuple[int, int], str] = field(default_factory=dict)


class Maker:
    """Makes the rows of one subject; no commitment is made twice."""

    def __init__(self, subject: Subject, rng: Random) -> None:
        self.subject, self.rng = subject, rng
        self._details = rng.sample(DETAILS, len(DETAILS))
        self._used: set[tuple[str, str, str]] = set()
        self._things: set[tuple[str, str]] = set()

    def row(self, size: int) -> Row:
        """A row about one or two new things."""
        things = [self._thing() for _ in range(2)]
        made: list[Commitment] = []
        while len(made) < size:
            kind, part = things[0] if len(made) < 2 or self.rng.random() < 0.5 else things[1]
            action = self.rng.choice(list(ACTIONS))
            if (kind, part[0], action) not in self._used:
                self._used.add((kind, part[0], action))
                made.append(Commitment(kind, part, action, self.rng.randrange(4), self._detail()))
        first = made[0]
        verb = self.rng.choice(("加强", "推进", "强化", "规范", "优化"))
        return Row(
            made, f"{verb}{first.kind}{self.rng.choice(first.part)}{self.rng.choice(('管理', '工作', '建设', ''))}"
        )

    def same_things(self, row: Row) -> Row | None:
        """A row about the things of another, promising something else about them."""
        other: list[Commitment] = []
        for one in row.commitments[:2]:
            taken = {AIMS[c.action] for c in row.commitments}
            free = [a for a in ACTIONS if AIMS[a] not in taken and (one.kind, one.part[0], a) not in self._used]
            if not free:
                return None
            action = self.rng.choice(free)
            self._used.add((one.kind, one.part[0], action))
            other.append(Commitment(one.kind, one.part, action, self.rng.randrange(4)))
        return Row(other, self.rng.choice(self.subject.headings))

    def _detail(self) -> str:
        return self._details.pop() if self._details and self.rng.random() < 0.4 else ""

    def _thing(self) -> tuple[str, tuple[str, ...]]:
        while True:
            kind, part = self.rng.choice(self.subject.kinds), self.rng.choice(self.subject.parts)
            if (kind, part[0]) not in self._things:
                self._things.add((kind, part[0]))
                return kind, part


class Writer:
    """Puts rows of one plan into words."""

    def __init__(self, rng: Random, city: str, *, other: bool) -> None:
        self.rng, self.city, self.other = rng, city, other

    def text(self, row: Row) -> str:
        """The sentences of a row."""
        said = [self.clause(one) for one in row.commitments]
        text = ""
        for clause in said:
            text += clause + self.rng.choice("。。；，")
        return text.rstrip("，；。") + "。" + self.rng.choice(FILLERS)

    def clause(self, one: Commitment) -> str:
        """A commitment, in the words of the plan above or in others."""
        rng = self.rng
        ways = ACTIONS[one.action]
        reworded = self.other and rng.random() > KEPT_WORDS
        way = rng.choice(ways) if reworded else ways[one.way % len(ways)]
        part = rng.choice(one.part) if reworded else one.part[0]
        thing = f"{one.kind}{rng.choice(('', '', '领域', '行业')) if reworded else ''}{part}"
        detail = f"，{one.detail}" if one.detail and not (reworded and rng.random() < 0.4) else ""
        text = rng.choice(LEADS) + way + detail + rng.choice(TAILS)
        figures = {"n": rng.randrange(3, 90), "p": rng.randrange(40, 99), "y": rng.randrange(2025, 2032)}
        return text.format(o=thing, city=self.city, **figures)


def make_pair(seed: int, form: Form) -> MadePair:
    """A pair of plans of one form."""
    rng = Random(f"{form}{seed}")
    maker = Maker(rng.choice(SUBJECTS), rng)
    size = 2 if form == "measures" else 0
    left = [maker.row(rng.randrange(1, 6) + size) for _ in range(rng.randrange(14, 34))]
    right: list[Row] = []
    links: dict[tuple[int, int], str] = {}
    queue = list(range(len(left)))
    rng.shuffle(queue)
    while queue:
        number = queue.pop()
        kind = rng.choices(("same", "union", "only", "things"), (10, 2, 3, 2))[0]
        if kind == "same":
            links[number, len(right)] = "e"
            right.append(counterpart(left[number], maker, rng))
        elif kind == "union" and len(queue) >= 2:
            parts = [number, *(queue.pop() for _ in range(rng.choice((1, 1, 2)) if len(queue) > 2 else 1))]
            kept = [c for part in parts for c in mostly(left[part].commitments, rng)]
            links |= {(part, len(right)): "p" for part in parts}
            right.append(Row(kept, rng.choice([left[p].title for p in parts])))
        elif kind == "things" and (row := maker.same_things(left[number])):
            right.append(row)
    right += [maker.row(rng.randrange(1, 5) + size) for _ in range(rng.randrange(3, 9))]
    stray(left, right, links, rng)
    return written(left, right, links, rng, form)


def mostly(all_of_it: Sequence[Commitment], rng: Random) -> list[Commitment]:
    """At least two thirds of the commitments, in their order."""
    keep = max(1, -(-2 * len(all_of_it) // 3))
    chosen = sorted(rng.sample(range(len(all_of_it)), rng.randrange(keep, len(all_of_it) + 1)))
    return [all_of_it[i] for i in chosen]


def counterpart(row: Row, maker: Maker, rng: Random) -> Row:
    """The same row in another plan: some dropped, some added, now and then in another order."""
    kept = mostly(row.commitments, rng)
    if rng.random() < 0.35:
        rng.shuffle(kept)
    added = maker.row(rng.choice((1, 1, 2))).commitments if rng.random() < 0.5 and len(kept) > 1 else []
    if added and rng.random() < 0.3:
        kept.insert(rng.randrange(len(kept) + 1), added.pop())
    title = row.title if rng.random() < 0.5 else rng.choice(maker.subject.headings)
    return Row(kept + added, title)


def stray(left: Sequence[Row], right: Sequence[Row], links: dict[tuple[int, int], str], rng: Random) -> None:
    """Put single clauses of rows that have counterparts into other rows that have counterparts."""
    same = [pair for pair, relation in links.items() if relation == "e"]
    fit = [p for p in same if len(left[p[0]].commitments) >= 3 and len(right[p[1]].commitments) >= 3]
    for one in rng.sample(fit, min(len(fit), 3)):
        others = [p for p in fit if p != one]
        if not others:
            return
        target = rng.choice(others)
        there = [c for c in left[one[0]].commitments[1:] if c not in right[target[1]].commitments]
        if there:
            row = right[target[1]]
            row.commitments.insert(rng.randrange(1, len(row.commitments) + 1), rng.choice(there))
            links[one[0], target[1]] = "p"


def written(left: list[Row], right: list[Row], links: dict[tuple[int, int], str], rng: Random, form: Form) -> MadePair:
    """The rows in words, numbered in an order of their own."""
    cities = rng.sample(CITIES, 2)
    orders = [list(range(len(rows))) for rows in (left, right)]
    rng.shuffle(orders[1])
    plans = []
    for index, rows in enumerate((left, right)):
        writer = Writer(rng, cities[index], other=bool(index))
        headings = [writer.rng.choice(SUBJECTS[0].headings) for _ in rows] if form == "table" else []
        items = []
        for number, source in enumerate(orders[index], 1):
            heading = headings[source] if headings else rows[source].title
            kind: Kind = "measure" if form == "measures" else "task"
            items.append(ComparedItem(kind, number, str(number), heading, writer.text(rows[source])))
        plans.append(
            ComparedPlan(PlanHead(f"{cities[index]}行动方案", region=cities[index]), items[0].kind, tuple(items))
        )
    places = [{source: number for number, source in enumerate(order, 1)} for order in orders]
    return MadePair(plans[0], plans[1], {(places[0][a], places[1][b]): r for (a, b), r in links.items()})


def judge(pair: MadePair) -> Counter[str]:
    """How many links are right, wrong and missing, and how many relations are right."""
    found = {(one.left, one.right): one.relation[0] for one in align(pair.left, pair.right).links}
    hits = found.keys() & pair.links.keys()
    return Counter(
        hits=len(hits), found=len(found), wanted=len(pair.links), right=sum(found[k] == pair.links[k] for k in hits)
    )


def main() -> int:
    """Make the pairs, align them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="pairs of each form")
    parser.add_argument("--seed", type=int, default=5, help="of the first pair")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    arguments = parser.parse_args()
    good = True
    for form in FORMS:
        total: Counter[str] = Counter()
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            pair = make_pair(seed, form)
            total += judge(pair)
            if arguments.show:
                show(pair)
        f1 = 2 * total["hits"] / (total["found"] + total["wanted"])
        relations = total["right"] / total["hits"]
        good = good and f1 >= LEAST_F1 and relations >= LEAST_RELATIONS
        sys.stdout.write(
            f"{form}: {total['wanted']} links, F1 {f1:.3f} (precision {total['hits'] / total['found']:.3f}, "
            f"recall {total['hits'] / total['wanted']:.3f}), relations right {relations:.3f}\n"
        )
    return 0 if good else 1


def show(pair: MadePair) -> None:
    """Print what is missing, too many, or of the other relation."""
    found = {(one.left, one.right): one for one in align(pair.left, pair.right).links}
    for key in sorted(found.keys() | pair.links.keys()):
        mine = found[key].relation[0] if key in found else "-"
        wanted = pair.links.get(key, "-")
        if mine != wanted:
            score = found[key].score if key in found else 0
            one, other = pair.left.item(key[0]), pair.right.item(key[1])
            sys.stdout.write(f"{key} {mine} for {wanted} {score}\n  [{one.heading}] {one.text}\n")
            sys.stdout.write(f"  [{other.heading}] {other.text}\n")


if __name__ == "__main__":
    sys.exit(main())
