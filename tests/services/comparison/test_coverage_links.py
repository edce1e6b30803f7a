"""What of the plan above is said in quite other words."""

from __future__ import annotations

from app.services.comparison.coverage import coverage
from app.services.comparison.coverage_model import Coverage, State
from app.services.comparison.items import compared
from tests.services.comparison.test_coverage import plan
from tests.services.comparison.test_rewording import OWN_WORDS


def covered(*mine: str) -> Coverage:
    """How the fifth measure of the plan above is carried out."""
    superior = compared(plan(*(one for one, _ in OWN_WORDS), region=None), "measure")
    return coverage(superior, plan(*mine))[4]


def test_quite_other_words_are_near_not_missing() -> None:
    found = covered(*(other for _, other in OWN_WORDS))
    assert found.state == State.PARTLY
    assert found.sentence.startswith("仅有相近表述，请核对：“校车沿线增补反光镜”")
    assert [place.cite for place in found.by] == ["正文第（五）条"]


def test_what_no_measure_says_is_missing() -> None:
    mine = [other for _, other in OWN_WORDS]
    mine[4] = "茶山步道设休息亭。"
    assert covered(*mine).state == State.MISSING
