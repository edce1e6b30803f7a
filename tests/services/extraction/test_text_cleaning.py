from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.documents.source import SourceDocument, Span
from app.services.extraction.text_cleaning import EMPTY, Flow, clean, join, width


def flow_of(*lines: str) -> Flow:
    text = "".join(lines)
    spans: list[Span] = []
    at = 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line)
    return clean(SourceDocument("text", text, ()), spans)


@pytest.mark.parametrize(
    ("raw", "clean_text"),
    [
        ("到 2025 年，增长 12%左右", "到2025年，增长12%左右"),
        ("PM_{2.5}和 PM _{10}", "PM2.5和PM10"),
        ("安装 GPS Tracker 终端", "安装GPS Tracker终端"),
        ("　　全市\ufeff范围", "全市范围"),
        ("a  b", "a b"),
        ("", ""),
    ],
)
def test_white_space_and_subscripts(raw: str, clean_text: str) -> None:
    assert flow_of(raw).text == clean_text


def test_lines_meet_without_a_blank() -> None:
    assert flow_of("标准（DB12/34-", "2022）执行").text == "标准（DB12/34-2022）执行"


def test_punctuation_stays_as_printed() -> None:
    assert flow_of("车(船)、路,港").text == "车(船)、路,港"


def test_index_points_to_the_same_characters() -> None:
    text = "清 理 PM_{2.5} 站 A B"
    flow = flow_of(text)
    assert all(text[i] == c for c, i in zip(flow.text, flow.index, strict=True))


@given(st.text(alphabet="河湖 A1_{}.5%\t（）", max_size=40))
def test_nothing_but_typesetting_is_dropped(raw: str) -> None:
    flow = flow_of(raw)
    dropped = [raw[i] for i in range(len(raw)) if i not in set(flow.index)]
    assert all(c.isspace() or c in "_{}" for c in dropped)
    assert list(flow.index) == sorted(set(flow.index))


def test_cut_strip_and_join_keep_the_index() -> None:
    flow = flow_of("。甲乙。")
    assert flow.strip("。").index == (1, 2)
    joined = join([flow.cut(0, 1), EMPTY, flow.cut(2)], "\n")
    assert (joined.text, joined.index) == ("。\n乙。", (0, -1, 2, 3))
    assert joined.without_breaks().text == "。乙。"


def test_source_range_ignores_virtual_characters() -> None:
    assert join([flow_of("甲"), flow_of("甲")], "\n").source() == (0, 1)
    assert EMPTY.source() == (0, 0)


def test_width_counts_half_and_full_characters() -> None:
    assert width("河道A1") == 3.0
