"""Word files and saved pages from file to plan: generated ordinals, merged cells, what surrounds the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.services.documents.html import read_html
from app.services.documents.reader import read_document
from app.services.documents.source import SourceDocument
from app.services.extraction.draft import PlanDraft
from app.services.extraction.extract import extract_plan
from app.services.extraction.furniture import find_furniture
from tests.services.documents.docx_maker import NAMES, Docx, cell, level, listed, lists, paragraph, row, table
from tests.services.extraction.making import text_document

OUTLINE = lists(
    level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "japaneseCounting", "（%2）", '<w:lvlRestart w:val="0"/><w:suff w:val="nothing"/>'),
    level(0, "decimal", "%1"),
)
LED = "市水利局牵头，市财政局配合"
HEADS = row("序号", "重点任务", "具体内容", "完成时限", "责任单位")


def word_plan() -> SourceDocument:
    rows = [
        row(
            cell(listed("", 2)),
            cell("河道整治", down="restart"),
            "完成青溪清淤12公里。",
            "2027年底前",
            "市水利局牵头，市财政局配合",
        ),
        row(cell(listed("", 2)), cell(down="continue"), "建成湿地3处。", "持续推进", "市林业局负责"),
        row(cell(listed("", 2)), "节约用水", "推广节水器具。", "2026年6月底前", "市水利局、市教育局按职责分工负责"),
    ]
    return (
        Docx(
            paragraph("云湖市水环境治理实施方案"),
            paragraph("为改善水环境质量，制定本方案。"),
            listed("总体要求", 1),
            paragraph("坚持系统治理，到2027年水质优良率达到95%以上。"),
            listed("主要任务", 1),
            listed("河道整治。清理河道淤积，恢复岸线生态。", 1, 1),
            listed("节约用水。推广节水器具，降低管网漏损。", 1, 1),
            paragraph("附件"),
            paragraph("重点任务分解表"),
            table(HEADS, *rows),
        )
        .part("numbering", OUTLINE)
        .part("footer", f"<w:ftr {NAMES}>{paragraph('— 1 —')}</w:ftr>")
        .part("footnotes", f"<w:footnotes {NAMES}><w:footnote>{paragraph('岸线指河岸。')}</w:footnote></w:footnotes>")
        .read()
    )


def by_use(draft: PlanDraft, document: SourceDocument, use: str) -> list[str]:
    """What is accounted for as one use."""
    return [document.text[a.start : a.end] for a in draft.accounts if a.use == use]


def test_generated_ordinals_make_chapters_and_measures() -> None:
    draft = extract_plan(word_plan())
    assert [(c.number, c.title) for c in draft.chapters] == [(1, "总体要求"), (2, "主要任务")]
    assert [(m.number, m.title) for m in draft.measures] == [(1, "河道整治"), (2, "节约用水")]


def test_generated_serial_numbers_and_merged_categories() -> None:
    tasks = extract_plan(word_plan()).tasks
    assert [(t.number, t.category, t.measure) for t in tasks] == [
        (1, "河道整治", 1),
        (2, "河道整治", 1),
        (3, "节约用水", 2),
    ]
    assert [t.doubts for t in tasks] == [(), (), ()]


def test_footers_are_furniture_and_footnotes_remain() -> None:
    document = word_plan()
    draft = extract_plan(document)
    assert "— 1 —" in by_use(draft, document, "furniture")
    assert [r.text for r in draft.remainder] == ["[1]岸线指河岸。"]


def test_places_are_lines_and_cells() -> None:
    task = extract_plan(word_plan()).tasks[0]
    assert task.place[0].page is None
    assert {place.table for place in task.place} == {0}


def test_lines_of_equal_length_are_not_taken_for_wrapped_ones() -> None:
    body = (
        "一、主要任务",
        "（一）清理主干河道，恢复岸线功能",
        "对主干河道开展清淤，分段验收",
        "同步绿化岸线，建设滨河步道",
    )
    more = ("（二）推广节水器具，降低管网漏损", "对老旧管网分区计量，按月通报")
    plan = extract_plan(Docx(paragraph("云湖市水利方案"), *map(paragraph, (*body, *more))).read())
    assert [m.title for m in plan.measures] == ["清理主干河道，恢复岸线功能", "推广节水器具，降低管网漏损"]


MEASURE = f"各区要摸清底数，分类施策；建立台账，按季度报送进展情况。（{LED}）"
PAGE = f"""<html><head><meta charset=gb2312><title>云湖市水环境治理实施方案_云湖市政府网</title></head><body>
<div class=menu><a>首页</a><a>公开</a></div>
<table><tr><td><table><tr><td>索引号</td><td>Y-1</td></tr><tr><td>公开日期</td><td>2026-01-09</td></tr></table>
</td></tr></table>
<table><tr><td><h1>云湖市水环境治理实施方案</h1><div>来源：某局 【大 中 小】</div><div id=zoom>
<p>　　为改善水环境，制定本方案。</p><p><b>　　一、主要任务</b></p>
<p>　　（一）河道整治。{MEASURE}</p><p>　　（二）节约用水。{MEASURE}</p>
<p>　　二、保障措施</p><p>　　（三）加强领导。{MEASURE}</p></div></td><td><ul><li>相关新闻</li></ul></td></tr></table>
<div class=footer>主办单位：云湖市人民政府办公室　备案号：2026001</div></body></html>"""


def page_plan() -> SourceDocument:
    return read_html(PAGE.encode("gb18030"), "方案.html")


def test_plan_within_a_saved_page() -> None:
    draft = extract_plan(page_plan())
    assert draft.plan.title == "云湖市水环境治理实施方案"
    assert draft.plan.preamble == "为改善水环境，制定本方案。"
    assert [(m.number, m.chapter, m.title) for m in draft.measures] == [
        (1, 1, "河道整治"),
        (2, 1, "节约用水"),
        (3, 2, "加强领导"),
    ]
    assert [t.assignments[0].agency for t in draft.tasks] == ["水利局"] * 3


def test_what_surrounds_a_page_is_furniture() -> None:
    document = page_plan()
    draft = extract_plan(document)
    furniture = "".join(by_use(draft, document, "furniture"))
    assert all(word in furniture for word in ("首页公开", "索引号", "相关新闻", "备案号"))
    assert "。" not in furniture
    assert draft.remainder == ()


def test_sentence_is_never_furniture_by_its_region() -> None:
    document = text_document("一、总则\n本页内容由各单位提供，请以纸质文件为准。\n返回")
    lines = tuple(replace(line, region="navigation" if at else "") for at, line in enumerate(document.lines))
    assert find_furniture(replace(document, lines=lines)).rules == {2: "site_navigation"}


def test_saved_action_plan(shared_plans: Path) -> None:
    document = read_document(shared_plans.parent / "corpus" / "national.html")
    draft = extract_plan(document)
    assert [m.number for m in draft.measures] == list(range(1, 40))
    assert (len(draft.chapters), draft.plan.document_number) == (10, "国发〔2023〕24号")
    assert draft.remainder == ()


def test_saved_work_programme(shared_plans: Path) -> None:
    draft = extract_plan(read_document(shared_plans.parent / "corpus" / "waste-free.html"))
    assert [len([m for m in draft.measures if m.chapter == c.number]) for c in draft.chapters] == [5, 6, 4, 4]
    assert len(draft.tasks) == 39
