"""落实情况 in sentences, as form 7 (落实情况对照表) carries them: 差距 and 修改建议."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.services.comparison.coverage_model import ClauseCoverage, Coverage, State
from app.services.comparison.difference import Side
from app.services.comparison.figure_verdicts import FigurePair
from app.services.comparison.target_differences import figure_sentence
from app.services.comparison.wording import brief

NAMES = ("上级", "本方案")
NEAR_WORDS = "仅有相近表述，请核对"
_MOST = 4


def sentence_of(result: Coverage) -> str:
    """What is carried out, what is missing, weaker, stricter, and what does not concern us."""
    if result.state == State.OUTSIDE:
        return f"不涉及：{result.reason}。"
    parts = [*_lacking(result), *_weaker(result), *_figures(result.figures), *_rest(result)]
    head = "未见对应内容。" if result.state == State.MISSING else ""
    if not parts and not head:
        return "各项要求均有对应内容。"
    return head + "".join(f"{part.rstrip('。')}。" for part in parts)


def _lacking(result: Coverage) -> Iterator[str]:
    missing = [one for one in result.clauses if one.state == State.MISSING]
    if missing and result.state != State.MISSING:
        mostly = result.state in {State.MET, State.STRICTER}
        yield f"主要要求已有对应内容，未单列：{_quoted(missing)}" if mostly else f"未体现：{_quoted(missing)}"
    near = [one for one in result.clauses if one.state == State.PARTLY and one.note == NEAR_WORDS]
    if near:
        yield f"{NEAR_WORDS}：{_quoted(near)}"
    partly = [one for one in result.clauses if one.state == State.PARTLY and one.note != NEAR_WORDS]
    yield from (f"“{brief(one.text, 30)}”{one.note}" for one in partly)


def _quoted(clauses: Iterable[ClauseCoverage]) -> str:
    said = [f"“{brief(one.text, 30)}”" for one in clauses]
    more = f"等{len(said)}项" if len(said) > _MOST else ""
    return "、".join(said[:_MOST]) + more


def _weaker(result: Coverage) -> Iterator[str]:
    for one in result.clauses:
        if one.note and one.state in {State.WEAKER, State.STRICTER}:
            kind = one.timing or ("力度弱于上级" if one.state == State.WEAKER else "严于上级")
            yield f"“{brief(one.text, 30)}”{kind}：{one.note}"


def _figures(pairs: Iterable[FigurePair]) -> Iterator[str]:
    yield from (figure_sentence(one, NAMES, of_right=True) for one in pairs if one.side != Side.SAME)


def _rest(result: Coverage) -> Iterator[str]:
    outside = [one for one in result.clauses if one.state == State.OUTSIDE]
    if outside:
        reasons = "；".join(dict.fromkeys(one.note for one in outside))
        yield f"另有{len(outside)}项要求不涉及（{reasons}）"


def advice_of(result: Coverage) -> str:
    """What to write, or what to explain."""
    if result.state == State.MISSING:
        return "建议补充相应任务，明确责任单位和时限，或说明不涉及的理由。"
    advice = []
    if any(one.side == Side.LEFT for one in result.figures) or any(one.state == State.WEAKER for one in result.clauses):
        advice.append("建议按上级要求调整，或说明上级另行下达本地的指标、时限。")
    if result.missing and result.state != State.MET:
        advice.append("建议补充未体现的内容，或说明不涉及的理由。")
    return "".join(advice)
