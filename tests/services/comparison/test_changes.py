"""Differences of two passages, clauses and sentences."""

from __future__ import annotations

from hypothesis import given, strategies as st

from app.services.comparison.changes import changed_spans, figures_changed, marks
from app.services.comparison.sentences import clauses, sentences

TEXT = st.text(alphabet="扫地浇花12.5%年，。；（）“”《》\n", max_size=40)


@given(TEXT, TEXT)
def test_what_is_not_marked_is_equal(one: str, other: str) -> None:
    spans = changed_spans(one, other)

    def kept(text: str, ranges: list[tuple[int, int]]) -> str:
        return "".join(char for index, char in enumerate(text) if not any(a <= index < b for a, b in ranges))

    first, second = kept(one, [c.one for c in spans]), kept(other, [c.other for c in spans])
    # A figure is marked whole, so that a sign of it may be equal on both sides; nothing else may be.
    assert first == second or any(char.isdigit() for char in one + other)


@given(TEXT, TEXT)
def test_swapped_texts_have_the_same_marks(one: str, other: str) -> None:
    assert marks(one, other) == marks(other, one)[::-1]


@given(TEXT)
def test_equal_texts_have_no_marks(text: str) -> None:
    assert marks(text, text) == ((), ())


def test_figures_are_taken_whole() -> None:
    assert [c.words for c in figures_changed("达到13.5%。", "达到14.5%。")] == [("13.5%", "14.5%")]


@given(TEXT)
def test_pieces_lie_in_their_text(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in (*sentences(text), *clauses(text)))


def test_brackets_are_not_cut() -> None:
    assert [one.text for one in sentences("扫地（先里；后外）。浇花；修路")] == ["扫地（先里；后外）", "浇花", "修路"]
    assert [one.text for one in clauses("扫地（先里，后外），浇花")] == ["扫地（先里，后外）", "浇花"]
