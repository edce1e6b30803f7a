"""The words that give bodies their roles: labels (责任单位：), tails (…按职责分工负责) and links (会同)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.services.extraction.draft import Role

_NOUN: Final = r"(?:单位|部门|处室|科室|机构|主体|地区|市（州）|（部门）|（单位）)"
_LABEL_WORDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "lead",
        rf"(?:牵头(?:责任|实施|组织|落实)?|主要责任|第一责任|主责|主办|主管|主要负责|总牵头|首要责任){_NOUN}|牵头(?:抓总)?|主办|主责",
    ),
    (
        "support",
        rf"(?:配合(?:责任|实施)?|协办|协作|协同|协助|参与|参加|参办|支持|指导|督促|督导|监督|监管|督办|会办|会同|技术支持){_NOUN}|配合|协办|参与",
    ),
    ("implement", rf"(?:落实|实施|执行|承接|具体落实|具体实施|组织实施|实施责任){_NOUN}"),
    (
        "duty",
        rf"(?:责任|负责|承办|承担|具体责任|主要负责|工作责任|分工|任务|职责|共同责任|其他责任){_NOUN}|责任分工|任务分工|部门分工|职责分工|分工|负责",
    ),
    ("person", r"责任领导|分管领导|牵头领导|责任人|联系人|市领导|牵头市领导|负责人|联络人|责任处室负责人"),
    (
        "deadline",
        r"完成(?:时限|期限|时间|日期|时间节点|节点)|(?:时限|时间)要求|时间(?:节点|安排|进度|表)|工作时限|进度(?:安排|要求)|时限|实施期限|推进时限|期限|落实时限",
    ),
    ("other", r"工作目标|目标任务|备注|主要目标|目标|考核单位"),
)
LABEL: Final = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _LABEL_WORDS))
#: A label stands at the beginning of the text or after a mark, and carries a colon.
LABEL_AT: Final = re.compile(
    r"(?P<open>^|[，,；;。、）)】\s　])(?:[【\[]?)"
    rf"(?P<word>{'|'.join(w for _, w in _LABEL_WORDS)})(?:（[^（）]{{1,12}}）)?(?P<colon>[】\]]?[:：])"
)
#: The same without a mark in front, for cells whose line break was dropped: 市A配合单位：市B.
LABEL_INSIDE: Final = re.compile(
    r"(?P<word>(?:牵头|责任|配合|主办|协办|承办|参与|主责|落实|实施|支持|指导|督促)(?:责任)?(?:单位|部门|处室|科室|主体)|完成(?:时限|期限|时间))(?P<colon>[:：])"
)


_BROKEN: Final = re.compile(
    r"(?<=[责工限权务])[，,](?=(?:共同|分别|各自|分头|协同|联合|分工)*(?:负责|落实|推进|实施|抓好))"
)
_BY: Final = re.compile(
    r"(?:按照?|根据|依据|依|在)(?:各自|部门|本部门|相关|有关)?(?:的)?(?:职责|职能)(?:分工|权限|范围内?)?[，,]"
)


def unbroken(text: str) -> str:
    """The text without the comma within 按照职责分工，共同负责."""
    return _BROKEN.sub("", text) if _BY.search(text) else text


def label_kind(word: str) -> str:
    """Which kind of label ``word`` is: lead, support, implement, duty, person, deadline, other."""
    match = LABEL.fullmatch(word)
    if match is None:
        return "duty"
    return str(match.lastgroup)


@dataclass(frozen=True, slots=True)
class Tail:
    """The role words at the end of a part of a clause: role and how many characters precede them."""

    role: str
    raw: str
    start: int


_BY_DUTY: Final = (
    r"(?:按照?|根据|依据|依|结合|在)(?:照)?(?:各自|部门|本部门|相关|有关|工作)?(?:的)?(?:职责|职能|分工|任务|责任|权限)"
    r"(?:和|、)?(?:职责|职能|分工|权限|范围内)?(?:要求|范围内)?(?:分别|共同|各自|做好|抓好|分头|依法)?"
)
_WORK: Final = (
    r"(?:相关|有关|具体|各项|本地|本地区|本行政区域|本辖区|辖区内?|属地|主体|监管|管理)?(?:工作|任务|事项|责任)?"
)
_DO: Final = r"(?:具体|组织|共同|全面|统筹|抓好|贯彻|推进|推动|协调|指导)*"
_MORE: Final = r"(?:[，,]?(?:并)?(?:抓好|做好|认真)?(?:组织)?(?:落实|实施|推进))?"
_TAILS: Final[tuple[tuple[str, str], ...]] = (
    (
        "implement",
        rf"(?:分别|共同|各自|按照?职责|具体|抓好)*(?:{_BY_DUTY})?负责(?:具体|组织|贯彻|抓好|推动|推进|本地区|本地|辖区内?)*(?:的)?落实{_WORK}|(?:负责)?{_DO}(?:贯彻落实|抓好落实|具体落实|落实到位|组织落实|抓落实|具体实施|组织实施|落实){_WORK}",
    ),
    (
        "support",
        rf"(?:{_BY_DUTY})?(?:积极|协同|共同|密切|协助|做好|予以|给予|参与|负责|联合|分工|分别|全力|主动|各自|各)*(?:指导和?督促|督促和?指导|督促检查|监督指导|协作配合|协同配合|支持配合|协助配合|配合支持|配合|协办|协助|协同|参与|参加|支持|指导|督促|督导|督办|监督)(?:做好|落实|实施|推进|完成|支持|协助|开展)?{_WORK}",
    ),
    (
        "lead",
        rf"(?:{_BY_DUTY})?(?:共同|联合|分别|总|为|主要|具体|统一|各自|按职责)*(?:牵头|主责|主办|主抓|抓总|主要负责|为主|总负责|总牵头)(?:部门|单位)?(?:抓总|负责|协调|组织|推进|实施|落实|推动|办理|统筹|会商|指导|督导|督促|督办|制定|编制|开展|抓好|建设)*{_WORK}",
    ),
    (
        "joint",
        rf"(?:{_BY_DUTY})(?:负责|落实|实施|推进|抓好落实|分工负责|做好|承担|开展|完成|推动)*{_WORK}|(?:共同|分工|分别|联合|分头|各自|协同)(?:分工)?(?:负责|承担|推进|实施|落实|抓好落实)|各负其责|各司其职|分工负责",
    ),
    ("duty", rf"(?:具体|全面|统筹|共同)?(?:负责|承办|承担|主管){_DO}{_WORK}(?:实施|推进|办理)?"),
)
_COMPILED: Final = tuple((role, re.compile(rf"(?:{words}){_MORE}$")) for role, words in _TAILS)
_HINT: Final = re.compile(
    r"牵头|主责|主办|负责|配合|协办|参与|参加|支持|指导|督促|督导|监督|落实|实施|承办|承担|协助|协同|主抓|抓总|为主|主管|各司其职|各负其责|职责|督办"
)
_OBJECT_OF_DUTY: Final = re.compile(r"(?P<who>.+?)(?P<raw>负责|牵头|配合)(?P<what>[^负责牵头配合]{2,40})$")

ROLE_OF_TAIL: Final = {"lead": Role.LEAD, "support": Role.SUPPORT, "implement": Role.IMPLEMENT, "joint": Role.JOINT}
#: 市A（牵头）: a mark on one name.
MARK: Final = re.compile(r"[（(](?P<word>牵头(?:单位|部门)?|主责|主办|配合(?:单位|部门)?|协办|参与)[）)]$")
#: A会同B负责, A牵头会同B.
WITH: Final = re.compile(r"(?P<lead>牵头|负责)?(?:[，,])?(?P<word>会同|商|联合|协同|协调)(?=[\u4e00-\u9fff])")
#: ，会同B at the head of a part.
WITH_AT_HEAD: Final = re.compile(r"(?:并)?(?P<word>会同|会商|联合|协调)(?=[\u4e00-\u9fff])")
ORDINAL: Final = re.compile(r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d))\s*")
AND_OTHERS: Final = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:[省市区县州])?(?:[级直属])?(?:各)?(?:有关|相关|其他|成员|责任|职能|涉及)?"
    r"(?:部门和单位|单位和部门|部门（单位）|部门\(单位\)|部门、单位|部门|单位|委办局|机关|企业|方面|各方)?$"
)
LEADING: Final = re.compile(r"^(?:分别)?(?:由|请|以|并由|其中|同时|以及|和|及|并)(?=[\u4e00-\u9fff])")


def find_tail(text: str) -> Tail | None:
    """The role words at the end of ``text``, or None."""
    if not _HINT.search(text[-24:]):
        return None
    best: Tail | None = None
    for role, pattern in _COMPILED:
        match = pattern.search(text, max(0, len(text) - 40))
        if match is not None and (best is None or match.start() < best.start):
            best = Tail(role, match.group(), match.start())
    return best


def find_object_tail(text: str) -> Tail | None:
    """市A负责资金保障: a role word followed by what it is about."""
    match = _OBJECT_OF_DUTY.match(text)
    if match is None:
        return None
    role = {"负责": "duty", "牵头": "lead", "配合": "support"}[match["raw"]]
    return Tail(role, text[match.start("raw") :], match.start("raw"))
