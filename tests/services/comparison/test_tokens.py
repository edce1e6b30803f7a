"""What a clause is about."""

from __future__ import annotations

from app.services.comparison.tokens import places_of, tokens_of


def about(text: str, places: tuple[str, ...] = ()) -> set[str]:
    return {token for token, weight in tokens_of(text, places).weights if weight == 1.0}


def test_words_of_the_genre_are_cut() -> None:
    assert about("持续推进路灯更换") == {"路灯", "灯更", "更换"}


def test_width_marks_and_figures_do_not_count() -> None:
    assert about("“路灯”３０盏ＬＥＤ") == about("路灯12盏led")


def test_names_of_the_places_do_not_count() -> None:
    places = places_of(["南通市", "云岭市"])
    assert {"江苏省", "江苏", "云岭"} <= set(places)
    assert about("江苏省路灯", places) == about("云岭市路灯", places) == {"路灯"}


def test_the_kind_of_action_is_told() -> None:
    assert tokens_of("淘汰三轮车", ()).actions == tokens_of("三轮车退出", ()).actions == {"淘汰关停"}


def test_what_is_narrowed_in_brackets_stays() -> None:
    assert "灯杆" in about("路灯（含灯杆）")
