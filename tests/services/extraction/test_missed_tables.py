"""What the plan says where a task table was announced or stands on a page, and was not read."""

from __future__ import annotations

import pytest

from app.services.extraction.draft import PlanDraft
from app.services.extraction.extract import extract_plan
from tests.services.extraction.making import Maker, text_document

BODY = "甲市河湖整治方案\n一、重点任务\n（一）清淤。清理河道。\n（二）护岸。修整岸坡。\n"
ROW = "{}\t{}\t{}。\t市水利局负责。\n"


def warned(text: str) -> str:
    return "".join(extract_plan(text_document(text)).warnings)


@pytest.mark.parametrize("title", ["重点任务清单", "甲市河湖整治任务分解表", "责任分工表", "主要措施分工方案"])
def test_an_announced_table_without_tasks_is_told(title: str) -> None:
    assert f"“{title}”" in warned(BODY + f"附件：{title}\n")
    assert f"“{title}”" in warned(BODY + f"附件\n{title}\n1 清淤 2026年\n")


@pytest.mark.parametrize("title", ["河湖名录", "领导小组成员名单", "重点项目表"])
def test_other_annexes_are_no_task_tables(title: str) -> None:
    assert not warned(BODY + f"附件：{title}\n")


def test_a_table_that_was_read_is_not_told() -> None:
    rows = (
        "序号\t任务类别\t工作内容\t责任单位\n" + ROW.format(1, "清淤", "清理河道") + ROW.format(2, "护岸", "修整岸坡")
    )
    assert not warned(BODY + "附件\n重点任务清单\n" + rows)


def test_measures_in_a_row_without_tasks_are_told() -> None:
    names = ("清淤", "护岸", "截污", "补水", "巡河", "禁渔")
    body = "甲市河湖整治方案\n一、重点任务\n"
    body += "".join(f"（{'一二三四五六'[n]}）{name}。抓好{name}。\n" for n, name in enumerate(names))
    head = "附件\n重点任务清单\n序号\t任务类别\t工作内容\t责任单位\n"
    read = head + ROW.format(1, "清淤", "清理河道") + ROW.format(2, "禁渔", "禁止捕捞")
    assert "4条接连的措施（“护岸”、“截污”、“补水”等）" in warned(body + read)
    assert not warned(body + read + ROW.format(3, "补水", "放水"))


def test_text_in_columns_that_no_table_took_is_told() -> None:
    assert "第2页" in "".join(_with_columns(6).warnings)
    assert not _with_columns(3).warnings


def _with_columns(rows: int) -> PlanDraft:
    maker = Maker()
    for text in BODY.split():
        maker.paragraph(text)
    maker.turn()
    for n in range(rows):
        maker.put("清理第几段河道      市水利局、财政局", 80, 100 + 30 * n)
    return extract_plan(maker.document())
