"""How official papers name a place: 正文第二部分第（三）条 / 附件第17项（第11页）."""

from __future__ import annotations

from app.services.extraction.draft import ChapterDraft, MeasureDraft, Place, TaskDraft

_HAN = "零一二三四五六七八九"


def han(number: int) -> str:
    """A number below one thousand in Chinese figures."""
    if number >= 100:
        rest = number % 100
        middle = ("零" if rest < 10 else "一" if rest < 20 else "") if rest else ""
        return f"{_HAN[number // 100]}百{middle}{han(rest) if rest else ''}"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones or not tens else "")


def _page(place: tuple[Place, ...]) -> str:
    printed = place[0].printed_page if place else None
    return f"（第{printed}页）" if printed else ""


def cite_chapter(chapter: ChapterDraft) -> str:
    """正文第二部分."""
    return f"正文第{han(chapter.number)}部分{_page(chapter.place)}"


def cite_measure(measure: MeasureDraft, chapter: ChapterDraft | None) -> str:
    """正文第二部分第（三）条."""
    part = f"第{han(chapter.number)}部分" if chapter is not None else ""
    return f"正文{part}第（{han(measure.number)}）条{_page(measure.place)}"


def cite_task(task: TaskDraft, *, from_table: bool) -> str:
    """附件第17项, or 第17项任务 where clauses of the body make the tasks."""
    label = task.label or str(task.number)
    where = f"附件第{label}项" if from_table else f"第{label}项任务"
    return f"{where}{_page(task.place)}"


def brief(text: str, longest: int = 40) -> str:
    """A text cut to at most ``longest`` signs, for a sentence that quotes it."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
