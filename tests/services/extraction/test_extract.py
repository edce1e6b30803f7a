"""The whole chain, on small documents of our own."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from app.errors import Cancelled, FileRefused
from app.services.documents.source import SourceWarning
from app.services.extraction.draft import PlanDraft, Reason
from app.services.extraction.extract import extract_plan
from app.services.extraction.plan_json import from_json, to_json
from app.services.progress import Progress
from tests.services.extraction.making import Maker, PlacedCell, text_document

FRONT = "白河市节水行动方案\n（征求意见稿）\n为贯彻《节水条例》（白政发〔2025〕3号）要求，制定本方案。\n"
BODY = (
    "一、总体要求\n到2026年，漏损率控制在9%以内。\n"
    "二、重点任务\n（一）查漏补缺。每月巡查一次。\n（二）更换水表。2026年完成80%以上。\n"
)
TABLE = (
    "附件：任务分解表\n附件\n任务分解表\n序号\t任务类别\t工作内容\t完成时限\t责任单位\n"
    "1\t查漏补缺\t巡查管网。\t持续推进\t市水利局负责。\n"
    "2\t\t修复漏点。\t2026年\t市水利局牵头，市财政局配合。\n"
    "3\t更换水表\t换表。\t2026年\t市住房和城乡建设局负责。\n"
)


def plan(text: str) -> PlanDraft:
    return extract_plan(text_document(text))


def test_front_matter() -> None:
    head = plan(FRONT + BODY).plan
    assert (head.title, head.stage, head.region) == ("白河市节水行动方案", "征求意见稿", "白河市")
    assert head.basis == ("《节水条例》（白政发〔2025〕3号）",)


def test_tasks_of_a_table() -> None:
    tasks = plan(FRONT + BODY + TABLE).tasks
    assert [(t.number, t.category, t.category_source, t.measure) for t in tasks] == [
        (1, "查漏补缺", "printed", 1), (2, "查漏补缺", "inherited", 1), (3, "更换水表", "printed", 2),
    ]  # fmt: skip
    assert [(t.deadline_raw, t.deadline.kind) for t in tasks][:2] == [("持续推进", "ongoing"), ("2026年", "by_date")]
    assert [(a.as_written, str(a.role)) for a in tasks[1].assignments] == [
        ("市水利局", "lead"),
        ("市财政局", "support"),
    ]


def test_number_gap_is_a_doubt() -> None:
    text = FRONT + BODY + TABLE.replace("\n3\t", "\n5\t")
    tasks = plan(text).tasks
    assert [t.number for t in tasks] == [1, 2, 5]
    assert [d.reason for d in tasks[2].doubts] == [Reason.NUMBER_GAP]


def test_chinese_numbers_of_rows_count_as_printed_ones() -> None:
    text = TABLE.replace("\n1\t", "\n一\t").replace("\n2\t", "\n（二）\t").replace("\n3\t", "\n五\t")
    tasks = plan(FRONT + BODY + text).tasks
    assert [t.number for t in tasks] == [1, 2, 5]
    assert [[d.reason for d in t.doubts if d.field == "number"] for t in tasks] == [[], [], [Reason.NUMBER_GAP]]


def test_a_row_without_a_number_among_numbered_ones_is_doubtful_and_so_are_those_behind_it() -> None:
    more = "".join(f"{n}\t\t换第{n}批表。\t2026年\t市水利局负责。\n" for n in (4, 5))
    tasks = plan(FRONT + BODY + TABLE + "\t\t验收。\t2026年\t市水利局负责。\n" + more).tasks
    assert [t.number for t in tasks if any(d.reason is Reason.NUMBER_GAP for d in t.doubts)] == [4, 5, 6]


def test_numbers_that_restart_are_counted_through_and_keep_their_label() -> None:
    tasks = plan(FRONT + BODY + TABLE.replace("\n3\t", "\n1\t")).tasks
    assert [(t.number, t.label) for t in tasks] == [(1, "1"), (2, "2"), (3, "1")]


def test_sub_rows_have_a_parent() -> None:
    tasks = plan(FRONT + BODY + TABLE.replace("\n2\t", "\n1.1\t").replace("\n3\t", "\n2\t")).tasks
    assert [(t.number, t.label, t.parent) for t in tasks] == [(1, "1", None), (2, "1.1", 1), (3, "2", None)]


def test_lead_and_support_columns() -> None:
    text = TABLE.replace("责任单位", "牵头单位\t配合单位").replace("市水利局负责。", "市水利局\t市财政局、市商务局")
    task = plan(FRONT + BODY + text).tasks[0]
    assert task.responsibility_raw is None
    assert task.responsibility_columns == (("牵头单位", "市水利局"), ("配合单位", "市财政局、市商务局"))
    assert Counter(str(a.role) for a in task.assignments) == {"lead": 1, "support": 2}
    assert "responsibility_raw" not in to_json(plan(FRONT + BODY + text))["tasks"][0]


def test_clauses_make_tasks_where_there_is_no_table() -> None:
    body = BODY.replace(
        "一次。", "一次。（责任单位：市水利局，完成时限：2026年）加固堤防。（市水利局、市财政局按职责分工负责）"
    )
    tasks = plan(FRONT + body).tasks
    assert [(t.number, t.category, t.measure, t.text) for t in tasks] == [
        (1, "查漏补缺", 1, "每月巡查一次。"), (2, "查漏补缺", 1, "加固堤防。"),
    ]  # fmt: skip
    assert tasks[0].responsibility_raw == "责任单位：市水利局，完成时限：2026年"
    assert (tasks[0].deadline_raw, tasks[1].deadline_raw) == ("2026年", None)


def test_a_clause_in_front_of_its_only_text() -> None:
    (task,) = plan(FRONT + "　　一、任务\n　　（一）换表【市水利局牵头】\n　　改造管网三十公里。\n").tasks
    assert (task.text, task.category) == ("改造管网三十公里。", "换表")


def test_a_clause_right_behind_the_title_has_the_title_as_text() -> None:
    (task,) = plan(FRONT + "一、任务\n1.改造管网三十公里。（市水利局负责，9月底前完成）\n").tasks
    assert (task.text, task.deadline_raw) == ("改造管网三十公里", "9月底前完成")


def test_targets_say_where_they_stand() -> None:
    found = {(t.where, t.value) for t in plan(FRONT + BODY).targets}
    assert {("chapter 1", 9.0), ("measure 2", 80.0)} <= found


def test_deadline_of_a_clause_gives_the_year() -> None:
    body = "一、任务\n（一）查漏。改造管网30公里。\n责任单位：市水利局\n完成时限：2027年底\n"
    body += "（二）巡查。新增泵站2座。（市水利局）\n"
    assert [(t.value, t.year) for t in plan(FRONT + body).targets] == [(30, 2027), (2, None)]


@pytest.mark.parametrize(
    "title", ["发展现状", "“十四五”期间发展成效", "面临形势", "发展环境", "存在问题和短板", "工作基础", "现状与形势"]
)
def test_sections_that_report_hold_no_targets(title: str) -> None:
    body = f"一、{title}\n（一）概况。漏损率达到9%。\n二、主要目标\n到2027年，漏损率控制在8%以内。\n"
    assert [t.value for t in plan(FRONT + body).targets] == [8]


@pytest.mark.parametrize("title", ["形势要求和目标", "总体要求", "夯实工作基础", "解决突出问题"])
def test_sections_that_plan_hold_targets(title: str) -> None:
    assert [t.value for t in plan(FRONT + f"一、{title}\n漏损率达到9%。\n二、任务\n完善制度。\n").targets] == [9]


def test_first_listed_leads() -> None:
    text = FRONT + BODY + TABLE + "\n注：列第一位的为牵头单位，下同。\n"
    assert plan(text).plan.first_is_lead == "列第一位的为牵头单位，下同"


def test_first_listed_leads_in_a_sentence_over_two_lines() -> None:
    maker = Maker()
    maker.centred("白河市节水方案")
    maker.paragraph("为节水，制定本方案。" + "市各部门要通力合作。" + "列第一位的为牵头单位，下同。", width=25)
    maker.paragraph("一、总则")
    maker.paragraph("（一）查漏。巡查。（市水利局、市财政局）")
    assert [str(a.role) for a in extract_plan(maker.document()).tasks[0].assignments] == ["lead", "joint"]


def test_a_plan_of_a_notice_and_a_table_keeps_its_title() -> None:
    notice = "白河市人民政府关于印发节水任务分工的通知\n各县区人民政府：\n现将任务分工印发给你们，请贯彻落实。\n"
    draft = plan(f"{notice}白河市人民政府\n2026年3月1日\n节水任务分工\n" + TABLE.split("任务分解表\n")[-1])
    assert (draft.plan.title, draft.plan.issue_date, draft.remainder) == ("节水任务分工", "2026-03-01", ())


def test_a_table_within_the_body_does_not_end_it() -> None:
    table = "指标\n责任单位\n完成时限\n漏损率\n市水利局\n2026年\n"
    assert [c.title for c in plan(FRONT + BODY.replace("二、", table + "二、")).chapters] == ["总体要求", "重点任务"]


@pytest.mark.parametrize("title", ["关于召开节水会议的通知", "关于商请提供数据的函", "白河市政府关于节水的请示"])
def test_letters_and_notices_of_meetings_are_no_plan(title: str) -> None:
    with pytest.raises(FileRefused, match="不是方案"):
        plan(f"{title}\n各县区人民政府：\n一、时间\n4月1日上午。\n二、地点\n一号会议室。\n")


@pytest.mark.parametrize("text", ["今天天气很好。\n", "关于开会的函\n请派员参加。\n此致。\n"])
def test_a_file_that_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(FileRefused, match="不像是一份方案"):
        plan(text)


def test_remainder_is_kept_with_its_place() -> None:
    draft = plan(FRONT + BODY + TABLE + "\n填表人说明另行印发\n")
    assert [r.text for r in draft.remainder] == ["填表人说明另行印发"]
    assert draft.remainder[0].place[0].line is not None


def test_places_of_tables_without_pages_are_cells() -> None:
    place = plan(FRONT + BODY + TABLE).tasks[0].place
    assert {(p.table, p.row, p.column) for p in place} == {(0, 1, 0), (0, 1, 2), (0, 1, 3), (0, 1, 4)}


def paged() -> Maker:
    maker = Maker()
    maker.centred("白河市节水行动方案")
    for text in ("为节水，制定本方案。", "一、总则", "坚持节水优先。", "（一）查漏。" + "每月巡查一次。" * 140):
        maker.paragraph(text)
    maker.turn()
    cells = [PlacedCell(0, i, (t,)) for i, t in enumerate(("序号", "工作内容", "责任单位"))]
    cells += [PlacedCell(1, i, (t,)) for i, t in enumerate(("1", "巡查管网。", "市水利局负责。"))]
    maker.table(cells, 3)
    maker.turn()
    return maker


def test_places_on_pages_have_boxes_and_printed_numbers() -> None:
    draft = extract_plan(paged().document())
    pages = [(p.page, p.printed_page) for p in draft.measures[0].place]
    assert pages == [(1, "1"), (2, "2")]
    assert all(p.box and p.box[0] < p.box[2] and p.box[1] < p.box[3] for p in draft.measures[0].place)


def test_warnings_of_a_page_are_doubts_on_what_stands_there() -> None:
    maker = paged()
    maker.warnings.append(SourceWarning("两种读法的文字不一致", 2))
    draft = extract_plan(maker.document())
    assert draft.warnings == ("第2页：两种读法的文字不一致",)
    assert [d.reason for d in draft.measures[0].doubts] == [Reason.TEXT_LAYERS_DIFFER] * 2
    assert not draft.chapters[0].doubts


def test_json_round_trip() -> None:
    draft = extract_plan(paged().document())
    data = json.loads(json.dumps(to_json(draft), ensure_ascii=False))
    assert to_json(from_json(data)) == data
    assert data["schema"] == 1
    assert data["tasks"][0]["deadline"] == {"kind": "none", "date": None}


def test_progress_is_reported_and_can_cancel() -> None:
    seen: list[str] = []
    extract_plan(text_document(FRONT + BODY), Progress(lambda _d, _t, what: seen.append(what)))
    assert seen[-1] == "完成"
    with pytest.raises(Cancelled):
        extract_plan(text_document(FRONT + BODY), Progress(is_cancelled=lambda: True))


def test_a_plan_for_one_year_gives_the_year() -> None:
    text = "白河市2026年节水工作要点\n为节水，制定本要点。\n一、任务\n"
    text += "（一）查漏率达到9%以上。9月底前，改造管网30公里。全市漏损率低于8%。\n"
    assert [(t.value, t.year) for t in plan(text).targets] == [(9, None), (30, 2026), (8, None)]


def test_targets_in_a_column_for_aims() -> None:
    table = "重点任务\t目标要求\t责任单位\t完成时限\n换水表\t更换90%以上。\t市水利局\t2027年\n"
    table += "查漏\t漏损率低于8%。\t市水利局\t2026年\n"
    found = plan(FRONT + BODY + "附件\n任务分解表\n" + table).targets
    assert [(t.where, t.value, t.year) for t in found if t.where.startswith("task")] == [
        ("task 1", 90, 2027),
        ("task 2", 8, 2026),
    ]
