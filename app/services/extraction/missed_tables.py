"""Sentences on the plan where a task table seems to be there and was not read, or not wholly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.services.documents.second_reading import page_ranges
from app.services.extraction.parts import ANNEX_HEAD
from app.services.extraction.text_cleaning import squeeze
from app.services.extraction.work import Work

_NAMED = re.compile(
    r"(?:附[件表录][\d一二三四五六七八九十]{0,3}[：:．.]?)?(?:\d{1,2}[.．、])?"
    r"([^。；，：:、]{0,30}(?:任务|责任|分工|措施|举措)[^。；，：:、]{0,6}(?:表|清单|台账|分解|分工|分工方案))"
)
_LISTED = re.compile(r"(?:附[件表录][\d一二三四五六七八九十]{0,3}[：:．.]?|\d{1,2}[.．、]).+")
_BODY = re.compile(
    r"(?:局|委|办|厅|院|集团|公司|政府|管委会|中心|部门|单位)(?:[、，；;等]|$)|(?:负责|牵头|配合)[。；;]?$"
)
_WIDE = 0.9  # sizes: a wider blank parts the columns of a line
_LINES = 5  # of a page, with bodies in a column of their own, are a table
_RUN = 3  # measures one behind the other without a row in the table


def missed_tables(work: Work) -> tuple[str, ...]:
    """What to tell of tables that are announced or stand on a page and gave no tasks; () where all is well."""
    told: list[str] = []
    name = None if work.by_table else _announced(work)
    if name:
        told.append(
            f"文件列有“{name}”，但没有读出任务表，其中的任务可能全部缺失。"
            "请对照原件核对：表在文件里的，校对时补录，或换用 DOCX、清晰的扫描件重新导入；表另成文件的，请一并导入。"
        )
    pages = _column_pages(work)
    if pages:
        told.append(
            f"{page_ranges(pages)}：有像表格一样分栏排列的文字没有读成任务表，其中的任务可能缺失或并入了别的条目。请对照原件校对这几页。"
        )
    missing = _uncovered(work)
    if missing:
        names = "、".join(f"“{title}”" for title in missing[:3]) + ("等" if len(missing) > 3 else "")
        told.append(
            f"正文有{len(missing)}条接连的措施（{names}）在任务表里没有任务，可能有表格没有读出。请对照原件核对任务表是否完整。"
        )
    return tuple(told)


def _announced(work: Work) -> str | None:
    """The name of a task table that a title or the list of annexes gives."""
    lines = [line.text for line in (*work.parts.annex, *work.tail)]
    for at, line in enumerate(lines):
        text = squeeze(line)
        found = _NAMED.fullmatch(text)
        headed = at > 0 and ANNEX_HEAD.fullmatch(squeeze(lines[at - 1])) is not None
        if found and len(text) <= 40 and (_LISTED.fullmatch(text) or headed):
            return found.group(1)
    return None


def _column_pages(work: Work) -> list[int]:
    """Pages on which running lines stand in columns, one of them with the names of bodies."""
    if not len(work.document.char_boxes):
        return []
    lines: dict[int, int] = {}
    for number, line in enumerate(work.document.lines):
        if line.table is not None or line.region or line.page is None or number in work.furniture.rules:
            continue
        pieces = list(_pieces(work, line.span.start, line.span.end))
        if len(pieces) > 1 and any(_BODY.search(piece) for piece in pieces[1:]):
            lines[line.page] = lines.get(line.page, 0) + 1
    return sorted(page for page, count in lines.items() if count >= _LINES)


def _pieces(work: Work, start: int, end: int) -> Iterator[str]:
    """The parts of a line between wide blanks."""
    boxes, text = work.document.char_boxes, work.document.text
    piece, right = "", 0.0
    for at in range(start, end):
        if text[at].isspace():
            continue
        x0, top, x1, bottom = boxes[4 * at : 4 * at + 4]
        if piece and x0 - right > _WIDE * (bottom - top):
            yield piece
            piece = ""
        piece, right = piece + text[at], x1
    if piece:
        yield piece


def _uncovered(work: Work) -> Sequence[str]:
    """The titles of the longest run of measures without a task between measures that have some."""
    if not work.by_table:
        return ()
    with_tasks = {task.measure for task in work.tasks}
    held = [(m.number in with_tasks, m.title.text) for m in work.structure.measures]
    first = next((n for n, (has, _) in enumerate(held) if has), len(held))
    longest: list[str] = []
    run: list[str] = []
    for has, title in held[first:]:
        if has:
            longest = max(longest, run, key=len)
            run = []
        else:
            run.append(title)
    return longest if len(longest) >= _RUN else ()
