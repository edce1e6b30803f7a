from __future__ import annotations

from app.services.extraction.categories import by_content
from app.services.extraction.similarity import Texts
from app.services.extraction.text_cleaning import Flow

TITLES = ["疏浚河道和支流", "淘汰燃煤锅炉", "修复受损山体"]
TEXTS = [
    "清理淤泥垃圾，加固岸坡，恢复水生植物。",
    "改用天然气和电能，拆除烟囱，回收旧设备。",
    "植树种草，挂网喷播，治理滑坡隐患。",
]
MEASURES = Texts(TITLES, TEXTS)


def label(text: str) -> Flow:
    return Flow(text, tuple(range(len(text))))


def read(labels: list[str], texts: list[str]) -> list[tuple[str, str, bool]]:
    found = by_content([label(t) for t in labels], texts, MEASURES)
    return [(c.label.text, c.source, c.by_content) for c in found]


def test_a_blank_label_goes_on_with_the_one_above() -> None:
    found = read([TITLES[0], "", TITLES[1]], ["清理淤泥。", "另作安排。", "拆除烟囱。"])
    assert found[1] == (TITLES[0], "inherited", False)


def test_a_centred_label_is_resolved_by_the_measures_words() -> None:
    found = read([TITLES[0], "", TITLES[1]], ["清理淤泥。", "改用天然气和电能，拆除烟囱。", "回收旧设备。"])
    assert found[1] == (TITLES[1], "resolved", True)


def test_words_of_a_third_measure_resolve_nothing() -> None:
    found = read([TITLES[0], "", TITLES[1]], ["清理淤泥。", "植树种草，挂网喷播，治理滑坡隐患。", "拆除烟囱。"])
    assert found[1][:2] == (TITLES[0], "inherited")


def test_rows_above_the_first_label_are_its() -> None:
    assert read(["", TITLES[2]], ["植树种草。", "治理滑坡。"])[0] == (TITLES[2], "resolved", True)


def test_without_any_label_there_is_none() -> None:
    assert read(["", ""], ["甲。", "乙。"]) == [("", "printed", False)] * 2


def test_a_slip_of_the_pen_still_finds_the_title() -> None:
    assert MEASURES.by_title("疏浚河道和支硫", 72) == 0
    assert MEASURES.by_title("发展冷链物流", 72) is None
    assert MEASURES.by_title("", 72) is None


def test_shares_are_between_nothing_and_all() -> None:
    assert MEASURES.shares("植树种草，挂网喷播")[2] == 1.0
    assert MEASURES.shares("") == [0.0, 0.0, 0.0]
