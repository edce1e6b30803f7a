"""Naming what a figure is about: the indicator in front of it, or the thing behind the verb."""

from __future__ import annotations

import re
from typing import Final

from app.services.extraction import target_words as words

_LEAD_IN: Final = re.compile(
    r"^(?:(?:主要|总体|工作|具体)?目标(?:是|为)?|其中|同时|并|且|力争|努力|确保|争取|到(?!位)|至少?|截至|在(?!建|营|册|校|岗|线|用|外|园|轨|职|保|库)|于|从(?!业|事|严)|自(?!然|主|动|来|治|行|费|愿|贸|建|备|助|有)|全面|加快|继续|进一步|持续|基本|[,，、；;：:]|和|及|以及"
    r"|[“\"]?十[二三四五六]五[”\"]?(?:末|期末|时期|期间)?|20\d\d(?:[—–~～\-至到]20\d\d)?年(?:度)?(?:年?底|末|内)?(?:之?前|以前)?(?:起|开始)?)"
)
_TAIL: Final = re.compile(
    r"(?:[≥≤＞＜<>]=?|宜|应|须|分别|均|都|各|约|近|累计|总体|力争|努力|争取|确保|基本|原则上|同比|再|达到|达|到|至|为|是|在|保持|稳定|控制|维持|不低于|不少于|不超过|不高于|超过|突破|至少|低于|高于|大于|小于|提高|提升|增加|增长"
    r"|扩大|下降|降低|减少|削减|压减|压缩|缩短|降|升|增|上升|改善|完成|实现|，|、|(?<!占)比|较|[“\"]?十[三四]五[”\"]?末?|20\d\d年(?:底|末)?|上年(?:度)?|水平|相比|基础上)$"
)
_KEEP_TAIL: Final = re.compile(r"(?:年均增长|年均增速|年均下降|平均水平|增速|增幅|降幅|增长率|下降率)$")
_LINKS: Final = re.compile(r"、|以及|和|及|与")
_CONTEXT_END: Final = re.compile(r"(?:中|内|时|方面|时期|期间|里)$")
_GENERIC: Final = re.compile(
    r"(?:全市|全省|县城|城区|农村|城市|重点区域|县级|市级|省级|[\u4e00-\u9fff]{1,6}[省市县区])$"
)


def trim(text: str) -> str:
    """The indicator without years, effort words, verbs and bounds around it."""
    name = without_lead_in(text)
    name = words.SCOPE.sub("", name) if len(words.SCOPE.sub("", name)) > 2 else name
    previous = ""
    while name and name != previous and not _KEEP_TAIL.search(name):
        previous = name
        name = _TAIL.sub("", name).strip()
    return name[-80:]


def without_lead_in(text: str) -> str:
    """The text without years and words of effort in front."""
    previous, name = "", text.strip()
    while name and name != previous:
        previous = name
        name = _LEAD_IN.sub("", name).strip()
    return name


def scope_of(text: str) -> str | None:
    """全市, 建成区 … in front of the indicator."""
    match = words.SCOPE.match(without_lead_in(text))
    return match.group() if match else None


def split_names(subject: str) -> list[str]:
    """水路、铁路货运量 → 水路货运量, 铁路货运量: heads share the tail of the last."""
    depth, cuts = 0, []
    for at, char in enumerate(subject):
        depth += (char in "（(") - (char in "）)")
        link = _LINKS.match(subject, at) if depth == 0 else None
        if link is not None and at > 0 and link.end() < len(subject):
            cuts.append((at, link.end()))
    if not cuts:
        return [subject]
    heads, start = [], 0
    for a, b in cuts:
        if a > start:
            heads.append(subject[start:a])
        start = b
    heads.append(subject[start:])
    return _with_tail([h for h in heads if h])


def _with_tail(heads: list[str]) -> list[str]:
    last = heads[-1]
    sample = heads[-2] if len(heads) > 1 else ""
    if sample and sample[-1:] == last[-1:]:
        return heads
    shared = last.find("等") if sample else -1
    if shared > 0:  # A、B和C等污染物排放总量
        return [*(head + last[shared:] for head in heads[:-1]), last]
    keep = min(len(last) - 1, max(1, len(sample)))
    tail = last[keep:] if 0 < keep < len(last) else ""
    return [*(head + tail for head in heads[:-1]), last]


def needs_context(clause_before: str) -> bool:
    """Whether the clause before belongs to the name: …车辆中，新能源汽车比例."""
    return _CONTEXT_END.search(clause_before.strip()) is not None


def inherits(name: str) -> bool:
    """县城达到90%以上: only a place, the indicator stands in the clause before."""
    return not name or _GENERIC.fullmatch(name) is not None


def inherited(name: str, before: str) -> str:
    """The indicator of the clause before, with this clause's place."""
    if not name:
        return before
    return name + re.sub(r"^(?:建成区|城区|主城区|城市|全市|全省|市区|县城|农村)", "", before)
