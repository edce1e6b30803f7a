"""How much a piece of flowing text looks like one cell of a task table: deadline, duty, text or category."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from app.services.extraction.body_lines import CLOSING
from app.services.extraction.deadlines import read_deadline
from app.services.extraction.headers import Kind
from app.services.extraction.options import DEFAULT, Options
from app.services.extraction.similarity import Texts
from app.services.extraction.text_cleaning import width

_ROLE = r"(?:负责|牵头|配合|落实|参与|实施|协助|协同|主办|协办|组织|指导|督促|会同|承担)"
_DUTY_END = re.compile(rf"(?:{_ROLE}|不再列出|单位|部门|政府|管委会|[局委办厅部院行会])(?:等)?[。；;]?$")
_ROLE_END = re.compile(rf"(?:{_ROLE}(?:落实)?|不再列出)[。；;]?$")
_TAIL = re.compile(
    rf"(?:等)?(?:相关|有关)?(?:部门|单位)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分工)?(?:共同|分别|具体)?{_ROLE}*$"
)
_ORGAN = re.compile(
    r"(?:局|委|办|厅|部|院|行|关|公司|集团|会|政府|中心|单位|部门|处|署|站|所|队|社|联|妇联|团委|大学|学院|园区|管委会|人行|银行|"
    r"指挥部|领导小组|企业|供电|检察院|法院|[省市区县]|室|办公室)(?:[（(][^（()）]*[）)])?$"
)
_VERBS = (
    "(?:推进|坚持|实施|开展|落实|完成|淘汰|进行|执行|保持|加强|提升|深化|更新|整治|治理|推动|清零|启动|建成|办理|"
    "调度|抓好|跟进)"
)
_WHOLE_DEADLINE = re.compile(
    rf"(?:持续|长期|常态化?|常年|尽快|适时|按时|立即|逐步|逐年|及时|分年度|分阶段)(?:持续|有序|全面)?{_VERBS}{{0,2}}"
    r"|(?:力争|确保|到|于|在|至)?(?:20\d\d年?|每年|每季度?|每月|“?十[三四五六]五”?|\d{1,2}月|全年|年底|上半年|下半年|近期|中长期|年内)"
    rf"(?:[\d年月日底前末初至到—~、季度一二三四上下半每以“”十五中旬及内起并完成实现达标取得明显成效期间时\-－–]|{_VERBS}|长期|持续)*"
    r"|(?:按照?|根据)(?:国家|省|市|上级|有关)?[^，。]{0,10}(?:部署|要求|安排|进度|计划)(?:推进|完成|实施|落实)?"
)
_LABEL = re.compile(r"^(?:牵头|责任|配合|主办|协办|主责|参与|落实|实施)(?:单位|部门)[：:]")
_CUT = re.compile(r"[、，,。；;]|牵头|配合")


def closes(text: str, kind: Kind) -> bool:
    """Whether text ends as a cell of this kind ends a row."""
    if kind in (Kind.DUTY, Kind.LEAD, Kind.SUPPORT):
        return bool(_ROLE_END.search(text)) or bool(_DUTY_END.search(text))
    return text[-1:] in "。；"


def closes_surely(text: str) -> bool:
    """Whether text ends with a role word and a full stop, as a duty cell does."""
    return bool(_ROLE_END.search(text)) and text[-1] in "。；;"


@lru_cache(maxsize=4096)
def is_deadline(text: str) -> bool:
    """Whether the whole text, and not only a part of it, is a deadline in the words of the genre."""
    if not text or len(text) > 24 or not _WHOLE_DEADLINE.fullmatch(text):
        return False
    deadline, _ = read_deadline(text)
    return deadline.kind != "none"


def deadline_score(text: str) -> float:
    """A deadline cell."""
    if not text:
        return -4.0
    if is_deadline(text):
        return 12.0 + 0.1 * len(text)
    return -3.0 if len(text) <= 8 and text[-1] not in CLOSING else -25.0


@lru_cache(maxsize=8192)
def duty_score(text: str) -> float:
    """A duty cell: bodies in a list, then role words."""
    if not text:
        return -6.0
    labelled = _LABEL.match(text)
    pieces = [p for p in _CUT.split(_unbracketed(_LABEL.sub("", text))) if p]
    bodies = sum(1 for piece in pieces if _is_body(piece))
    share = bodies / len(pieces) if pieces else 0.0
    score = 14.0 * share - 8.0
    if labelled or (pieces and _is_body(pieces[0])):
        score += 4.0
    else:
        score -= 4.0
    if _ROLE_END.search(text):
        score += 3.0
    if text[0] in CLOSING or text[0] in "底前末初月日":
        score -= 8.0
    return score


def _unbracketed(text: str) -> str:
    """The text without what stands in brackets: 各县（市、区）人民政府 is one body."""
    return re.sub(r"[（(][^（()）]*[）)]", "", text)


def _is_body(piece: str) -> bool:
    """Whether a piece between separators names a body, with or without role words."""
    if piece.startswith(("以下", "下同", "不再列出")):
        return True
    bare = _TAIL.sub("", piece)
    if not bare:
        return True
    return len(bare) <= 24 and bool(_ORGAN.search(bare))


def text_score(texts: Sequence[str]) -> float:
    """A task's text, given as its lines."""
    if not texts:
        return -12.0
    last = texts[-1]
    score = 2.0 if last[-1] in "。；！" else -2.0
    if texts[0][0] in CLOSING:
        score -= 6.0
    if closes_surely(last[-12:]) and duty_score("".join(texts)) > 6.0:
        score -= 8.0
    if is_deadline(last):
        score -= 6.0
    if len(texts) > 1 and len(texts[0]) < 8 and 2 * len(texts[0]) < max(map(len, texts[1:])):
        score -= 4.0
    return score


def category_score(texts: Sequence[str], measures: Texts, options: Options = DEFAULT) -> float:
    """A category label, given as its lines: narrow lines, best of all the title of a measure."""
    if not texts:
        return 0.0
    label = "".join(texts)
    if len(label) > 60 or label[-1] in "。；" or is_deadline(label):
        return -20.0
    alike = measures.title_score(label)
    widest = max(width(t) for t in texts)
    if alike >= (options.title_ratio if widest <= options.narrow_column else 92.0):
        return 16.0 * (alike / 100.0) ** 6
    if widest > options.narrow_column:
        return -20.0
    narrow = min(1.0, 8.0 / max(widest, 1.0))
    return (1.5 if len(measures) else 3.0) * narrow * min(len(texts), 4)
