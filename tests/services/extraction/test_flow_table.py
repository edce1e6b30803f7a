"""Tables in flowing text: printed as such, then read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from app.services.extraction.body_lines import body_lines
from app.services.extraction.flow_table import FlowTable, read_flow_table
from app.services.extraction.headers import Kind
from app.services.extraction.similarity import Texts
from tests.services.extraction.making import text_document, wrap

HEAD = "序号 重点工作任务 完成时限 责任分工"
TITLES = ["疏浚骨干河道和山塘", "淘汰分散燃煤小锅炉", "修复废弃矿山和边坡"]
MEASURES = Texts(TITLES, ["清淤。", "改电。", "复绿。"])


def table(text: str, measures: Texts = MEASURES) -> FlowTable:
    document = text_document(text)
    found = read_flow_table(body_lines(document, range(len(document.lines))), measures)
    assert found is not None
    return found


def rows(text: str) -> list[tuple[str, ...]]:
    found = table(text)
    at = {c.kind: i for i, c in enumerate(found.columns)}
    kinds = (Kind.CATEGORY, Kind.TEXT, Kind.DEADLINE, Kind.DUTY)
    return [
        (r.label.text, *(r.cells[at[k]].text if k in at and at[k] in r.cells else "" for k in kinds))
        for r in found.rows
    ]


def test_cells_on_lines_of_their_own() -> None:
    text = f"{HEAD}\n\n1\n\n疏浚骨干\n河道和山\n塘\n\n清理淤泥两万方。\n\n持续推进\n\n市水利局牵头，市财政\n局配合。\n"
    assert rows(text) == [("1", TITLES[0], "清理淤泥两万方。", "持续推进", "市水利局牵头，市财政局配合。")]


def test_cells_on_one_line() -> None:
    text = f"{HEAD}\n1 疏浚骨干\n河道和山塘\n"
    text += "清理淤泥两万方。 2026年 市水利局负责。\n2 开展巡查。 持续推进 市水利局负责。\n"
    assert rows(text) == [
        ("1", TITLES[0], "清理淤泥两万方。", "2026年", "市水利局负责。"),
        ("2", "", "开展巡查。", "持续推进", "市水利局负责。"),
    ]


@pytest.mark.parametrize("stray", ["2", "3", "30"])
def test_a_number_inside_a_sentence_is_no_row(stray: str) -> None:
    text = f"{HEAD}\n1\n\n疏浚骨干\n河道和山塘\n\n充分发挥单机\n{stray}\n\n"
    text += "万千瓦机组的供热能力。\n\n持续推进\n\n市能源局负责。\n\n"
    text += "2\n\n开展巡查。\n\n持续推进\n\n市水利局负责。\n"
    found = rows(text)
    assert [r[0] for r in found] == ["1", "2"]
    assert found[0][2] == f"充分发挥单机{stray}万千瓦机组的供热能力。"


def test_repeated_heads_and_rows_split_by_them() -> None:
    text = f"{HEAD}\n1\n\n清理淤泥，加固\n\n持续推进\n\n市水利局、市\n{HEAD}\n岸坡。\n\n"
    text += "财政局负责。\n\n2\n\n巡查。\n\n2026年\n\n市水利局负责。\n"
    found = rows(text)
    assert (found[0][2], found[0][4]) == ("清理淤泥，加固岸坡。", "市水利局、市财政局负责。")
    assert len(table(text).heads) == 2


def test_head_with_letters_under_each_other_and_no_deadline() -> None:
    text = (
        "序\n号\n重点工作任务\n责任分工\n1\n\n清理淤泥两万方。\n\n市水利局负责。\n\n2\n\n巡查堤防。\n\n市水利局负责。\n"
    )
    assert [(r[0], r[2], r[4]) for r in rows(text)] == [
        ("1", "清理淤泥两万方。", "市水利局负责。"), ("2", "巡查堤防。", "市水利局负责。"),
    ]  # fmt: skip


def test_notes_below_the_table_are_not_part_of_it() -> None:
    text = f"{HEAD}\n1\n\n清理淤泥。\n\n持续推进\n\n市水利局负责。\n\n注：以上任务按季度调度。\n"
    assert rows(text)[-1][4] == "市水利局负责。"


def test_running_text_is_no_table() -> None:
    document = text_document("为治水，制定本方案。\n一、总则\n坚持治水。\n")
    assert read_flow_table(body_lines(document, range(len(document.lines))), MEASURES) is None


_BODIES = ["市水利局", "市财政局", "市生态环境局", "市农业农村局", "市住房和城乡建设局", "市交通运输局"]
_SENTENCES = [
    "到2026年，清理淤泥30万立方米以上。", "完善管护制度，落实专人巡查。", "推广VOCs含量低的涂料，严控源头。",
    "鼓励有条件的地区先行先试。", "对单机5万千瓦及以上机组开展改造。",
]  # fmt: skip
_ROW = st.tuples(
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4),
    st.sampled_from(["持续推进", "2026年", "2027年底前", "长期坚持"]),
    st.lists(st.sampled_from(_BODIES), min_size=1, max_size=5, unique=True),
    st.sampled_from(["按职责分工负责。", "等按职责分工负责。", "负责。"]),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_ROW, min_size=1, max_size=9))
def test_a_table_printed_as_flowing_text_comes_back(
    made: list[tuple[list[str], str, list[str], str, bool, bool]],
) -> None:
    out, want = [HEAD, ""], []
    for number, (sentences, deadline, bodies, role, labelled, blank) in enumerate(made, 1):
        label = TITLES[number % 3] if labelled else ""
        text, duty = "".join(sentences), "、".join(bodies) + role
        out += [str(number), "", *wrap(label, 5), *([""] if label else []), *wrap(text, 24), ""]
        out += [deadline, *([""] if blank else []), *wrap(duty, 12), ""]
        want.append((str(number), label, text, deadline, duty))
    assert rows("\n".join(out)) == want
