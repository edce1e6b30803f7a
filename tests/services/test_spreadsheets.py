from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.services.rows import PlaceRow, PlanText, TaskRow
from app.services.spreadsheets import ABOUT, NOTICE, PAPER, PROOFED, SHEET, write_tasks
from tests.services.reports.invented import doubt, duty, plan, remark, summary, task


def written(text: PlanText, tmp_path: Path) -> Any:
    write_tasks(text, tmp_path / "t.xlsx")
    return load_workbook(tmp_path / "t.xlsx")


def record(row: TaskRow, tmp_path: Path, **changes: object) -> dict[str, Any]:
    """The row of a single task by column head."""
    sheet = written(plan([row], **changes), tmp_path)[SHEET]
    heads, values = (list(cells) for cells in sheet.iter_rows(values_only=True))
    return dict(zip(heads, values, strict=True))


def test_a_row_holds_the_task(tmp_path: Path) -> None:
    row = record(task(3, remark="试点"), tmp_path)
    assert row["序号"] == 3
    assert row["类别"] == "补齐社区助餐短板"
    assert row["工作任务"] == "新办第3批老年食堂，配齐送餐车辆。"
    assert row["完成时限"] == "2026年底前"
    assert row["时限日期"].date() == date(2026, 12, 31)
    assert (row["牵头单位"], row["配合单位"], row["首列单位"]) == ("市民政局", "市财政局", "市民政局")
    assert row["责任分工（原文）"] == "市民政局牵头，市财政局配合。"
    assert (row["对应措施"], row["备注"]) == ("办好老年食堂", "试点")


def test_category_is_repeated_in_each_row_and_nothing_is_merged(tmp_path: Path) -> None:
    sheet = written(plan([task(1), task(2, category_source="inherited")]), tmp_path)[SHEET]
    assert [sheet["B2"].value, sheet["B3"].value] == ["补齐社区助餐短板"] * 2
    assert not sheet.merged_cells.ranges


def test_unnamed_lead_shows_in_the_first_body_column_only(tmp_path: Path) -> None:
    row = record(task(assignments=(duty("市医保局", "joint", 2), duty("市民政局", "joint", 1))), tmp_path)
    assert (row["牵头单位"], row["首列单位"]) == (None, "市民政局")


def test_inherited_duty_is_marked(tmp_path: Path) -> None:
    row = record(task(assignments=(duty("各区政府", "implement", inherited=True),)), tmp_path)
    assert row["落实单位"] == "各区政府（统一要求）"
    assert row["首列单位"] is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(start: str, tmp_path: Path) -> None:
    words = f'{start}HYPERLINK("http://x","点")'
    cell = written(plan([task(text=words)]), tmp_path)[SHEET]["C2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", words, True)


def test_no_cell_at_all_is_a_formula(tmp_path: Path) -> None:
    evil = task(text="=1+1", category="=1", label="=2", deadline_raw="=3", responsibility_raw="=4", remark="=5")
    text = plan([evil], remarks=(remark("=6", author_name="=7"),), summary=summary(title="=8", source_name="=9"))
    book = written(text, tmp_path)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    assert record(task(text="送\x0b餐\x00"), tmp_path)["工作任务"] == "送餐"


def test_opinions_doubts_and_pages(tmp_path: Path) -> None:
    row = record(task(doubts=(doubt("类别：请核对"),)), tmp_path, remarks=(remark("写明范围。"),))
    assert row["意见"] == "赵㛃（一般，未处理）：写明范围。"
    assert row["存疑"] == "类别：请核对"
    assert (row["来源页码（印刷）"], row["来源页码（文件）"]) == (7, 9)


def test_row_over_two_pages_names_both(tmp_path: Path) -> None:
    row = record(task(places=(PlaceRow(9, "7", None), PlaceRow(10, "8", None), PlaceRow(10, "8", None))), tmp_path)
    assert row["来源页码（印刷）"] == "7、8"


def test_printed_number_that_is_no_number_stays_text(tmp_path: Path) -> None:
    assert record(task(label="1.1"), tmp_path)["序号"] == "1.1"


def test_head_is_frozen_filtered_and_repeated_on_paper(tmp_path: Path) -> None:
    sheet = written(plan([task(1), task(2)]), tmp_path)[SHEET]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}3"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_long_rows_are_high_enough_but_not_beyond_excel(tmp_path: Path) -> None:
    sheet = written(plan([task(1, text="送" * 46), task(2, text="送" * 40_000)]), tmp_path)[SHEET]
    assert sheet.row_dimensions[2].height >= 2 * 14
    assert sheet.row_dimensions[3].height == 409
    assert len(sheet["C3"].value) == 32_767
    assert sheet["C2"].alignment.wrap_text


def test_a_plan_that_a_person_checked_is_not_called_unchecked(tmp_path: Path) -> None:
    book = written(replace(plan([task()]), summary=summary(checked=4, total=4)), tmp_path)
    assert dict(book[ABOUT].iter_rows(values_only=True))["说明"] == book[SHEET].oddFooter.left.text == PROOFED


def test_second_sheet_says_where_it_comes_from(tmp_path: Path) -> None:
    text = replace(plan([task()]), summary=summary(secrecy="内部资料"))
    book = written(text, tmp_path)
    facts = dict(book[ABOUT].iter_rows(values_only=True))
    assert facts["密级"] == "内部资料"
    assert facts["来源文件"] == "云泽助餐.pdf"
    assert facts["任务数"] == 1
    assert facts["说明"] == NOTICE
    assert book[SHEET].oddHeader.left.text == "内部资料"


def test_plan_without_tasks(tmp_path: Path) -> None:
    assert written(plan(), tmp_path)[SHEET].max_row == 1


def test_sheet_to_print_has_the_columns_of_the_form_and_no_more(tmp_path: Path) -> None:
    book = written(plan([task(3, remark="试点"), task(4)]), tmp_path)
    assert book.sheetnames == [SHEET, PAPER, ABOUT]
    heads, first, _ = book[PAPER].iter_rows(values_only=True)
    assert heads == ("序号", "类别", "工作任务", "完成时限", "牵头单位", "责任（配合）单位", "责任领导", "备注")
    assert (first[0], first[4:]) == (3, ("市民政局", "配合：市财政局", None, "试点"))
    assert sum(one.width for one in book[PAPER].column_dimensions.values()) < 160
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)
