"""Characters that were not read surely: said in a note, found again in the text."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.services.weak_signs import note_of, ranges_in

SIGNS = st.text(alphabet="市局牵头，。、【】①7", min_size=1, max_size=40)


def test_character_stands_between_its_neighbours() -> None:
    assert note_of("市甲局牵头.市乙局", [5], 6) == "文字识别没有把握的字：牵头【.】市乙"


def test_neighbouring_characters_share_their_brackets_and_the_rest_is_left_out() -> None:
    assert note_of("一二三四五六七", [1, 2, 6], 3).endswith("一【二三】四五　五六【七】")
    assert note_of("一二三四五六七", [1, 4, 6], 1).endswith("：一【二】三四")


def test_found_in_a_text_that_is_broken_into_lines() -> None:
    text = "市甲局牵\n头.市乙局"
    assert [text[a:b] for a, b in ranges_in(text, note_of("市甲局牵头.市乙局", [5], 6))] == ["."]


@pytest.mark.parametrize("note", ["", "整段文字识别把握不足", "文字识别没有把握的字：，", "文字识别没有把握的字：甲【"])
def test_other_notes_mark_nothing(note: str) -> None:
    assert ranges_in("市甲局，市乙局", note) == []


def test_corrected_character_is_not_found() -> None:
    assert ranges_in("市甲局牵头，市乙局", note_of("市甲局牵头.市乙局", [5], 6)) == []


@given(SIGNS, st.data())
def test_note_leads_back_to_characters_that_look_the_same(text: str, data: st.DataObject) -> None:
    weak = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), min_size=1)))
    found = ranges_in(text, note_of(text, weak, len(text)))
    assert found
    assert found == sorted(found)
    marked = "".join(text[a:b] for a, b in found)
    said = "".join(text[place] for place in weak)
    assert len(found) < len(_runs(weak)) or marked == said


def _runs(places: list[int]) -> list[int]:
    return [place for place in places if place - 1 not in places]
