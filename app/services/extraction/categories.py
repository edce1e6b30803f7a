"""Which category label a row belongs to: by the cell's box where there is one, else by content against the measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.documents.source import SourceDocument
from app.services.extraction.headers import Column, Kind, kind_of
from app.services.extraction.joining import Row
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.similarity import Texts, bare
from app.services.extraction.task_table import PartRow, TaskTable
from app.services.extraction.text_cleaning import EMPTY, Flow, join

_ALIKE = 85.0  # how like a measure's title a label is that stands for it
_MOST = 0.5  # of the labels of a column: so many are titles of measures where it holds the categories
Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Category:
    """The label of a row, where it was printed (only on one row of a block), and how it was found."""

    label: Flow = EMPTY
    source: str = "printed"
    owns: bool = False
    by_content: bool = False


@dataclass
class _Block:
    """Rows under one category cell, or under the parts of one cell cut by page breaks."""

    keys: list[Key]
    label: Flow
    first: PartRow
    last: PartRow
    open_bottom: bool = False
    open_top: bool = False
    texts: list[str] = field(default_factory=list)


def choose_category(table: TaskTable, measures: Texts) -> None:
    """Of several columns of labels the one whose labels are the titles of measures holds the categories."""
    if not len(measures):
        return
    scores = {i: _titles(table, i, measures) for i, c in enumerate(table.columns) if _may_label(c)}
    now = table.column(Kind.CATEGORY)
    best = max(scores, key=lambda i: scores[i], default=None)
    if best is not None and best != now and scores[best] >= _MOST and scores.get(now or 0, 0.0) < _MOST:
        table.take_category(best)


def _may_label(column: Column) -> bool:
    """Whether a column is that of the categories, or another with such a name that the content did not choose."""
    return column.kind is Kind.CATEGORY or (
        column.kind is Kind.OTHER and kind_of(column.name) in (Kind.WORK, Kind.CATEGORY, Kind.TEXT)
    )


def _titles(table: TaskTable, column: int, measures: Texts) -> float:
    """The share of a column's labels that are titles of measures."""
    labels = {text for row in table.rows if (text := row.text(column))}
    return sum(measures.title_score(text) >= _ALIKE for text in labels) / len(labels) if labels else 0.0


def categorise(
    document: SourceDocument, table: TaskTable, rows: Sequence[Row], measures: Texts, options: Options = DEFAULT
) -> list[Category]:
    """The category of each row."""
    column = table.column(Kind.CATEGORY)
    if column is None:
        return _by_section(rows)
    if _has_cells(document, table, rows, column):
        return _by_cells(document, table, column, rows, measures)
    labels = [row.flow(column) for row in rows]
    return by_content(labels, [row.flow(table.column(Kind.TEXT)).text for row in rows], measures, options)


def _has_cells(document: SourceDocument, table: TaskTable, rows: Sequence[Row], column: int) -> bool:
    """Whether the category cells can be trusted to cover their rows: some are merged, or none is empty."""
    if table.settled:
        return True
    covered: dict[Key, int] = {}
    for part in (p for row in rows for p in row.parts if p.category):
        covered[part.category or (0, 0, 0)] = covered.get(part.category or (0, 0, 0), 0) + 1
    if any(n > 1 for n in covered.values()):
        return True
    return any(document.tables[n].page is not None for n in table.tables) and all(r.flow(column) for r in rows)


def _by_section(rows: Sequence[Row]) -> list[Category]:
    """Without a category column a row over all columns (（一）…) is the label of those below it."""
    made: list[Category] = []
    last = EMPTY
    for row in rows:
        label = row.parts[0].section
        same = bool(last) and label.index == last.index
        made.append(Category(label, "inherited" if same else "printed"))
        last = label
    return made


def _by_cells(
    document: SourceDocument, table: TaskTable, column: int, rows: Sequence[Row], measures: Texts
) -> list[Category]:
    """Rows under the same cell have its label; cells cut by a page break are one."""
    blocks = _blocks(column, rows, table.column(Kind.TEXT))
    block_of = {key: i for i, block in enumerate(blocks) for key in block.keys}
    merged = list(range(len(blocks))) if table.settled else _merge(blocks, rows, block_of, measures)
    made: list[Category] = []
    done: set[int] = set()
    for row in rows:
        keys = [p.category for p in row.parts if p.category]
        if not keys:
            made.append(Category())
            continue
        root = merged[block_of[keys[0]]]
        label = blocks[root].label
        stands = _stands_on(document, label, row)
        fresh = root not in done
        done.add(root)
        source = "printed" if fresh and stands is not False else ("resolved" if fresh else "inherited")
        made.append(Category(label, source, owns=fresh))
    return _resolved(document, rows, made)


def _stands_on(document: SourceDocument, label: Flow, row: Row) -> bool | None:
    """Whether the label's first character stands within the row's height; None if that is unknown."""
    boxes = document.char_boxes
    if not label or len(boxes) < 4 * (label.index[0] + 1):
        return None
    at = label.index[0]
    middle = (boxes[4 * at + 1] + boxes[4 * at + 3]) / 2
    own = {key for p in row.parts if (key := p.category)}
    for part in row.parts:
        if part.extent and part.category in own and part.extent[0] - 1 <= middle <= part.extent[1] + 1:
            return True
    return False if any(p.extent for p in row.parts) else None


def _resolved(document: SourceDocument, rows: Sequence[Row], made: list[Category]) -> list[Category]:
    """Rows above the one on which a vertically centred label stands are ``resolved``; that one is ``printed``."""
    result = list(made)
    start = 0
    while start < len(made):
        end = start + 1
        while end < len(made) and made[end].label.index == made[start].label.index and made[end].source == "inherited":
            end += 1
        at = next((i for i in range(start, end) if _stands_on(document, made[start].label, rows[i])), start)
        for i in range(start, end):
            source = "resolved" if i < at else ("printed" if i == at else "inherited")
            result[i] = Category(made[i].label, source, made[i].owns)
        start = end
    return result


def _blocks(column: int, rows: Sequence[Row], text: int | None) -> list[_Block]:
    """The category cells in reading order."""
    blocks: dict[Key, _Block] = {}
    for row in rows:
        for part in row.parts:
            if part.category is None:
                continue
            known = blocks.get(part.category)
            if known is None:
                opened, bottom = part.opens.get(column, (False, False))
                label = part.cells.get(column, EMPTY)
                blocks[part.category] = known = _Block([part.category], label, part, part, bottom, opened)
            known.last = part
            known.texts.append(part.text(text))
    return list(blocks.values())


def _merge(blocks: list[_Block], rows: Sequence[Row], block_of: dict[Key, int], measures: Texts) -> list[int]:
    """For each block the one it is a part of; the labels of joined blocks are put together there."""
    root = list(range(len(blocks)))
    forced: set[int] = set()
    for row in rows:
        touched = sorted({block_of[p.category] for p in row.parts if p.category})
        forced.update(touched[1:])
    for i in range(1, len(blocks)):
        before, block = blocks[root[i - 1]], blocks[i]
        forward = _goes_forward(blocks, i, forced)
        if i in forced or (_one_cell(before, blocks[i - 1], block, measures) and not forward):
            before.label = _together(before.label, block.label)
            root[i] = root[i - 1]
    for i in range(1, len(blocks)):
        if not blocks[root[i]].label:
            root[i] = root[i - 1]
    return root


def _goes_forward(blocks: Sequence[_Block], at: int, forced: set[int]) -> bool:
    """Whether an empty cell is the head of the labelled cell that begins the next page.

    It is if a row split over the break has both, or if it is closed above and ends its page.
    """
    block = blocks[at]
    if block.label or at + 1 >= len(blocks):
        return False
    following = blocks[at + 1]
    if at + 1 in forced and following.label:
        return True
    return not block.first.first and block.last.last and following.first.first


def _one_cell(before: _Block, last: _Block, block: _Block, measures: Texts) -> bool:
    """Whether two neighbouring cells are parts of one: an empty one goes with the labelled one."""
    crossing = last.last.last and block.first.first
    if not block.label:
        return True
    if not before.label:
        return crossing
    if not crossing:
        return False
    if before.label.text == block.label.text:
        return True
    if _makes_title(before.label.text, block.label.text, measures):
        return True
    alone = max(measures.title_score(before.label.text), measures.title_score(block.label.text))
    return last.open_bottom and block.open_top and alone < 90


def _makes_title(one: str, other: str, measures: Texts) -> bool:
    """Whether two parts of a label together are a measure's title more than either alone."""
    both = measures.title_score(one + other)
    alone = max(measures.title_score(one), measures.title_score(other))
    return both > alone and (both >= 99 or (both >= 85 and both > alone + 5))


def _together(one: Flow, other: Flow) -> Flow:
    """The label of two parts; a label repeated on the next page is the same label."""
    if not other or bare(one.text) == bare(other.text):
        return one or other
    return join([one, other])


def by_content(
    labels: Sequence[Flow], texts: Sequence[str], measures: Texts, options: Options = DEFAULT
) -> list[Category]:
    """Rows without a label go on with the label above, or belong to the one below if their words say so."""
    made = [Category(label, "printed", owns=True) if label else Category() for label in labels]
    labelled = [i for i, label in enumerate(labels) if label]
    if not labelled:
        return made
    for i in range(labelled[0]):
        made[i] = Category(labels[labelled[0]], "resolved", by_content=True)
    for here, there in zip(labelled, [*labelled[1:], len(labels)], strict=True):
        split, unsure = there, range(0)
        if there < len(labels) and there - here > 1:
            pair = (labels[here].text, labels[there].text)
            split, unsure = _split(pair, texts, range(here + 1, there), measures, options)
        for i in range(here + 1, split):
            made[i] = Category(labels[here], "inherited", by_content=i in unsure)
        for i in range(split, there):
            made[i] = Category(labels[there], "resolved", by_content=True)
    return made


def _split(
    pair: tuple[str, str], texts: Sequence[str], between: range, measures: Texts, options: Options
) -> tuple[int, range]:
    """The first of the rows between two labels that belongs to the lower one, and rows that might.

    A row goes to the lower label only if its words are clearly those of that label's measure, and the
    rows between it and the label do not speak for the upper one.
    """
    one = measures.by_title(pair[0], options.title_ratio)
    two = measures.by_title(pair[1], options.title_ratio)
    if one is None or two is None or one == two:
        return between.stop, range(0)
    split = unsure = between.stop
    for i in reversed(between):
        shares = measures.shares(texts[i])
        step = shares[two] - shares[one]
        if step < -options.content_margin / 2:
            break
        others = max((s for n, s in enumerate(shares) if n != two), default=0.0)
        if shares[two] >= options.content_sure and shares[two] >= 2 * others:
            split = i
        elif step > options.content_margin / 2:
            unsure = i
    return split, range(unsure, between.stop)
