"""The inspector's card as data and as set text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.services.rows import ItemRef
from app.ui.widgets import card as cards
from tests.ui.office import Office


def test_task(office: Office) -> None:
    card = cards.load_card(office.services(), ItemRef(1, "task", 3))
    assert card.kind == "任务 3"
    assert dict(card.fields)["完成时限"] == "持续推进"
    assert dict(card.fields)["对应措施"] == "ref:measure:1:明确工作方向"


def test_measure_names_its_tasks_and_its_chapter(office: Office) -> None:
    card = cards.load_card(office.services(), ItemRef(1, "measure", 2))
    assert card.title == "（二）推广循环用水"
    assert dict(card.fields)["任务"] == "3 项（序号 4、5、6）"
    assert dict(card.fields)["部分"] == "ref:chapter:2:二、抓实工业节水"


def test_chapter_counts(office: Office) -> None:
    card = cards.load_card(office.services(), ItemRef(1, "chapter", 2))
    assert dict(card.fields) == {
        "措施": "3 条",
        "任务": "9 项",
        "方案": "ref:plan:0:云泽市节水型城市建设行动方案",
    }


def test_plan_shows_front_matter_and_warnings_as_doubts(office: Office) -> None:
    plan = office.plans[0]
    office.plans[0] = replace(plan, summary=replace(plan.summary, warnings=("第2页文字层受损",)))
    card = cards.load_card(office.services(), ItemRef(1, "plan", 1))
    assert dict(card.fields)["文号"] == "云政发〔2025〕3号"
    assert card.doubts == ("第2页文字层受损",)


def test_assignments_have_sign_word_and_order(qapp: QApplication, office: Office) -> None:
    html = cards.assignments_html(cards.load_card(office.services(), ItemRef(1, "task", 3)))
    assert html.index("●") < html.index("○")
    assert "牵头" in html


def test_inherited_duties_stand_apart_with_their_clause(qapp: QApplication, office: Office) -> None:
    card = replace(cards.load_card(office.services(), ItemRef(1, "task", 1)), blanket="各地抓好<落实>")
    html = cards.assignments_html(card)
    assert "按统一要求落实：“各地抓好&lt;落实&gt;”" in html


def test_et_al_is_said(qapp: QApplication, office: Office) -> None:
    html = cards.assignments_html(cards.load_card(office.services(), ItemRef(1, "task", 5)))
    assert "单位未列全" in html


def test_text_of_the_plan_cannot_become_markup(qapp: QApplication, office: Office) -> None:
    card = cards.Card(ItemRef(1, "task", 1), "任务", "", fields=(("备注", "<b>甲</b>"),), doubts=("<i>",))
    assert "<b>" not in cards.fields_html(card)
    assert "<i>" not in cards.doubts_html(card)
