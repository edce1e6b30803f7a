"""The ways in which page 对比 looks at plans: one class a way, made when it is first chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.pages.page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CompareMode(Page):
    """What fills page 对比 in one of its modes: a page inside the page, with the signals and calls of one.

    The slot for a new mode: subclass this, and add a ``ModeEntry`` to ``MODES``. Nothing else is needed: the page
    makes the widget when its mode is first chosen, passes scope, selection, changes and remembered state on to it (a
    mode that is not seen hears of them when it is shown next), and passes its signals to the window.
    ``services.compare`` (or a field of its own in ``UiServices``) holds its use cases.
    """

    def header(self) -> QWidget | None:
        """What stands beside the switch of modes (choosers of plans); one widget, made once, None: nothing."""
        return None


@dataclass(frozen=True)
class ModeEntry:
    """A mode before its module is imported."""

    key: str
    title: str
    tip: str
    load: Callable[[], type[CompareMode]]


def _pair() -> type[CompareMode]:
    from app.ui.pages.compare_pair import PairMode

    return PairMode


def _drafts() -> type[CompareMode]:
    from app.ui.pages.compare_drafts import DraftsMode

    return DraftsMode


def _many() -> type[CompareMode]:
    from app.ui.pages.compare_many import ManyMode

    return ManyMode


def _superior() -> type[CompareMode]:
    from app.ui.pages.compare_superior import SuperiorMode

    return SuperiorMode


MODES: tuple[ModeEntry, ...] = (
    ModeEntry("pair", "两个方案", "左右并排对照两个方案", _pair),
    ModeEntry("drafts", "两稿对照", "同一方案的两稿逐条对照，并看原来的意见是否已经落实", _drafts),
    ModeEntry("many", "多个方案", "一个参照方案与多个方案逐项对照", _many),
    ModeEntry("superior", "上级方案", "逐项对照上级方案的落实情况", _superior),
)
"""In the order of the switch: 两个方案, 两稿对照, 多个方案, 上级方案."""
