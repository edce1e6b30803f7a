"""Make the PDFs of the sample plans from their text form: ``python -m installer.sample_plans``.

The same text gives the same bytes; a test compares them with those in ``resources/samples``.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Final

from app import paths
from app.services.reports.fonts import HEI, KAI, TITLE, FontSet
from app.services.reports.painter import Imprint, paint
from app.services.reports.paper import BODY, LANDSCAPE, LEADING, MM, PORTRAIT, Flow
from app.services.reports.phrases import chinese_date
from app.services.reports.setting import Style
from app.services.reports.tables import Column, Look, Row as Cells, draw_table
from installer.sample_text import CHAPTER, MEASURE, Row, Sample, read_sample
from installer.steps import say

_TITLE: Final = Style(role=TITLE, size=22, leading=36, align="center")
_CENTRED: Final = BODY.but(first=0, align="center")
_CELL: Final = Style(size=12, leading=17)
_HEAD: Final = Style(role=HEI, size=12, leading=17, align="center")


def make_pdf(sample: Sample) -> bytes:
    """The sample as an official document: notice, text, annexed task table."""
    flow = Flow(FontSet.shipped(office=False))
    if sample.notice:
        _notice(flow, sample)
        flow.new_leaf(PORTRAIT)
    _text(flow, sample)
    (_grid_annex if sample.grid else _column_annex)(flow, sample)
    out = io.BytesIO()
    paint(flow.leaves, flow.fonts, out, Imprint(sample.plan["title"], subject="虚构的示例方案", fixed=True))
    return out.getvalue()


def _notice(flow: Flow, sample: Sample) -> None:
    plan, notice = sample.plan, sample.notice
    flow.text(_halved(notice["title"]), _TITLE)
    flow.text(plan["document_number"], _CENTRED.but(before=LEADING / 2, after=LEADING / 2))
    flow.text(notice["addressees"], BODY.but(first=0))
    flow.text(notice["text"])
    flow.skip(2 * LEADING)
    right = BODY.but(first=0, align="right")
    flow.text(f"{plan['issuing_body']}　　", right)
    flow.text(f"{chinese_date(date.fromisoformat(plan['issue_date']))}　　　", right)
    flow.text(notice["public"])


def _halved(title: str) -> str:
    """A long title on two lines."""
    cut = title.index("印发") + 2 if "印发" in title else len(title) // 2
    return f"{title[:cut]}\n{title[cut:]}" if len(title) > 19 else title


def _text(flow: Flow, sample: Sample) -> None:
    flow.text(_halved(sample.plan["title"]), _TITLE)
    if "stage" in sample.plan:
        flow.text(f"（{sample.plan['stage']}）", _CENTRED.but(role=KAI))
    flow.skip(LEADING / 2)
    for line in sample.body:
        if CHAPTER.match(line):
            flow.need(3 * LEADING)
            flow.text(line, BODY.but(role=HEI))
        elif MEASURE.match(line):
            title, _, text = line.partition("。")
            flow.text([(KAI, f"{title}。"), (BODY.role, text)])
        else:
            flow.text(line)
    flow.skip(LEADING)
    flow.text(sample.table["annex"])


def _annex_head(flow: Flow, sample: Sample) -> None:
    flow.text(sample.table["annex"].partition("：")[0], BODY.but(role=HEI, first=0))
    flow.text(sample.table["title"], _TITLE.but(after=LEADING / 2))


def _grid_annex(flow: Flow, sample: Sample) -> None:
    """Portrait, full grid, rows cut where the page ends, no head on later pages."""
    flow.new_leaf(PORTRAIT)
    _annex_head(flow, sample)
    columns = [
        Column("序号", 14 * MM, "center"),
        Column("重点工作任务", 28 * MM, merge="middle", span=2),
        Column("", 54 * MM, span=0),
        Column("完成时限", 22 * MM, "center"),
        Column("责任分工", 38 * MM),
    ]
    rows: list[Cells] = [
        [str(number), row.category, row.text, row.deadline, row.cells[0]] for number, row in enumerate(sample.rows, 1)
    ]
    draw_table(flow, columns, rows, Look(cell=_CELL, head=_HEAD, heads=False, cut=True, closed=False))


def _column_annex(flow: Flow, sample: Sample) -> None:
    """Landscape, the category first, lead and support apart, the head on every page."""
    flow.new_leaf(LANDSCAPE)
    _annex_head(flow, sample)
    widths = (30, 13, 74, 30, 40, 22, 16)
    merges = ("middle", "", "", "", "", "", "")
    heads = sample.table["heads"].split(" | ")
    columns = [
        Column(head, width * MM, "center" if width in (13, 22) else "justify", merge)
        for head, width, merge in zip(heads, widths, merges, strict=True)
    ]
    rows = [_column_cells(number, row) for number, row in enumerate(sample.rows, 1)]
    draw_table(flow, columns, rows, Look(cell=_CELL.but(leading=16), head=_HEAD, cut=True))


def _column_cells(number: int, row: Row) -> list[str]:
    return [row.category, str(number), row.text, *row.cells, row.deadline, row.remark]


def main() -> int:
    """Write the PDF of every sample beside its text form."""
    for path in sorted((paths.resources() / "samples").glob("*.txt")):
        sample = read_sample(path)
        out = path.with_suffix(".pdf")
        out.write_bytes(make_pdf(sample))
        say(f"已写出：{out.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
