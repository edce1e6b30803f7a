"""Heads of task tables: the usual names of the columns, in any order, in one or two rows or in a line of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a column holds. WORK is a text or category column: its content decides which."""

    NUMBER = "number"
    CATEGORY = "category"
    TEXT = "text"
    WORK = "work"
    DEADLINE = "deadline"
    DUTY = "duty"
    LEAD = "lead"
    SUPPORT = "support"
    PERSON = "person"
    TARGET = "target"
    REMARK = "remark"
    OTHER = "other"


_UNIT = "(?:单位|部门|处室|科室|责任单位|责任部门|主体|机构)"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.NUMBER, r"序号|编号|项目?号|号|№|No\.?|NO\.?|项次|序次|序|任务序号|任务编号|条目"),
    (Kind.DEADLINE, r"(?:计划|拟|预计|要求)?(?:完成|办结|实施|达标|落实|整改|推进|工作)?(?:时限|期限|时间|时间节点|日期|时段|年限|节点)(?:要求|安排|节点|进度)?|时间要求|时间安排|进度(?:安排|要求|时限)?|时间进度"),
    (Kind.SUPPORT, rf"(?:责任)?[（(]?(?:配合|协办|参与|参加|协同|协作|协助)[）)]?{_UNIT}?|责任[（(]配合[）)]{_UNIT}"),
    (Kind.LEAD, rf"(?:市级|省级|区级|县级)?(?:牵头|主办|主责|主要责任|第一责任|总牵头){_UNIT}?(?:[（(]部门[）)])?"),
    (Kind.PERSON, r"(?:责任|牵头|分管|市|包保|挂钩|联系|主管)?(?:领导|市领导|负责人|责任人|联系人|联络员)(?:及联系方式)?"),
    (Kind.DUTY, rf"(?:市级|省级|区级|县级|任务)?(?:责任|落实|实施|承办|承担|负责|执行|任务){_UNIT}|(?:责任|任务|职责)?分工(?:单位|部门)?|责任主体|责任落实|职责分工|{_UNIT}"),
    (Kind.REMARK, r"备注|说明|附注|注"),
    (Kind.TARGET, r"(?:工作|量化|年度|预期|主要|任务)?(?:目标|指标)(?:要求|值)?|目标指标|工作目标|预期成效|成果形式|考核指标"),
    (Kind.CATEGORY, r"(?:任务|工作|项目|措施|事项|行动)?(?:类别|分类|类型|种类|大类)|(?:重点|工作|所属|任务)?领域|类别|方面|板块"),
    (Kind.TEXT, r"(?:具体|主要|重点|工作|细化|推进)?(?:举措|措施)|(?:具体|主要|重点|工作|任务|措施|建设|改革|实施|目标)内容|(?:具体|细化|分解|目标|分项)任务(?:要求|内容|措施)?|工作任务(?:及|和|与)?(?:措施|要求|内容|目标)|任务(?:分解|要求|措施|描述|内容|事项)|(?:具体|工作)(?:要求|事项|安排)|内容|事项"),
    (Kind.WORK, r"(?:重点|主要|工作|核心|总体|年度|专项|重大|主体)*(?:工作|任务|行动|项目|工程)(?:名称|事项|清单|安排|目标)?|一级任务|二级任务|任务"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


@lru_cache(maxsize=1024)
def kind_of(name: str) -> Kind | None:
    """The kind of column that a head (white space removed) names; None if it is no usual name."""
    bare = re.sub(r"[（(](?:单位|注|含)[^（()）]*[）)]$|[*＊:：]$", "", name)
    for kind, pattern in _COMPILED:
        if pattern.fullmatch(bare):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a task table: its printed name and what it holds."""

    name: str
    kind: Kind


def is_head(names: Sequence[str]) -> bool:
    """Whether the cells of a row (or two rows) are the head of a task table."""
    kinds = [kind for name in names if name and (kind := kind_of(name))]
    given = [name for name in names if name]
    if len(given) < 2 or len(kinds) < 2 or len(kinds) < 0.6 * len(given):
        return False
    found = set(kinds)
    work = found & {Kind.TEXT, Kind.WORK, Kind.CATEGORY, Kind.TARGET}
    duty = found & {Kind.DUTY, Kind.LEAD, Kind.SUPPORT}
    return bool((work and (duty or (Kind.DEADLINE in found))) or (Kind.NUMBER in found and duty))


def settle(columns: Sequence[Column], lengths: Sequence[float]) -> list[Column]:
    """Decide which WORK, TEXT, CATEGORY columns are text and category: the longest cells are the text.

    ``lengths``: mean length of the filled cells of each column. Of the others, the nearest on the left of the text
    (else on its right) is the category.
    """
    wanted = (Kind.WORK, Kind.TEXT, Kind.CATEGORY)
    work = [i for i, c in enumerate(columns) if c.kind in wanted]
    if not work:
        work = [i for i, c in enumerate(columns) if c.kind is Kind.TARGET]
    if not work:
        return list(columns)
    text = _text_column(columns, lengths, work)
    rest = [i for i in work if i != text]
    labelled = [i for i in rest if columns[i].kind is Kind.CATEGORY]
    left = [i for i in (rest if not labelled else labelled) if i < text]
    category = max(left) if left else (min(rest) if rest else None)
    kinds = {text: Kind.TEXT}
    if category is not None:
        kinds[category] = Kind.CATEGORY
    return [
        Column(c.name, kinds.get(i, Kind.OTHER if c.kind in wanted else c.kind)) for i, c in enumerate(columns)
    ]


def _text_column(columns: Sequence[Column], lengths: Sequence[float], work: Sequence[int]) -> int:
    """The column with the tasks' texts: the longest cells, a named text column first among near equals."""
    def rank(i: int) -> tuple[float, int]:
        bonus = {Kind.TEXT: 1.3, Kind.WORK: 1.0, Kind.CATEGORY: 0.5}.get(columns[i].kind, 1.0)
        return (lengths[i] + 1) * bonus, i

    return max(work, key=rank)


_NAMES = (
    "序号", "编号", "任务序号", "任务编号", "重点工作任务", "任务类别", "工作类别", "类别", "工作任务", "主要任务", "重点任务", "重点领域",
    "领域", "具体举措", "工作举措", "主要举措", "工作措施", "主要措施", "具体措施", "工作内容", "主要内容", "具体内容", "任务内容", "具体任务",
    "目标任务", "重点工作", "任务", "完成时限", "完成期限", "时间要求", "时间节点", "完成时间", "时限要求", "时限", "工作时限", "责任分工",
    "任务分工", "职责分工", "责任单位", "责任部门", "牵头单位", "牵头部门", "配合单位", "配合部门", "协办单位", "参与单位", "主办单位", "主责单位",
    "落实单位", "实施单位", "责任主体", "责任领导", "牵头领导", "责任人", "备注", "工作目标", "目标", "措施", "工作要求", "重点措施", "分工",
    "牵头责任单位", "责任（配合）单位", "进度安排", "任务分解", "任务名称", "内容", "重点举措", "实施内容", "承办单位", "任务要求", "所属领域", "行动",
)  # fmt: skip


@lru_cache(maxsize=512)
def split_names(text: str) -> tuple[str, ...]:
    """Cut a head printed in one line (or letter under letter) into the usual names; () if it is no head."""
    if len(text) > 80:
        return ()
    best: list[tuple[str, ...] | None] = [None] * (len(text) + 1)
    best[0] = ()
    for end in range(1, len(text) + 1):
        for name in _NAMES:
            start = end - len(name)
            before = best[start] if start >= 0 else None
            if before is None or not text.endswith(name, 0, end):
                continue
            made = (*before, name)
            known = best[end]
            if known is None or len(made) < len(known):
                best[end] = made
    return best[len(text)] or ()
