"""The strings of a row."""

from __future__ import annotations

from dataclasses import replace

from app.services.rows import TaskRow
from app.ui.itemmodels.task_rows import (
    INDEX,
    Band,
    PreparedRow,
    group_key,
    lead_words,
    other_words,
    prepare,
    state_words,
)
from tests.ui.pages.invented import duty, make_task


def with_duties(*duties: object) -> TaskRow:
    return replace(make_task(1, 3, 1, 1, "灌区"), assignments=duties, et_al=False)  # type: ignore[arg-type]


def cell(row: PreparedRow, key: str) -> str:
    return row.cells[INDEX[key]]


def test_lead_and_support() -> None:
    row = with_duties(duty(0, "lead"), duty(1, "support", 2), duty(2, "support", 3))
    assert lead_words(row) == ("● 市水务局", False)
    assert other_words(row) == "○ 市发展改革委、市工业和信息化局"


def test_first_of_a_joint_list_is_named_as_such() -> None:
    row = with_duties(duty(0, "joint"), duty(1, "joint", 2))
    assert lead_words(row) == ("首列 市水务局", True)
    assert other_words(row) == "◎ 市水务局、市发展改革委"


def test_two_leads() -> None:
    assert lead_words(with_duties(duty(0, "lead"), duty(1, "lead", 2)))[0] == "● 市水务局、市发展改革委"


def test_inherited_duties_are_not_in_the_grid() -> None:
    assert other_words(with_duties(duty(0, "sole"), duty(6, "implement", 2, inherited=True))) == ""


def test_et_al_stands_before_those_who_implement() -> None:
    row = replace(with_duties(duty(0, "lead"), duty(1, "support", 2), duty(6, "implement", 3)), et_al=True)
    listed, _, implement = other_words(row).partition(" 等 ")
    assert listed == "○ 市发展改革委"
    assert implement.startswith("▲ ")


def test_et_al_is_kept() -> None:
    row = replace(with_duties(duty(0, "lead"), duty(1, "support", 2)), et_al=True)
    assert other_words(row).endswith("市发展改革委 等")


def test_prepared_cells() -> None:
    row = prepare(replace(make_task(1, 7, 1, 1, "灌区"), remarks=2, remark_states=("未处理", "已办结")))
    assert (cell(row, "doubts"), cell(row, "remarks"), cell(row, "state")) == ("1", "2", "未处理 1")
    assert row.tones[INDEX["state"]] == "amber"


def test_states() -> None:
    assert [state_words(states) for states in ([], ["已办结"], ["未处理", "未处理"])] == ["", "已办结", "未处理 2"]


def test_a_missing_deadline_column_is_empty() -> None:
    row = prepare(replace(make_task(1, 1, 1, 1, "灌区"), deadline_raw=None, deadline_kind="none"))
    assert cell(row, "deadline") == ""


def test_group_names() -> None:
    row = make_task(1, 2, 1, 1, "灌区")
    names = [group_key(group, lambda version, number: f"第{version}.{number}")(row) for group in
             ("chapter", "agency", "deadline")]  # fmt: skip
    assert names == ["第1.1", "市工业和信息化局", "2026年"]


def test_band_text() -> None:
    assert Band("二、抓实", 3).text == "二、抓实　3 项"
