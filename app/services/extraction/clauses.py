"""Responsibility clauses in running text: in brackets at the end of a sentence, or as lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.services.extraction import special_bodies
from app.services.extraction.duty_sentences import duty_sentences
from app.services.extraction.duty_words import LABEL_AT, LABEL_INSIDE, find_tail, label_kind, unbroken
from app.services.extraction.lexicon import AgencyName, Lexicon
from app.services.extraction.name_lists import split_parts, without_head, without_others

_PAIRS: Final = {"（": "）)", "(": "）)", "【": "】", "[": "]", "〔": "〕"}
_DUTY_LABELS: Final = frozenset({"lead", "support", "implement", "duty"})
_LINE: Final = re.compile(
    r"(?:(?<=[。；;\n\r])|^)[ \t　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).、．][ \t]*)?"
    r"(?P<label>(?:牵头|责任|主责|主办|承办|负责|配合|落实|实施)(?:责任)?(?:单位|部门|处室|科室|主体)|(?:责任|任务|职责|部门)分工)"
    r"[ \t　]*[:：]"
)
_LINE_END: Final = re.compile(
    r"[。\n\r]|(?<=[\u4e00-\u9fff）)，,])(?=\d{1,2}[.．](?!\d))|(?=（[一二三四五六七八九十]{1,3}）)|$"
)
_NEXT_LINE: Final = re.compile(
    r"[。]?\s*(?:(?:牵头|责任|主责|主办|承办|负责|配合|协办|参与|落实|实施|支持|指导|督促)(?:责任)?"
    r"(?:单位|部门|处室|科室|主体)|完成(?:时限|期限|时间)|时间节点|责任领导|责任人)[ \t　]*[:：]"
)
_LATE: Final = re.compile(
    r"[；;，,。]\s*(?P<raw>(?:到|于|力争)?(?:20\d\d年|(?:1[0-2]|[1-9])月(?:[、和](?:1[0-2]|[1-9])月)*|[上下]半年|年内|年底|全年|每年|每季|每月|持续|长期|“?十[三四五六]五)[^，,；;。、]{0,16})[。]?$"
)
_BLANKET: Final = re.compile(r"以下[^。]{0,80}?(?:不再|均需|均由)[^。]{0,40}。?$")
_BODY_END: Final = re.compile(
    r"(?:[局厅委部办署行院会联协社队站所处室科股厂场港区市县州盟旗镇乡校馆台]|政府|部门|单位|公司|集团|中心|海关|街道|企业|高校|[（(](?:管委会|办事处|街道)[）)]|专班|小组|各地|地方|地区|各方|各级)$"
)
#: 甲牵头，会同乙推进: what follows the leader need not end with role words.
_LED: Final = re.compile(r"(?:由)?(?P<who>[^，,；;。]{2,60}?)(?:牵头|主责|主办)[，,；;]\s*(?:并)?(?:会同|联合|商)")
_SENTENCE_BREAK: Final = "。；;！!？?\n\r"


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: its range in the text (brackets included) and its words without them."""

    start: int
    end: int
    raw: str
    deadline_raw: str | None = None
    bracketed: bool = True


def find_clauses(text: str, lexicon: Lexicon | None = None) -> tuple[Clause, ...]:
    """Every responsibility clause of ``text``, in order; they do not overlap."""
    found: list[Clause] = []
    for start, end in _bracket_groups(text):
        if any(start < c.end and c.start < end for c in found):
            continue
        inner = text[start + 1 : end - 1]
        if _is_clause(text, start, end, inner, lexicon):
            found.append(Clause(start, end, inner.strip(), _deadline_in(inner)))
    found += _lines(text, found)
    for start, end, late in duty_sentences(text, lexicon or Lexicon.shipped()):
        if not any(start < c.end and c.start < end for c in found):
            found.append(Clause(start, end, text[start:end].strip(), late, bracketed=False))
    return tuple(sorted(found, key=lambda clause: clause.start))


def _bracket_groups(text: str) -> list[tuple[int, int]]:
    """Balanced bracket groups, outer ones first."""
    stack: list[tuple[int, str]] = []
    groups: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            stack.append((at, _PAIRS[char]))
        elif stack and char in stack[-1][1]:
            groups.append((stack.pop()[0], at + 1))
    return sorted(groups, key=lambda g: (g[0], -g[1]))


def _is_clause(text: str, start: int, end: int, inner: str, lexicon: Lexicon | None) -> bool:
    words = unbroken(re.sub(r"\s+", "", inner))
    if len(words) < 3:
        return False
    if any(label_kind(word) in _DUTY_LABELS for word in _labels(words)):
        return True
    core = _BLANKET.sub("", _without_deadline(words)).rstrip("。；;，,")
    core = _LATE.sub("", core)
    for part in (core, *re.split(r"[；;]", core)):  # 市甲局牵头；其余事项按程序办理
        tail = find_tail(part)
        if tail is not None:
            return _names_precede(part[: tail.start])
    led = _LED.match(core)
    if led is not None and _names_precede(led["who"]):
        return True
    before = text[:start].rstrip()[-1:]
    after = text[end:].lstrip()[:1]
    at_end = before in _SENTENCE_BREAK or after in _SENTENCE_BREAK or not after
    return at_end and _only_bodies(core, lexicon or Lexicon.shipped())


def _labels(words: str) -> list[str]:
    return [m["word"] for pattern in (LABEL_AT, LABEL_INSIDE) for m in pattern.finditer(words)]


def _without_deadline(words: str) -> str:
    """The clause up to 完成时限：."""
    first = min((m.start("word") for p in (LABEL_AT, LABEL_INSIDE) for m in p.finditer(words)), default=0)
    return words[:first] if first else words


def _names_precede(words: str) -> bool:
    """Whether the text before the role words ends like a list of bodies."""
    last = without_others(words)[0]
    parts = [part.text for part in split_parts(last) if part.text]
    return bool(parts) and _BODY_END.search(parts[-1]) is not None and len(parts[-1]) <= 40


def _only_bodies(words: str, lexicon: Lexicon) -> bool:
    """市甲局、市乙局 without any role word: every part must be a listed body."""
    names = [without_others(without_head(part.text))[0] for part in split_parts(words)]
    names = [name for name in names if name]
    found = [lexicon.find(name) for name in names]
    return any(map(_listed, found)) and all(_listed(body) or _beside(body) for body in found)


def _listed(found: AgencyName) -> bool:
    return found.known and found.kind is not None and found.order < special_bodies.LOCAL_ORDER and found.order != 6900


def _beside(found: AgencyName) -> bool:
    """A body that may stand beside bureaus in a list without role words: counties, parks, enterprises, everybody."""
    return found.known and (found.kind is not None or found.order == special_bodies.EVERYBODY_ORDER)


def _deadline_in(inner: str) -> str | None:
    """The words behind 完成时限： or a date that stands alone at the clause's end."""
    marks = sorted(
        {(m.start("word"), m.end("colon"), m["word"]) for p in (LABEL_AT, LABEL_INSIDE) for m in p.finditer(inner)}
    )
    for at, (_, end, word) in enumerate(marks):
        if label_kind(word) == "deadline":
            stop = next((start for start, _, _ in marks[at + 1 :] if start >= end), len(inner))
            return inner[end:stop].strip(" \t\r\n　，,；;。") or None
    late = _LATE.search(inner.strip())
    return late["raw"] if late else None


def _lines(text: str, taken: list[Clause]) -> list[Clause]:
    """责任单位：… without brackets, with the labels that follow it."""
    found: list[Clause] = []
    at = 0
    while (match := _LINE.search(text, at)) is not None:
        start, end = match.start("label"), _line_end(text, match.end())
        at = max(end, match.end())
        if any(c.start <= start < c.end for c in taken):
            continue
        raw = text[start:end].strip()
        found.append(Clause(start, start + len(text[start:end].rstrip()), raw, _deadline_in(raw), False))
    return found


def _line_end(text: str, at: int) -> int:
    end = at
    while True:
        stop = _LINE_END.search(text, end)
        end = stop.start() if stop else len(text)
        following = _NEXT_LINE.match(text, end)
        if following is None or following.end() == end:
            break
        end = following.end()
    return end + 1 if text[end : end + 1] == "。" else end
