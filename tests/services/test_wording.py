"""Short official wordings."""

from __future__ import annotations

import pytest

from app.services.wording import (
    agency_display,
    doubt_sentence,
    place_words,
    plain_number,
    restore_level,
    target_phrase,
)


@pytest.mark.parametrize(("value", "words"), [(10.0, "10"), (0.35, "0.35"), (-3.0, "-3"), (1234567.5, "1234567.5")])
def test_plain_number_has_no_needless_point(value: float, words: str) -> None:
    assert plain_number(value) == words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"comparator": ">=", "value": 95.0, "unit": "%", "year": 2025}, "到2025年，≥95%"),
        ({"comparator": "~", "value": 27.0, "unit": "微克/立方米"}, "约27微克/立方米"),
        ({"comparator": "=", "value": 7.0, "value_high": 10.0, "unit": "天"}, "7—10天"),
        (
            {"comparator": "change", "value": -10.0, "unit": "%", "baseline_year": 2020, "bound": ">="},
            "比2020年下降10%以上",
        ),
        ({"comparator": "change", "value": 8.0, "unit": "%"}, "增长8%"),
    ],
)
def test_target_phrase(arguments: dict[str, object], words: str) -> None:
    assert target_phrase(**arguments) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "level", "kind", "shown"),
    [
        ("生态环境局", "市", "政府部门", "市生态环境局"),
        ("市财政局", "市", "政府部门", "市财政局"),
        ("云溪市财政局", "市", "政府部门", "云溪市财政局"),
        ("供电公司", "市", "国有企业", "供电公司"),
        ("各县（市、区）人民政府", "县", "县（市、区）", "各县（市、区）人民政府"),
        ("财政局", None, "政府部门", "财政局"),
    ],
)
def test_restore_level(written: str, level: str | None, kind: str, shown: str) -> None:
    assert restore_level(written, level, kind) == shown


def test_agency_display_names_the_place_only_where_several_meet() -> None:
    facts = ("水务局", "市", "云溪市", "政府部门", ("市水务局", "水务局"))
    assert agency_display(*facts, with_region=False) == "市水务局"
    assert agency_display(*facts, with_region=True) == "云溪市水务局"


def test_agency_display_of_a_body_without_fixed_form_is_its_longest_printed_name() -> None:
    shown = agency_display("海事局", "", "", "中央和省驻市单位", ("海事局", "云溪海事局"), with_region=True)
    assert shown == "云溪海事局"


def test_doubt_sentence_prefers_the_note() -> None:
    assert doubt_sentence("category", "ocr", "左列为空") == "类别：左列为空"
    assert doubt_sentence("category", "ocr").startswith("类别：文字由图像识别")


@pytest.mark.parametrize(("page", "printed", "words"), [(13, "11", "第11页"), (3, None, "文件第3页"), (None, None, "")])
def test_place_words(page: int | None, printed: str | None, words: str) -> None:
    assert place_words(page, printed) == words
