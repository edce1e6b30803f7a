"""Front matter: the notice of promulgation, the plan's own title, its preamble, number, body and date."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.extraction.body_lines import BodyLine, flow_of, paragraphs
from app.services.extraction.numerals import chinese_number
from app.services.extraction.text_cleaning import EMPTY, Flow, join

_HAN_DIGIT = "零〇○ＯO一二三四五六七八九"
DATE = re.compile(
    rf"[（(]?(\d{{4}}|[{_HAN_DIGIT}]{{4}})年(\d{{1,2}}|[{_HAN_DIGIT}十]{{1,3}})月(\d{{1,2}}|[{_HAN_DIGIT}十]{{1,3}})日[）)]?"
)
_COVER_DATE = re.compile(rf"(\d{{4}}|[{_HAN_DIGIT}]{{4}})年(\d{{1,2}}|[{_HAN_DIGIT}十]{{1,3}})月")
_ISO_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{1,12}[〔\[［【(（]\d{4}[〕\]］】)）]第?\d{1,4}号"
    r"|[\u4e00-\u9fa5]{2,16}第\d{1,4}号"
)
#: The number under which an office registers its rules, above or below the document number.
_REGISTERED = re.compile(r"(?:统一登记号[：:])?(?:[\u4e00-\u9fa5]{2,10}|[A-Z]{2,8})[-—－]\d{4}[-—－]\d{1,6}号?")
_PUBLIC = re.compile(
    r"[（(【]?(?:此件|本文|本件|此文件)[^。]{0,12}[）)】]?|[（(][^（()）]{0,6}公开[^（()）]{0,6}[）)]"
    r"|[（(]?(?:信息)?公开(?:方式|选项|属性|类别)[：:][^。]{2,8}[）)]?"
)
STAGE = re.compile(
    r"[（(【]((?:公开)?征求意见(?:稿|二稿|第二稿)?|送审稿|审议稿|报批稿|讨论稿|草案|初稿|修订稿|印发稿|送审版|审定稿)[）)】]"
)
_SECRECY = re.compile(r"(绝密|机密|秘密)(?:★.*)?|(工作秘密|内部资料)(?:[，,]?[^。]{0,10})?|(?:密级[：:])(.+)")
_DOCUMENT = re.compile(
    r"(?:方案|计划|规划|意见|办法|措施|通知|要点|细则|规定|决定|纲要|清单|条例|行动|安排|规则|指引|指南|政策|任务书|工程)"
    r"(?:[（(][^（()）]{1,24}[）)])?$"
)
_PREAMBLE = re.compile(
    r"(?:为|根据|按照|依据|依照|围绕|近年来|当前|今年|“十[三四五六]五”(?:时期|期间)|\d{4}年是|"
    r"深入贯彻|坚持以|全面贯彻|认真贯彻|贯彻落实|落实《|现就|结合我|党的|以习近平)"
)
_PROMULGATES = re.compile(
    r"公开征求意见|向社会(?:公开)?征求|(?:现予|予以)(?:公布|公示)|印发给你们|现(?:予以?)?印发|现予(?:公布|发布|以印发)|请(?:[^。]{0,12})(?:贯彻|组织实施|遵照|抓好落实|执行)|转发给你们"
)
_ADDRESSEE = re.compile(r"^[^。；]{2,400}[：:]$")
_ORGAN = re.compile(
    r"[\u4e00-\u9fa5（）()]{2,40}(?:政府|办公室|办公厅|委员会|委|局|厅|部|院|办|署|会|室|党委|市委|省委|县委|区委|公司|小组|指挥部|中心)$"
)
_RED_HEAD = re.compile(r"^([\u4e00-\u9fa5（）()]{4,40})文件$")


@dataclass
class FrontMatter:
    """The flows of the front matter and what was read from them."""

    title: Flow = EMPTY
    preamble: Flow = EMPTY
    number: Flow = EMPTY
    body: Flow = EMPTY
    date: Flow = EMPTY
    stage: Flow = EMPTY
    secrecy: Flow = EMPTY
    notice: Flow = EMPTY
    notice_title: Flow = EMPTY
    addressees: Flow = EMPTY
    copies: Flow = EMPTY
    issuing_body: str | None = None
    issue_date: str | None = None
    stage_name: str | None = None
    secrecy_mark: str | None = None
    marks: list[Flow] = field(default_factory=list)
    other: list[Flow] = field(default_factory=list)

    def title_text(self) -> str:
        """The plan's own title; where only the notice names it, the name in its title."""
        return self.title.text or title_in_notice(self.notice_title.text or self.notice.text)


def title_in_notice(text: str) -> str:
    """The plan's name within the words of a notice: 《…》, or what is 印发 in 关于印发…的通知."""
    found = re.search(r"印发《([^《》]+(?:《[^》]*》[^《》]*)*)》", text) or re.search(r"印发(.+?)的通知", text)
    return found.group(1) if found else text


def body_in_title(title: str) -> str | None:
    """The body that a title names in front of 关于."""
    found = re.match(r"(.+?)关于", title)
    return found.group(1) if found and (_ORGAN.fullmatch(found.group(1)) or found.group(1) == "国务院") else None


def iso_date(text: str) -> str | None:
    """The ISO date in a printed date with Arabic or Chinese figures."""
    found = DATE.search(text)
    if not found:
        return None
    year, month, day = found.groups()
    if not year.isdigit():
        year = "".join(str(chinese_number(c) or 0) for c in year)
    m, d = chinese_number(month), chinese_number(day)
    if m is None or d is None or not (1 <= m <= 12 and 1 <= d <= 31):
        return None
    return f"{int(year):04d}-{m:02d}-{d:02d}"


def read_front(lines: Sequence[BodyLine]) -> FrontMatter:
    """Read the lines before the first heading."""
    front = FrontMatter()
    rest = _take_marks(front, list(lines))
    end = _notice_end(rest)
    if end:
        _read_notice(front, rest[:end])
        rest = rest[end:]
    else:
        rest = _take_dates(front, rest)
    rest = [line for line in rest if not _skip(front, line)]
    _read_title(front, rest)
    return front


def _skip(front: FrontMatter, line: BodyLine) -> bool:
    """Cover lines and annex marks between notice and title."""
    text = line.text
    if re.fullmatch(r"附[件表录][\d一二三四五六七八九十]*[：:]?", text) or _PUBLIC.fullmatch(text):
        front.marks.append(line.flow)
        return True
    if DATE.fullmatch(text) or _COVER_DATE.fullmatch(text.strip("（()）")) or _ISO_DATE.fullmatch(text):
        front.marks.append(line.flow)
        return True
    return False


def _take_marks(front: FrontMatter, lines: list[BodyLine]) -> list[BodyLine]:
    """Take out document number, stage, secrecy mark and the red head's name."""
    rest: list[BodyLine] = []
    for line in lines:
        text = line.text
        if not front.number and _NUMBER.fullmatch(text):
            front.number = line.flow
        elif _REGISTERED.fullmatch(text):
            front.marks.append(line.flow)
        elif not front.secrecy and len(text) <= 16 and (found := _SECRECY.fullmatch(text)):
            front.secrecy, front.secrecy_mark = line.flow, next(g for g in found.groups() if g)
        elif (found := STAGE.fullmatch(text)) and not front.stage:
            front.stage, front.stage_name = line.flow, found.group(1)
        elif (found := _RED_HEAD.fullmatch(text)) and not rest:
            front.marks.append(line.flow)
            front.issuing_body = found.group(1)
        else:
            rest.append(line)
    return rest


def _notice_end(lines: Sequence[BodyLine]) -> int:
    """Number of lines that belong to a notice of promulgation in front; 0 if there is none."""
    text = "".join(line.text for line in lines)
    if not _PROMULGATES.search(text) and not re.search(r"关于[^。]{0,6}印发.{2,80}的通知", text):
        return 0
    dated = [i for i, line in enumerate(lines) if DATE.search(line.text) and len(line.text) <= 60 and _signs(line.text)]
    end = dated[-1] + 1 if dated else _promulgation_end(lines)
    while end < len(lines) and (_PUBLIC.fullmatch(lines[end].text) or re.fullmatch(r"附件[：:]?.*", lines[end].text)):
        end += 1
    return end if end < len(lines) else 0


def _signs(text: str) -> bool:
    """Whether a line is a date of signature, alone or behind the body's name."""
    found = DATE.search(text)
    if found is None or found.end() != len(text):
        return False
    before = text[: found.start()]
    return not before or bool(_ORGAN.fullmatch(before))


def _promulgation_end(lines: Sequence[BodyLine]) -> int:
    """The end of the paragraph that promulgates, where no date follows it."""
    text = ""
    for i, line in enumerate(lines):
        text += line.text
        if line.text.endswith("。") and _PROMULGATES.search(text):
            end = i + 1
            while end < len(lines) and _ORGAN.fullmatch(lines[end].text):
                end += 1
            return end
    return 0


def _take_dates(front: FrontMatter, lines: list[BodyLine]) -> list[BodyLine]:
    """Without a notice: a full date on a line of its own is the date of issue."""
    rest: list[BodyLine] = []
    for line in lines:
        if not front.date and DATE.fullmatch(line.text) and len(lines) > 1:
            front.date, front.issue_date = line.flow, iso_date(line.text)
        else:
            rest.append(line)
    return rest


def _read_notice(front: FrontMatter, lines: Sequence[BodyLine]) -> None:
    """Title, addressees, text, signature and date of the notice."""
    _sign(front, lines)
    head = _addressees_at(lines)
    if head is not None:
        start, end = head
        front.addressees = join(line.flow for line in lines[start:end])
        front.notice_title = join(line.flow for line in lines[:start])
    else:
        front.notice_title = join(line.flow for line in _until_stop(lines))
    signed = set(front.body.index) | set(front.date.index) | set(front.addressees.index)
    front.notice = flow_of(paragraphs([line for line in lines if not set(line.flow.index) & signed]), breaks=True)
    if front.issuing_body is None:
        front.issuing_body = body_in_title(front.notice_title.text)


def _until_stop(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """The lines up to the one that ends with 通知."""
    for i, line in enumerate(lines[:6]):
        if line.text.endswith(("通知", "决定", "函", "公告", "启事", "通告")):
            return list(lines[: i + 1])
    return list(lines[:1])


def _addressees_at(lines: Sequence[BodyLine]) -> tuple[int, int] | None:
    """The range of lines that name the addressees: from 各… to the colon."""
    for end, line in enumerate(lines):
        if line.text[-1] not in "：:":
            continue
        for start in range(end, max(-1, end - 8), -1):
            text = "".join(x.text for x in lines[start : end + 1])
            before = lines[start - 1].text if start else ""
            if not _ADDRESSEE.fullmatch(text):
                break
            if start == 0 or _DOCUMENT.search(before) or before.endswith(("通知", "函", "公告", "号")):
                return start, end + 1
            if before.endswith(("，", "、", "；")) or lines[start - 1].full:
                continue
            return start, end + 1
    return None


def _sign(front: FrontMatter, lines: Sequence[BodyLine]) -> None:
    """The date at the end and the names of the bodies above or before it."""
    for at in range(len(lines) - 1, -1, -1):
        found = DATE.search(lines[at].text)
        if not found or not _signs(lines[at].text):
            continue
        front.date = lines[at].flow.cut(found.start())
        front.issue_date = iso_date(lines[at].text)
        names = [lines[at].flow.cut(0, found.start())] if found.start() else []
        above = at - 1
        while not found.start() and above >= 0 and _ORGAN.fullmatch(lines[above].text):
            names.insert(0, lines[above].flow)
            above -= 1
        names = [part for name in names for part in _side_by_side(name)]
        if names:
            front.body = join(names)
            front.issuing_body = "、".join(name.text for name in names)
        return


def _side_by_side(name: Flow) -> list[Flow]:
    """Bodies that sign in one line, white space between them."""
    gaps = [at for at in range(1, len(name)) if name.index[at] - name.index[at - 1] > 1]
    parts = [name.cut(a, b) for a, b in itertools.pairwise([0, *gaps, len(name)])]
    return parts if len(parts) > 1 and all(_ORGAN.fullmatch(part.text) for part in parts) else [name]


def read_signature(front: FrontMatter, lines: Sequence[BodyLine]) -> None:
    """A signature at the end of the plan, where none stood in front."""
    if front.date or front.body or not lines:
        return
    issuing = front.issuing_body
    _sign(front, lines)
    front.issuing_body = front.issuing_body or issuing


def _read_title(front: FrontMatter, lines: Sequence[BodyLine]) -> None:
    """The plan's title, a stage in brackets behind it, addressees, and the preamble."""
    end = _title_end(lines)
    title = join(line.flow for line in lines[:end])
    if found := STAGE.search(title.text):
        if not front.stage:
            front.stage, front.stage_name = title.cut(found.start(), found.end()), found.group(1)
        title = join([title.cut(0, found.start()), title.cut(found.end())])
    front.title = title
    rest = list(lines[end:])
    if len(rest) > 1 and title and _ORGAN.fullmatch(rest[0].text) and _PREAMBLE.match(rest[1].text):
        front.marks.append(rest[0].flow)  # the office that drew up the plan, below its title
        front.issuing_body = front.issuing_body or rest[0].text
        rest = rest[1:]
    head = _addressees_at(rest[:8]) if not front.addressees else None
    if head and head[0] == 0 and not _PREAMBLE.match(rest[0].text):
        front.addressees = join(line.flow for line in rest[: head[1]])
        rest = rest[head[1] :]
    front.preamble = join(line.flow for line in rest)


def _title_end(lines: Sequence[BodyLine]) -> int:
    """Number of lines that make the title."""
    text = ""
    for i, line in enumerate(lines):
        if line.text[-1] in "。：:；" or (_PREAMBLE.match(line.text) and (i or line.full or len(line.text) > 40)):
            return i
        if i and line.full and not line.centred and line.indent is not False and len(line.text) > 20:
            return i
        text += line.text
        following = lines[i + 1].text if i + 1 < len(lines) else ""
        if _DOCUMENT.search(text) and not re.match(r"[（(《]", following) and not _goes_on(line, lines[i + 1 :]):
            return i + 1
    return len(lines)


def _goes_on(line: BodyLine, following: Sequence[BodyLine]) -> bool:
    """Whether the title has one more line: one set in the same size that is again the end of a title."""
    if not following:
        return False
    after = following[0]
    alike = line.size is None or after.size is None or abs(line.size - after.size) < 0.6
    return alike and bool(_DOCUMENT.search(after.text)) and not _PREAMBLE.match(after.text) and len(after.text) <= 40
