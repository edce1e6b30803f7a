"""Bodies whose names are made of listed names: branches, two plates on one door, merged bureaus of counties."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Protocol, TypeVar

from app.services.extraction.regions import PlaceName

_BRANCH: Final = re.compile(
    r"(?P<whose>.*?)(?P<stem>生态环境|自然资源(?:和规划|规划)?|规划和自然资源|规划资源|资源规划|资规|自规|规自|国土资源"
    r"|公安|市场监督管理|市场监管|市监|住房和城乡建设|城市管理|交通运输|税务|应急管理)(?P<seat>[局委]?)(?P<district>[\u4e00-\u9fff]{0,9})分局"
)
_PLATES: Final = re.compile(r"(?P<first>[^（）]{3,30})（(?P<second>[^（）]{2,30})）")
_MERGED_END: Final = re.compile(r"(?P<stems>[\u4e00-\u9fff]{4,24})(?P<end>局|委员会|委|厅)")
_LINK: Final = "和与"
_STEM_END: Final = re.compile(r"(?:监督管理|管理|事务)?(?:局|委员会|委|厅|部)$")
_FULL_STEMS: Final[dict[str, str]] = {
    "资规": "自然资源和规划", "自规": "自然资源和规划", "规自": "规划和自然资源", "规划资源": "规划和自然资源",
    "资源规划": "自然资源和规划", "自然资源规划": "自然资源和规划", "市场监管": "市场监督管理", "市监": "市场监督管理",
}  # fmt: skip
_EXTRA_STEMS: Final = (
    "文化、广电、旅游、体育、教育、科技、商务、工信、经信、水利、水务、农业、农业农村、农水、林业、园林、"
    "交通、住建、城建、建设、环保、环境、民政、人社、卫健、发改、经济、经发、信息化、工业、金融、财政、"
    "应急、安全、统计、能源、投资促进、招商、政务、数据、社会事业、乡村振兴、城市管理、城管、综合执法、"
    "综合行政执法、广播电视、文物、新闻出版、医疗保障、退役军人、民族宗教、畜牧、粮食、自然资源、规划、"
    "生态环境、市场监管、人防、国资、科学技术"
).split("、")


class Named(Protocol):
    """What is needed of an entry of the lexicon."""

    @property
    def group(self) -> str:
        """The function across levels."""

    @property
    def kind(self) -> str:
        """The kind of body."""


_Entry = TypeVar("_Entry", bound=Named)


def branch(text: str, parse: Callable[[str], PlaceName | None]) -> tuple[str, PlaceName] | None:
    """市生态环境局某县分局, 某区自然资源分局: the branch's functional name and its district."""
    match = _BRANCH.fullmatch(text)
    if match is None:
        return None
    whose, district = match["whose"], match["district"]
    if district and not match["seat"]:
        return None
    if parse(whose) is None and not re.fullmatch(r"[\u4e00-\u9fff]{2,6}", whose):
        return None
    place = parse(district) if district else parse(whose)
    stem = _FULL_STEMS.get(match["stem"], match["stem"])
    return f"{stem}分局", PlaceName("县", place.region if place and place.level != "市" else None)


def first_plate(text: str) -> str | None:
    """市委组织部（市委人才办）: the name in front of the bracket; None if there is no second name in one."""
    match = _PLATES.fullmatch(text)
    return match["first"] if match else None


def stems_of(forms: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """What the listed bureaus are called without 局, 委 or 厅: 发展和改革, 发改, 工信 …"""
    found: dict[str, _Entry] = {}
    for form, entry in forms.items():
        if entry.kind == "政府部门" and (end := _STEM_END.search(form)) and end.start() >= 2:
            found.setdefault(form[: end.start()], entry)
    for stem in _EXTRA_STEMS:
        for end_word in ("局", "管理局"):
            if stem not in found and stem + end_word in forms:
                found[stem] = forms[stem + end_word]
    fallback = next(iter(found.values()), None)
    for stem in _EXTRA_STEMS:
        if stem not in found and fallback is not None:
            found[stem] = fallback
    return found


def merged(text: str, stems: Mapping[str, _Entry]) -> _Entry | None:
    """农业农村和水利局, 发改科技局: made of two or more functions; the entry of the first one."""
    match = _MERGED_END.fullmatch(text)
    if match is None:
        return None
    parts = _cut(match["stems"], stems)
    return stems[parts[0]] if parts is not None and len(parts) >= 2 else None


def _cut(text: str, stems: Mapping[str, object]) -> list[str] | None:
    """The functions that a name is made of, longest first; None if something else is in it."""
    if not text:
        return []
    for end in range(min(len(text), 12), 1, -1):
        if text[:end] not in stems:
            continue
        rest = _cut(text[end:].lstrip(_LINK) if text[end:] else "", stems)
        if rest is not None:
            return [text[:end], *rest]
    return None
