from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from app.services.reports.chinese import NO_END, NO_START, SetLine, break_after, break_lines, clean, solid_after

TEXT = st.text(alphabet="市县发展（），。；“”《》—…、12.5%PMabVOCs ㎡\n", max_size=120)


def lines_of(text: str, ems: float, **options: bool) -> list[str]:
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    return [text[line.start : line.end] for line in break_lines(text, widths, ems, em=1.0, **options)]


def set_lines(text: str, ems: float) -> list[SetLine]:
    return break_lines(text, [0.5 if char.isascii() else 1.0 for char in text], ems, em=1.0)


def test_breaks_between_any_two_characters() -> None:
    assert lines_of("推进养老服务", 4) == ["推进养老", "服务"]


def test_comma_is_squeezed_in_rather_than_pushed_out() -> None:
    assert lines_of("推进养老，服务", 4) == ["推进养", "老，服务"]
    assert lines_of("推进，养老，服务", 5) == ["推进，养老，", "服务"]


def test_no_line_ends_with_an_opening_sign() -> None:
    assert lines_of("推进养（老）", 4)[0] == "推进养"


def test_number_with_its_percent_sign_stays_whole() -> None:
    assert lines_of("达到1234.5%以上", 5) == ["达到", "1234.5%", "以上"] or lines_of("达到1234.5%以上", 5)[
        1
    ].startswith("1234.5%")


def test_dash_pair_is_not_torn() -> None:
    assert lines_of("服务养老——老", 5) == ["服务养老", "——老"]


def test_sign_of_a_role_stays_with_its_word() -> None:
    assert break_after("；▲ 落实", [False] * 5)[1:3] == [False, False]
    assert break_after("甲局 落实", [False] * 5)[2]


def test_word_longer_than_the_line_is_cut() -> None:
    assert lines_of("abcdefgh", 2) == ["abcd", "efgh"]


def test_forced_line_end() -> None:
    assert lines_of("养老\n服务", 9) == ["养老", "服务"]


def test_blank_text_is_one_empty_line() -> None:
    assert lines_of("", 9) == [""]


def test_full_line_is_spread_and_the_last_is_not() -> None:
    first, *_, last = set_lines("服务养老推进PM2.5协同治理行动计划", 10.2)
    assert first.gap > 0
    assert abs(first.width - 10.2) < 1e-6
    assert last.gap == 0
    assert last.last


def test_wide_gap_stays_ragged() -> None:
    first = set_lines("养老abcdefghijkl", 7)[0]
    assert first.gap == 0


def test_indent_shortens_the_first_line_only() -> None:
    widths = [1.0] * 9
    lines = break_lines("养老服务推进行动年", widths, 5, em=1.0, indent=2)
    assert [line.end - line.start for line in lines] == [3, 5, 1]


def test_clean_drops_what_cannot_be_printed() -> None:
    assert clean("养\x00老\u200b服\ufeff务\r\n𬭎\t㛃") == "养老服务\n𬭎 㛃"


def test_solid_holds_words_not_chinese() -> None:
    assert solid_after("到2025年") == [False, True, True, True, False, False]


@given(TEXT, st.floats(1, 30))
def test_nothing_is_lost_but_blanks(text: str, measure: float) -> None:
    kept = "".join(lines_of(text, measure))
    assert "".join(kept.split()) == "".join(text.split())


@given(TEXT, st.floats(1.01, 30))
def test_no_line_is_wider_than_the_measure(text: str, measure: float) -> None:
    assert all(line.width <= measure + 1e-6 for line in set_lines(text, measure))


@given(TEXT, st.floats(1, 30))
def test_lines_follow_each_other(text: str, measure: float) -> None:
    lines = set_lines(text, measure)
    assert all(left.end <= right.start for left, right in pairwise(lines))


@given(st.text(alphabet="市县发展（），。；“”《》", min_size=1, max_size=80).filter(lambda t: longest_glue(t) < 8))
def test_closing_signs_never_begin_and_opening_never_end_a_line(text: str) -> None:
    lines = lines_of(text, 8)
    assert not any(line[0] in NO_START for line in lines[1:])
    assert not any(line[-1] in NO_END for line in lines[:-1])


def longest_glue(text: str) -> int:
    """Length of the longest stretch that may not be broken."""
    longest = run = 1
    for left, right in pairwise(text):
        run = run + 1 if left in NO_END or right in NO_START else 1
        longest = max(longest, run)
    return longest
