"""Heads of tables without rules: lines whose pieces all are usual names of columns, in one row or two.

This is the one thing about tables that geometry alone cannot tell: where one begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.services.documents.columns import Piece, TextLine, extent, pieces

_NAME = re.compile(
    r"序号?|编号|号|№|N[oO]\.?|项次|牵头|配合|备注|说明|属性|分工|单位|部门|领导|类别|领域|指标|目标|任务|举措|措施|内容|时限|期限|时间|进度"
    r"|[\u4e00-\u9fff（）()、及与和]{0,8}(?:序号|编号|任务|工作|行动|项目|工程|举措|措施|内容|事项|类别|分类|类型|领域|方面|名称|目标|指标|时限|期限|时间"
    r"|日期|节点|要求|安排|进度|单位|部门|科室|处室|分工|主体|领导|成效|责任人|负责人|联系人|备注|说明|属性|现状|基期值?|基准|所在地|投资|清单|成果)"
    r"(?:[（(][^（()）]{1,10}[）)])?"
    r"|20\d\d年?[\u4e00-\u9fff]{0,4}"
)
_WORK = re.compile(r"(?:任务|内容|举措|措施|事项)$")
_BODIES = re.compile(r"(?:单位|部门|分工)$")
_END = re.compile(r"单位|部门|时限|期限|序号|编号|备注|领导")
CLOSE = 0.42  # sizes: names of neighbouring columns stand at least so far apart
APART = 3.0  # sizes: the letters of one name no further
LEVEL = 0.35  # sizes: names of one row of a head have their middles, or their tops, this near
_PART = re.compile(r"[\u4e00-\u9fff（）()]{1,7}")
_ANNEX = re.compile(r"附[件表录图][\d一二三四五六七八九十]{0,3}(?:[：:]|$)|表\d+|注[：:]")
_LONGEST = 14
_NEAR = 1.8  # sizes: lines of one head are no further apart
WRAP = 0.95  # sizes: lines of one name are no further apart


@dataclass
class HeadCell:
    """A name: where it stands and its lines put together; ``under``: the names of the columns it stands above."""

    x0: float
    x1: float
    top: float
    bottom: float
    text: str
    under: list[HeadCell] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The middle of the name across."""
        return (self.x0 + self.x1) / 2


@dataclass
class Head:
    """The names of the columns, left to right, names above several of them, and the number of lines."""

    leaves: list[HeadCell]
    upper: list[HeadCell] = field(default_factory=list)
    lines: int = 1

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(cell.top for cell in [*self.leaves, *self.upper])

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(cell.bottom for cell in self.leaves)


def is_name(text: str) -> bool:
    """Whether text is a usual name of one column."""
    return len(text) <= _LONGEST and _NAME.fullmatch(text) is not None and len(_END.findall(text)) < 2


def is_head(line: TextLine) -> bool:
    """Whether a line holds at least three names of columns and nothing else."""
    parts = [text for _, _, text in _names(line)]
    return len(parts) >= 3 and all(is_name(part) for part in parts)


def _names(line: TextLine) -> list[Piece]:
    """The pieces of a line; single letters set apart (备　注) are put together where they make a name."""
    found = pieces(line, CLOSE)
    size = max(glyph.size for glyph in line.glyphs)
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and len(found[end][2]) == 1 and found[end][0] - found[end - 1][1] < APART * size:
            end += 1
        text = "".join(part for _, _, part in found[at:end])
        if end > at + 1 and len(found[at][2]) == 1 and is_name(text):
            found[at:end] = [(found[at][0], found[end - 1][1], text)]
        at += 1
    return found


def is_annex(line: TextLine) -> bool:
    """Whether a line begins something new: 附件2, 表3, 注：."""
    words = "".join(glyph.text for glyph in line.glyphs if not glyph.text.isspace())
    return _ANNEX.match(words) is not None


def _cells(line: TextLine) -> list[HeadCell]:
    top, bottom = extent(line)
    return [HeadCell(x0, x1, top, bottom, text) for x0, x1, text in _names(line)]


def head_at(lines: Sequence[TextLine], at: int) -> Head | None:
    """The head that begins with line ``at``: as many lines as together are names of columns."""
    best: Head | None = None
    cells: list[HeadCell] = []
    for end in range(at, min(len(lines), at + 6)):
        size = max(glyph.size for glyph in lines[end].glyphs)
        if end > at and extent(lines[end])[0] - max(extent(line)[1] for line in lines[at:end]) > _NEAR * size:
            break
        found = _cells(lines[end])
        if not found or not all(is_name(c.text) or _PART.fullmatch(c.text) for c in found):
            break
        if end == at and len(found) == 1 and not _stands_above(lines, at):
            break
        cells += found
        head = _arranged(cells, size)
        if head is not None:
            head.lines = end - at + 1
            best = head
    return best


def _stands_above(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a lone name begins a head: the next line is nearly level with it, as a title's never is."""
    if at + 1 >= len(lines):
        return False
    size = max(glyph.size for glyph in lines[at].glyphs)
    return extent(lines[at + 1])[0] - extent(lines[at])[1] < 0.5 * size


def _arranged(cells: Sequence[HeadCell], size: float) -> Head | None:
    """The names that the pieces make; None if some are no names or too few."""
    blocks = _names_of_lines(cells, size)
    upper: list[HeadCell] = []
    for cell in sorted(blocks, key=lambda c: c.top):
        cell.under = _under(cell, blocks)
        if cell.under:
            upper.append(cell)
    leaves = sorted((c for c in blocks if c not in upper), key=lambda c: c.x0)
    if len(leaves) < 3 and not _are_work_and_bodies(leaves):
        return None
    if not all(is_name(c.text) for c in blocks):
        return None
    if any(one.x1 > two.x0 for one, two in pairwise(leaves)):
        return None
    return Head(leaves, upper)


def _are_work_and_bodies(leaves: Sequence[HeadCell]) -> bool:
    """Whether two names are those of the work and of who does it, and so a head without more."""
    texts = [cell.text for cell in leaves]
    return len(texts) == 2 and any(_WORK.search(t) for t in texts) and any(_BODIES.search(t) for t in texts)


def _names_of_lines(cells: Sequence[HeadCell], size: float) -> list[HeadCell]:
    """Names whose lines are put together: each line stands in the middle below the one before, or begins with it."""
    made: list[HeadCell] = []
    levels: dict[float, list[HeadCell]] = {}
    for cell in sorted(cells, key=lambda c: (c.top, c.x0)):
        levels.setdefault(next((top for top in levels if abs(top - cell.top) < 0.3 * size), cell.top), []).append(cell)
    for level in levels.values():
        above = {id(cell): next((b for b in made if _goes_on(b, cell, size)), None) for cell in level}
        for cell in level:
            block = above[id(cell)]
            if block is not None and not _is_one_of_several(block, cell, level, above, size):
                block.x0, block.x1 = min(block.x0, cell.x0), max(block.x1, cell.x1)
                block.bottom, block.text = cell.bottom, block.text + cell.text
            else:
                made.append(HeadCell(cell.x0, cell.x1, cell.top, cell.bottom, cell.text))
    return made


def _goes_on(block: HeadCell, cell: HeadCell, size: float) -> bool:
    """Whether a piece is the next line of a name."""
    aligned = abs(block.middle - cell.middle) < 0.6 * size or abs(block.x0 - cell.x0) < 0.2 * size
    return aligned and -0.3 * size < cell.top - block.bottom < WRAP * size


def _is_one_of_several(
    block: HeadCell, cell: HeadCell, level: Sequence[HeadCell], above: dict[int, HeadCell | None], size: float
) -> bool:
    """Whether a whole name in the middle below another is one of three or more names under it."""
    if not (is_name(block.text) and is_name(cell.text)):
        return False
    orphans = [c for c in level if above[id(c)] is None and abs(c.middle - cell.middle) < 12 * size]
    return any(c.middle < cell.middle for c in orphans) and any(c.middle > cell.middle for c in orphans)


def _under(cell: HeadCell, blocks: Sequence[HeadCell]) -> list[HeadCell]:
    """The names of the columns that a name stands above: two or more, between its neighbours, on both its sides."""
    deepest = max(blocks, key=lambda c: c.top + c.bottom)
    size = cell.bottom - cell.top
    if deepest.top < cell.bottom - 2:
        return []
    topped = any(c is not cell and abs(c.top - cell.top) < LEVEL * size for c in blocks)
    below = [c for c in blocks if c.top > cell.bottom - 2 and _is_level(c, deepest, LEVEL * size, topped=topped)]
    beside = [c for c in blocks if c is not cell and c not in below]
    left = max((c.middle for c in beside if c.middle < cell.middle), default=-1e9)
    right = min((c.middle for c in beside if c.middle > cell.middle), default=1e9)
    found = [c for c in below if left < c.middle < right]
    spans = any(c.middle < cell.middle - 2 for c in found) and any(c.middle > cell.middle + 2 for c in found)
    return found if spans else []


def _is_level(cell: HeadCell, deepest: HeadCell, near: float, *, topped: bool) -> bool:
    """Whether a name stands in the same row of a head as the lowest one; names over both rows stand higher."""
    off = abs(cell.top + cell.bottom - deepest.top - deepest.bottom) / 2
    return off < near or (topped and abs(cell.top - deepest.top) < near)
