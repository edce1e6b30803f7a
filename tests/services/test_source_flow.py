from __future__ import annotations

from app.services.desk_rows import FlowCell, FlowLine, FlowTable
from app.services.progress import Progress
from app.services.source_flow import flow_of, source_flow_job

PAGE = """<html><body><h1>青湾市绿道建设方案</h1><p>一、总体要求</p>
<table><tr><th>序号</th><th>工作任务</th></tr><tr><td>1</td><td>修建绿道<br>十条</td></tr></table>
<p>附注在后。</p></body></html>"""


def test_lines_and_tables_in_their_order() -> None:
    answer, body = source_flow_job({"name": "方案.html"}, PAGE.encode(), Progress())
    flow = flow_of(answer)
    assert (flow.kind, body) == ("html", b"")
    assert [block.text for block in flow.blocks if isinstance(block, FlowLine)] == [
        "青湾市绿道建设方案",
        "一、总体要求",
        "附注在后。",
    ]
    (table,) = [block for block in flow.blocks if isinstance(block, FlowTable)]
    assert (table.number, table.rows, table.columns) == (0, 2, 2)
    assert table.cells[0] == FlowCell(0, 0, 1, 1, "序号")
    assert flow.blocks.index(table) == 2


def test_numbers_are_those_of_places() -> None:
    answer, _ = source_flow_job({"name": "方案.txt"}, "青湾市方案\n\n一、总体要求".encode(), Progress())
    lines = [block for block in flow_of(answer).blocks if isinstance(block, FlowLine) and block.text]
    assert [(line.number, line.text) for line in lines] == [(1, "青湾市方案"), (3, "一、总体要求")]
