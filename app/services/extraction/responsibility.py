"""Reading a responsibility cell or clause: which bodies do what, in the order printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from app.services.extraction.clauses import Clause, find_clauses
from app.services.extraction.draft import Assignment, Doubt, Reason, Responsibility, Role
from app.services.extraction.duty_words import (
    LABEL_AT,
    LABEL_INSIDE,
    MARK,
    ORDINAL,
    ROLE_OF_TAIL,
    WITH,
    WITH_AT_HEAD,
    Tail,
    find_object_tail,
    find_tail,
    label_kind,
    unbroken,
)
from app.services.extraction.lexicon import AgencyName, Lexicon
from app.services.extraction.name_lists import (
    CLAUSE_ENDS,
    STRONG_ENDS,
    Part,
    outside_brackets,
    split_glued,
    split_linked,
    split_parts,
    without_head,
    without_others,
)

__all__ = ["Clause", "find_clauses", "read_responsibility"]

_FIELD: Final = "responsibility_raw"
_BLANKET: Final = re.compile(
    r"[（(]?(?:以下|下列)(?:各项|各条|任务|所有|均|各)?[^。；;]{0,80}?不再(?:一一|逐一|重复|另行|分别|单独)*(?:列出|列举|罗列|标注|赘述|注明|重复|列明|列入|说明)[^。；;）)]{0,6}[。]?[）)]?"
    r"|[（(]?以下均(?:需|由|须|为|应)[^。；;）)]{2,60}[。]?[）)]?"
    r"|[（(]下同[）)]"
)
_LOCAL: Final = "县（市、区）"
_GUIDES: Final = re.compile(r"指导|督促|督导|监督|监管|督办")  # beside these 责任单位 is no leader
_LABEL_ROLE: Final = {"lead": "lead", "support": "support", "implement": "implement", "duty": "label"}
_IGNORED_LABELS: Final = frozenset({"person", "deadline", "other"})
_NO_NAME: Final = re.compile(
    r"20\d\d年|每(?:年|季|月|周|半年|学期)|\d{1,2}月|全年|年底|年内|[上下]半年|[一二三四]季度|持续|长期|并|确保|根据|按照|到20|于20"
)
_COUNTY: Final = re.compile(r"会同县(?:人民)?(?:政府|$)")  # the county of this name
_LISTED: Final = "、"
_DONE: Final = re.compile(
    r"(?<=[局厅委部办署行院会司团心])(?:共同|协同|联合|依法|抓好|组织|认真)*(?:推进|推动|实施|开展|完成|办理|制定|编制)(?:落实)?$"
)
_MARKS: Final = re.compile(r"[、，,；;。：:]")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name with the role words that govern it; ``label`` is the kind of label in front, "" without."""

    text: str
    role: str | None
    role_raw: str
    label: str
    ends_clause: bool = False


def read_responsibility(
    raw: str,
    *,
    lexicon: Lexicon,
    region: str | None,
    default_role: Role | None = None,
    first_is_lead: bool = False,
) -> Responsibility:
    """Read ``raw``; ``default_role`` is the role that the column's head gives to names without role words."""
    reader = _Reader(lexicon, region)
    text, blanket = _take_blanket(unbroken(ORDINAL.sub("", _squeeze(raw, reader.is_body))))
    for kind, word, content in _segments(text):
        if kind not in _IGNORED_LABELS:
            reader.segment(kind, word, content)
    return reader.result(raw, blanket, default_role, first_is_lead)


def _squeeze(raw: str, is_body: Callable[[str], bool]) -> str:
    """Drop white space; between two complete names it was the separator."""
    pieces = _SPACE.split(raw.strip())
    text = pieces[0]
    for piece in pieces[1:]:
        last = _MARKS.split(text)[-1]
        first = _MARKS.split(piece)[0]
        apart = len(last) > 2 and len(first) > 2 and is_body(last) and is_body(first) and not is_body(last + first)
        text += ("、" if apart else "") + piece
    return text


def _take_blanket(text: str) -> tuple[str, str | None]:
    match = _BLANKET.search(text)
    if match is None:
        return text, None
    words = match.group()
    if words[0] in "（(" and words[-1] in "）)":
        words = words[1:-1]
    before, after = _without_open_brackets(text[: match.start()], text[match.end() :])
    return f"{before}。{after}", words


def _without_open_brackets(before: str, after: str) -> tuple[str, str]:
    """A bracket that opens before the cut and closes behind it parts nothing any more: full stops stand for both."""
    open_ = _unmatched(before, "（(", "）)")
    closed = _unmatched(after[::-1], "）)", "（(")
    return _with_stops(before, open_), _with_stops(after[::-1], closed)[::-1]


def _unmatched(text: str, opening: str, closing: str) -> list[int]:
    """Where brackets open that do not close."""
    found: list[int] = []
    for at, sign in enumerate(text):
        if sign in opening:
            found.append(at)
        elif sign in closing and found:
            found.pop()
    return found


def _with_stops(text: str, places: list[int]) -> str:
    signs = list(text)
    for at in places:
        signs[at] = "。"
    return "".join(signs)


def _segments(text: str) -> list[tuple[str, str, str]]:
    """Cut at labels: (kind of label, its word, text up to the next label)."""
    flags = outside_brackets(text)
    marks: dict[int, tuple[int, int]] = {}
    for pattern in (LABEL_AT, LABEL_INSIDE):
        for match in pattern.finditer(text):
            start = match.start("word")
            if flags[start] or text[start - 1 : start] in "【[":
                marks.setdefault(match.end("colon"), (start, match.end("word")))
    found: list[tuple[str, str, str]] = []
    kind, word, begin = "", "", 0
    for end, (start, word_end) in sorted(marks.items()):
        if start < begin:
            continue
        found.append((kind, word, text[begin:start].rstrip("【[")))
        word = text[start:word_end]
        kind, begin = label_kind(word), end
    found.append((kind, word, text[begin:]))
    return [item for item in found if item[2].strip("，,；;。、 ")]


class _Reader:
    """Collects names over the segments of one cell."""

    def __init__(self, lexicon: Lexicon, region: str | None) -> None:
        self._lexicon = lexicon
        self._region = region
        self._names: list[_Name] = []
        self._pending: list[_Name] = []
        self._beside = ""
        self._et_al = False
        self._unread: list[str] = []
        self._glued: list[str] = []

    def is_body(self, text: str) -> bool:
        """Whether the lexicon or a rule knows ``text`` as a body."""
        return self._lexicon.find(text, self._region).known

    # -------------------------------------------------------------- collecting

    def segment(self, kind: str, word: str, content: str) -> None:
        """Read the text behind one label (or without label)."""
        for part in split_parts(content):
            self._part(part, kind, word)
        self._flush(None, "")

    def _part(self, part: Part, kind: str, word: str) -> None:
        text = without_head(part.text)
        if not text:
            return
        beside = WITH_AT_HEAD.match(text)
        if beside is not None and self._names and not _COUNTY.match(text):
            self._beside = beside["word"]
            text = text[beside.end() :]
        if self._beside and part.end not in _LISTED:
            text = _DONE.sub("", text)
        tail = find_tail(text)
        if tail is None and part.end in CLAUSE_ENDS:
            tail = self._object_tail(text)
        body, others = without_others(text[: tail.start] if tail else text)
        self._et_al = self._et_al or others
        if _NO_NAME.match(body):
            return
        names = self._split_with(body, kind, word, tail)
        if tail is not None:
            self._release(tail, names, kind)
        self._pending += names
        if tail is not None:
            self._flush(tail.role, tail.raw)
        elif part.end in STRONG_ENDS:
            self._flush(None, "")
        elif (others or part.end in CLAUSE_ENDS) and self._pending:
            self._pending[-1] = replace(self._pending[-1], ends_clause=True)

    def _object_tail(self, text: str) -> Tail | None:
        tail = find_object_tail(text)
        if tail is None or self.is_body(text):
            return None
        return tail if self.is_body(without_others(text[: tail.start])[0]) else None

    def _release(self, tail: Tail, names: list[_Name], kind: str) -> None:
        """Let go of the names before a comma that do not belong to this clause's role word."""
        cut = max((i for i, n in enumerate(self._pending, 1) if n.ends_clause), default=0)
        if not cut or not (names or len(self._pending) > cut):
            return
        leads = tail.role == "support" and not self._names
        if kind or leads or (tail.role == "implement" and self._local_only([*self._pending[cut:], *names], cut)):
            later = self._pending[cut:]
            self._pending = self._pending[:cut]
            self._flush(None, "")
            self._pending = later

    def _local_only(self, names: list[_Name], cut: int) -> bool:
        """Whether only local governments stand in this clause and none before it."""
        kinds = {self._lexicon.find(n.text, self._region).kind for n in names}
        before = {self._lexicon.find(n.text, self._region).kind for n in self._pending[:cut]}
        return kinds == {_LOCAL} and _LOCAL not in before

    def _split_with(self, body: str, kind: str, word: str, tail: Tail | None) -> list[_Name]:
        """A会同B: B supports, A leads."""
        match = WITH.search(body)
        if match is None or match.start() == 0 or not self.is_body(body[: match.start()]):
            return self._plain(body, kind, word)
        for name in self._plain(body[: match.start()], kind, word):
            self._names.append(replace(name, role="lead", role_raw=match["lead"] or (tail.raw if tail else "")))
        for name in self._plain(body[match.end() :], kind, word):
            self._names.append(replace(name, role="support", role_raw=match["word"]))
        return []

    def _plain(self, body: str, kind: str, word: str) -> list[_Name]:
        names: list[_Name] = []
        for linked in split_linked(body, self.is_body):
            mark = MARK.search(linked)
            text = linked[: mark.start()] if mark else linked
            pieces = [text] if self.is_body(text) else split_glued(text, self.is_body)
            if len(pieces) > 1:
                self._glued.append(text)
            for piece in pieces:
                if not _readable(piece):
                    self._unread.append(piece)
                elif mark:
                    role = "lead" if mark["word"][0] in "牵主" else "support"
                    names.append(_Name(piece, role, mark["word"], kind))
                elif self._beside:
                    names.append(_Name(piece, "support", self._beside, kind))
                else:
                    names.append(_Name(piece, None, word, kind))
        return names

    def _flush(self, role: str | None, raw: str) -> None:
        for name in self._pending:
            settled = role if name.role is None else name.role
            self._names.append(
                replace(name, role=settled, role_raw=raw if raw and name.role is None else name.role_raw)
            )
        self._pending = []
        self._beside = ""

    # -------------------------------------------------------------- settling

    def result(self, raw: str, blanket: str | None, default: Role | None, first_is_lead: bool) -> Responsibility:
        """Settle the roles that depend on the whole cell, look the bodies up, state the doubts."""
        roles = _settle_roles(self._names, default, self._et_al)
        if first_is_lead and Role.LEAD not in roles and Role.JOINT in roles:
            roles[roles.index(Role.JOINT)] = Role.LEAD
        assignments: list[Assignment] = []
        before: AgencyName | None = None
        for position, (name, role) in enumerate(zip(self._names, roles, strict=True), 1):
            found = self._lexicon.find(name.text, self._region, before)
            before = found
            assignments.append(
                Assignment(
                    found.agency,
                    name.text,
                    role,
                    name.role_raw,
                    position,
                    found.level,
                    found.region,
                    found.kind,
                    (),
                    found.known,
                )
            )
        return Responsibility(raw, tuple(assignments), self._et_al, blanket, self._doubts(raw, assignments))

    def _doubts(self, raw: str, assignments: list[Assignment]) -> tuple[Doubt, ...]:
        unknown = [a.as_written for a in assignments if not a.known]
        doubts = [Doubt(_FIELD, Reason.UNKNOWN_AGENCY, None, f"词库中没有“{name}”") for name in unknown]
        doubts += [Doubt(_FIELD, Reason.OTHER, None, f"未能读作单位：“{text}”") for text in self._unread]
        if "、" in raw:  # a name on each line needs no sign; one sign missing among others may be two cells in one
            doubts += [Doubt(_FIELD, Reason.OTHER, None, f"“{text}”之间缺少顿号") for text in self._glued]
        return tuple(doubts)


def _readable(text: str) -> bool:
    """Whether a piece can be a name at all."""
    return 2 <= len(text) <= 40 and re.search(r"[\u4e00-\u9fff]", text) is not None


def _settle_roles(names: list[_Name], default: Role | None, et_al: bool) -> list[Role]:
    support = any(
        (n.role == "support" or (n.role is None and n.label == "support")) and not _GUIDES.match(n.role_raw)
        for n in names
    )
    lead = any(n.role == "lead" or (n.role is None and n.label == "lead") for n in names)
    open_names = sum(1 for n in names if n.role == "duty" or (n.role is None and n.label in ("", "duty")))
    alone = open_names == 1 and not et_al
    roles: list[Role] = []
    for name in names:
        kind = name.role or _LABEL_ROLE.get(name.label, "default")
        if kind in ROLE_OF_TAIL:
            roles.append(ROLE_OF_TAIL[kind])
        elif kind == "default" and default in (Role.LEAD, Role.SUPPORT, Role.IMPLEMENT):
            roles.append(default)
        else:
            roles.append(_open_role(kind, lead=lead, support=support, alone=alone, single=open_names == 1))
    return roles


def _open_role(kind: str, *, lead: bool, support: bool, alone: bool, single: bool) -> Role:
    """责任单位 and …负责 without more: leader beside a 配合单位, joint beside a 牵头单位, else sole or joint."""
    if lead:
        return Role.JOINT
    if support and (kind != "duty" or single):
        return Role.LEAD
    return Role.SOLE if alone else Role.JOINT
