"""The plan as set text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.services.rows import ItemRef, PlanText
from app.ui.widgets.page_document import SetPlan, set_plan
from tests.ui.pages.invented import make_plan, tasks_of


@pytest.fixture
def plan(qapp: QApplication) -> PlanText:
    return make_plan()


def words_of(made: SetPlan, ref: ItemRef) -> str:
    item = made.items[made.number_of(ref)]
    blocks = [made.document.findBlockByNumber(number).text() for number in range(item.first, item.last + 1)]
    return "\n".join(blocks)


def test_nothing_is_lost(plan: PlanText) -> None:
    text = set_plan(plan).document.toPlainText()
    assert plan.preamble in text
    assert "附注一行" in text
    assert all(row.text in text for row in tasks_of(plan))
    assert all(measure.text in text for chapter in plan.chapters for measure in chapter.measures)


def test_items_stand_in_order(plan: PlanText) -> None:
    made = set_plan(plan)
    assert [item.first for item in made.items] == sorted(item.first for item in made.items)
    assert [item.ref.kind for item in made.items[:4]] == ["plan", "chapter", "measure", "task"]
    assert len(made.items) == 1 + 4 + 8 + 24


def test_a_card_holds_number_text_deadline_and_duties(plan: PlanText) -> None:
    words = words_of(set_plan(plan), ItemRef(1, "task", 6))
    assert words.startswith("6　对年取水")
    assert "时限 2026年底前" in words
    assert "● 各县（市、区）人民政府" in words


def test_every_block_finds_its_item(plan: PlanText) -> None:
    made = set_plan(plan)
    for number, item in enumerate(made.items):
        assert made.at_block(item.first) == made.at_block(item.last) == number


def test_targets_are_underlined(plan: PlanText) -> None:
    made = set_plan(plan)
    item = made.items[made.number_of(ItemRef(1, "measure", 1))]
    block = made.document.findBlockByNumber(item.last)
    underlined, walk = "", block.begin()
    while not walk.atEnd():
        if walk.fragment().charFormat().fontUnderline():
            underlined += walk.fragment().text()
        walk += 1
    assert underlined == "建成节水型企业120家"


def test_a_text_that_stands_just_above_is_not_repeated(plan: PlanText) -> None:
    chapter = plan.chapters[0]
    measure = chapter.measures[0]
    measure = replace(measure, text=f"前言。{measure.tasks[0].text}后语。")
    plan = replace(plan, chapters=(replace(chapter, measures=(measure,)), *plan.chapters[1:]))
    made = set_plan(plan)
    assert made.document.toPlainText().count(measure.tasks[0].text) == 1
    assert "内容与上文一致" in words_of(made, measure.tasks[0].ref)
    assert measure.tasks[1].text in words_of(made, measure.tasks[1].ref)


def test_loose_tasks_and_notice_have_their_place(plan: PlanText) -> None:
    loose = replace(tasks_of(plan)[0], ref=ItemRef(1, "task", 99), text="另行安排的一项工作")
    made = set_plan(replace(plan, loose_tasks=(loose,), notice="现印发给你们。"))
    assert "另行安排" in words_of(made, loose.ref)
    assert "现印发给你们。" in made.document.toPlainText()


def test_larger_text_is_larger(plan: PlanText) -> None:
    sizes = []
    for zoom in (1.0, 1.5):
        document = set_plan(plan, zoom).document
        document.setTextWidth(600)
        sizes.append(document.size().height())
    assert sizes[1] > 1.5 * sizes[0]
