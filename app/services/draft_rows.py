"""Frozen rows of 两稿对照: the marked text of two drafts, and what became of the passages of earlier opinions."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.compare_rows import SideChoice
from app.services.rows import ItemRef

EQUAL, INSERTED, DELETED, MOVED_FROM, MOVED_TO = "equal", "insert", "delete", "moved from", "moved to"
FATE_WORDS = {
    "unchanged": "未修改",
    "changed": "有修改",
    "inserted": "新增",
    "deleted": "删除",
    "split": "拆分",
    "merged": "合并",
}
UNTOUCHED, PARTLY, CHANGED, GONE = "未修改", "部分修改", "已修改", "原文已删"
PASSAGE_STATES = {"unchanged": UNTOUCHED, "partly changed": PARTLY, "changed": CHANGED, "gone": GONE}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the marked text and what happened to it (EQUAL … MOVED_TO)."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftField:
    """A field in both drafts. ``words``: what it is called before its text ("" for the text itself)."""

    words: str
    changed: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item in both drafts; ``label`` tells old and new number where they differ. ``section``: under which head."""

    ref: ItemRef
    section: str
    label: str
    fate: str
    fields: tuple[DraftField, ...]

    @property
    def changed(self) -> bool:
        """Whether anything about it is not as it was."""
        return self.fate != "unchanged"


@dataclass(frozen=True, slots=True)
class EarlierRemark:
    """An opinion on the old draft and what became of its passage (PASSAGE_STATES).

    ``where`` in the new draft and what stands there ``now``; ``path`` "" where the passage is gone. ``carried``: it is
    an opinion on the new draft already.
    """

    entity: str
    text: str
    severity: str
    settled: str
    author: str
    old: ItemRef
    quote: str
    state: str
    where: ItemRef | None = None
    path: str = ""
    now: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Drafts:
    """Two drafts of a plan."""

    old: SideChoice
    new: SideChoice
    items: tuple[DraftItem, ...]
    remarks: tuple[EarlierRemark, ...]
