from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from app.errors import Cancelled
from app.services.progress import Progress
from app.services.reports.chinese import HALF_AFTER, HALF_BEFORE
from app.services.reports.front import balanced
from app.services.reports.options import ReportOptions
from app.services.reports.paper import LANDSCAPE, PORTRAIT
from app.services.reports.plan_report import write_plan_report
from app.services.rows import PlanText, TaskRow
from tests.services.reports.invented import (
    OPTIONS,
    doubt,
    duty,
    matrix,
    pdf_text,
    plan,
    remark,
    squeezed,
    summary,
    task,
)

TASKS = [
    task(1),
    task(
        2,
        assignments=(duty("市民政局", "joint"), duty("市医保局", "joint", 2)),
        responsibility_raw="市民政局、医保局负责。",
    ),
    task(3, doubts=(doubt("类别：按内容推定，请核对"),), category="助浴"),
]


def made(text: PlanText, tmp_path: Path, options: ReportOptions = OPTIONS, tasks: list[TaskRow] | None = None) -> bytes:
    out = tmp_path / "report.pdf"
    pages = write_plan_report(text, matrix(tasks or TASKS), out, options)
    data = out.read_bytes()
    assert len(pypdfium2.PdfDocument(data)) == pages
    return data


@pytest.fixture
def report(tmp_path: Path) -> bytes:
    return made(plan(TASKS, remarks=(remark("请明确送餐范围。", 2),), remainder=("（此件公开）",)), tmp_path)


def page_text(data: bytes, number: int) -> str:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return squeezed("".join(char["text"] for char in document.pages[number - 1].chars))


def test_cover_says_what_it_is_and_carries_no_number(report: bytes) -> None:
    cover = page_text(report, 1)
    for words in (
        "云泽市老年助餐服务行动方案",
        "审阅报告",
        "云政办发〔2026〕7号",
        "征求意见稿",
        "2026年6月3日",
        "含未经人工校对内容",
    ):
        assert words in cover
    assert "—1—" not in cover


def test_a_plan_that_a_person_checked_is_not_called_unchecked(tmp_path: Path) -> None:
    text = replace(plan(TASKS), summary=summary(checked=9, total=9))
    said = squeezed(pdf_text(made(text, tmp_path)))
    assert "未经人工校对" not in said
    assert "提取内容已经人工校对" in said


@pytest.mark.parametrize("state", [{"checked": 8}, {"conflicts": 1}])
def test_a_plan_with_one_open_item_is_called_unchecked(state: dict[str, int], tmp_path: Path) -> None:
    text = replace(plan(TASKS), summary=summary(**({"checked": 9, "total": 9} | state)))
    assert "含未经人工校对内容" in page_text(made(text, tmp_path), 1)


def test_secrecy_mark_stands_top_left_on_the_cover(tmp_path: Path) -> None:
    text = replace(plan(TASKS), summary=summary(secrecy="内部资料"))
    with pdfplumber.open(io.BytesIO(made(text, tmp_path))) as document:
        first = document.pages[0].chars[0]
    assert first["text"] == "内"
    assert first["x0"] == pytest.approx(PORTRAIT.left, abs=1)
    assert "NotoSansSC" in first["fontname"]
    assert first["size"] == pytest.approx(15.75)


def test_contents_give_the_right_pages(report: bytes) -> None:
    document = pypdfium2.PdfDocument(report)
    contents = page_text(report, 2)
    for item in document.get_toc():
        title = squeezed(item.get_title())
        page = item.get_dest().get_index() + 1
        assert title in page_text(report, page)
        assert f"{title}{page}" in contents.replace(".", "")


def test_contents_lead_to_their_pages_by_a_click(report: bytes) -> None:
    with pdfplumber.open(io.BytesIO(report)) as document:
        assert len(document.pages[1].annots) == len(list(pypdfium2.PdfDocument(report).get_toc()))


def test_missing_lead_is_one_hint_and_never_said_to_be_missing(report: bytes) -> None:
    text = pdf_text(report)
    assert text.count("方案未明示牵头单位") == 1
    assert "第2项由多个单位共同负责" in squeezed(text)
    assert "市民政局（首列）" in text
    assert "无牵头" not in text


def test_task_table_has_the_forms_columns_on_landscape(report: bytes) -> None:
    heads = "序号类别工作任务完成时限牵头单位责任（配合）单位责任领导备注"
    with pdfplumber.open(io.BytesIO(report)) as document:
        (page,) = [page for page in document.pages if page.width > page.height]
        assert squeezed("".join(char["text"] for char in page.chars)).startswith(f"任务分解表{heads}")
        table = page.extract_table()
        assert table
        assert table[1][0] == "1"


def test_meeting_variant_has_a_record_column(tmp_path: Path) -> None:
    assert "记录" in pdf_text(made(plan(TASKS), tmp_path, replace(OPTIONS, record=True)))


def test_duties_are_listed_by_body_with_role_and_numbers(report: bytes) -> None:
    assert "政府部门1市民政局2项：1、31项：23" in squeezed(pdf_text(report))


def test_duties_alone_have_no_cover_but_say_whose_they_are_and_what_they_are_made_from(tmp_path: Path) -> None:
    data = made(plan(TASKS), tmp_path, replace(OPTIONS, part="责任分工一览表"))
    assert len(pypdfium2.PdfDocument(data)) == 1
    words = page_text(data, 1)
    assert words.index("云泽市老年助餐服务行动方案") < words.index("责任分工一览表") < words.index("市医保局")
    assert "含未经人工校对内容" in words
    assert "任务分解表" not in words


def test_inherited_duty_is_told_apart(tmp_path: Path) -> None:
    row = task(1, assignments=(duty("市民政局", "sole"), duty("各区政府", "implement", inherited=True)))
    assert "统一要求落实：1" in squeezed(pdf_text(made(plan([row]), tmp_path, tasks=[row])))


def test_remarks_doubts_and_remainder_name_their_place(report: bytes) -> None:
    text = squeezed(pdf_text(report))
    assert "附件第2项（第7页）老年食堂请明确送餐范围。一般未处理赵㛃" in text
    assert "附件第3项（第7页）类别：按内容推定，请核对" in text
    assert "未归入各项的文字（此件公开）" in text


def test_characters_without_a_font_are_named(tmp_path: Path) -> None:
    rows = [task(1, text="送\ue123餐")]
    text = pdf_text(made(plan(rows), tmp_path, tasks=rows))
    assert "送\ue123餐" in text
    assert "（U+E123）" in text


def test_chapter_heading_is_not_parted_from_its_first_measure(tmp_path: Path) -> None:
    for count in range(8):
        text = plan(TASKS[:1], preamble="\n".join(["服务"] * (21 - count)))
        bare = replace(text, chapters=(replace(text.chapters[0], text=""),))
        data = made(bare, tmp_path)
        toc = {item.get_title(): item.get_dest().get_index() for item in pypdfium2.PdfDocument(data).get_toc()}
        assert toc["一、健全服务网络"] == toc["（一）办好老年食堂"]


def test_metadata(report: bytes) -> None:
    metadata = pypdfium2.PdfDocument(report).get_metadata_dict()
    assert metadata["Title"] == "云泽市老年助餐服务行动方案审阅报告"
    assert metadata["Author"] == "云泽市政府办公室"
    assert metadata["Creator"].startswith("清览")


def test_plan_without_anything(tmp_path: Path) -> None:
    bare = plan((), chapters=(), preamble="")
    assert "方案概况" in pdf_text(made(bare, tmp_path, tasks=[]))


def test_cancel_stops_it(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_plan_report(plan(TASKS), matrix(TASKS), tmp_path / "a.pdf", OPTIONS, Progress(is_cancelled=lambda: True))


def test_progress_never_goes_back(tmp_path: Path) -> None:
    seen: list[int] = []
    write_plan_report(
        plan(TASKS), matrix(TASKS), tmp_path / "a.pdf", OPTIONS, Progress(lambda done, total, _: seen.append(done))
    )
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_long_title_breaks_evenly_and_not_inside_a_word() -> None:
    assert balanced("云泽市推进农村生活污水治理和黑臭水体整治三年行动实施方案", 19) == (
        "云泽市推进农村生活污水治理和\n黑臭水体整治三年行动实施方案"
    )


WORDS = st.text(alphabet="市县老人食堂，。（）“”《》；送餐2026年PM2.5%㎡㛃𬭎", min_size=1, max_size=60)
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # a report is dear: shrinking takes minutes
LONG = WORDS | st.tuples(WORDS, st.integers(20, 90)).map(lambda pair: pair[0] * pair[1])


@st.composite
def plans(draw: st.DrawFn) -> tuple[PlanText, list[TaskRow]]:
    tasks = [
        task(
            number,
            text=draw(LONG),
            category=draw(WORDS),
            deadline_raw=draw(WORDS),
            responsibility_raw=draw(LONG),
            remark=draw(WORDS),
            assignments=tuple(duty(name, "joint", at, agency=at) for at, name in enumerate(draw(st.lists(WORDS)), 1)),
            doubts=(doubt(draw(LONG)),),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    ]
    text = plan(tasks, remarks=(remark(draw(LONG)),), remainder=(draw(LONG),), preamble=draw(LONG))
    return text, tasks


@settings(
    max_examples=8, phases=NO_SHRINKING, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plans(), st.booleans())
def test_all_text_is_there_and_inside_the_type_area(
    tmp_path: Path, made_up: tuple[PlanText, list[TaskRow]], turned: bool
) -> None:
    text, tasks = made_up
    data = made(text, tmp_path, replace(OPTIONS, turned=turned), tasks)
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            sheet = LANDSCAPE if page.width > page.height else PORTRAIT
            for char in page.chars:
                if char["text"].strip() and not _is_page_number(char, sheet.bottom):
                    half = char["width"] / 2  # the empty half of a squeezed sign may stand out
                    after, before = char["text"] in HALF_AFTER, char["text"] in HALF_BEFORE
                    assert char["x1"] - half * after <= sheet.left + sheet.text_width + 1
                    assert char["x0"] + half * before >= sheet.left - 1
                    assert char["top"] >= sheet.top - 4
                    assert char["bottom"] <= sheet.bottom + 4
    printed = pdf_text(data)
    for found in (text.preamble, text.remarks[0].text, text.remainder[0], *(row.text for row in tasks)):
        _assert_printed(found, printed)
    for row in tasks:
        _assert_printed(row.responsibility_raw or "", printed)
        _assert_printed(row.doubts[0].sentence, printed)


def _is_page_number(char: dict[str, float], bottom: float) -> bool:
    return char["top"] > bottom + 4 and abs(char["size"] - 14) < 0.1


def _assert_printed(text: str, printed: str) -> None:
    """Each stretch of a text is on paper; a page's end may come between (page numbers, heads)."""
    wanted = squeezed(text)
    for start in range(0, len(wanted), 8):
        assert wanted[start : start + 8] in printed or _over_a_page(wanted[start : start + 8], printed)


def _over_a_page(piece: str, printed: str) -> bool:
    return any(piece[:cut] in printed and piece[cut:] in printed for cut in range(1, len(piece)))
