"""Settings of the checks in one workspace: switched rules, edited lists, the date at which deadlines are judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.errors import KnownError, NotFound
from app.services import finding_store as store
from app.services.checking.engine import rules as all_rules
from app.services.checking.words import CheckWords, list_titles, shipped_words
from app.services.finding_rows import ReferenceDate, WordList
from app.services.history import Change, LocalStep, UndoToken

if TYPE_CHECKING:
    from app.models.workspace import Workspace

_CHECKED = frozenset({"findings"})


def switch_rule(workspace: Workspace, number: str, enabled: bool) -> Change:
    """Switch a rule on or off; verdicts on its findings stay."""
    if number not in {one.number for one in all_rules()}:
        raise NotFound(f"没有规则 {number}。", "请在规则列表中选择。")
    with workspace.write() as session:
        now, before = set(store.off(session)), store.stored(session, store.OFF)
        store.save_off(session, sorted(now - {number} if enabled else now | {number}))
        after = store.stored(session, store.OFF)
    return _change(f"{'启用' if enabled else '停用'}规则 {number}", store.OFF, before, after)


def _change(label: str, key: str, before: str | None, after: str | None) -> Change:
    """A change of a local value that can be taken back; none where nothing is different."""
    if before == after:
        return Change(_CHECKED, label)
    return Change(_CHECKED, label, UndoToken((), label, local=(LocalStep(key, before, after, _CHECKED),)))


def word_lists(workspace: Workspace) -> tuple[WordList, ...]:
    """The lists that rules use, as they are in force."""
    with workspace.read() as session:
        lists = store.words(session)
    return tuple(
        WordList(
            key=key,
            title=title,
            words=lists.words(key),
            added=tuple(lists.added.get(key, ())),
            removed=tuple(lists.removed.get(key, ())),
        )
        for key, title in list_titles().items()
    )


def edit_list(workspace: Workspace, key: str, words: Sequence[str]) -> Change:
    """Let a list consist of these words; kept as what differs from the shipped ones."""
    if key not in list_titles():
        raise NotFound(f"没有词表 {key}。", "请在词表中选择。")
    shipped = shipped_words(key)
    wanted = [word.strip() for word in words if word.strip()]
    with workspace.write() as session:
        now = store.words(session)
        added = {**now.added, key: [word for word in wanted if word not in shipped]}
        removed = {**now.removed, key: [word for word in shipped if word not in wanted]}
        before = store.stored(session, store.LISTS)
        store.save_words(session, CheckWords(added, removed))
        after = store.stored(session, store.LISTS)
    return _change(f"修改词表：{list_titles()[key]}", store.LISTS, before, after)


def reference(workspace: Workspace, version: int) -> ReferenceDate:
    """The date at which deadlines of a version are judged; its ``date`` is None where a person must be asked."""
    with workspace.read() as session:
        return store.reference(session, store.versions(session, [version])[0])


def set_reference(workspace: Workspace, version: int, day: str | None) -> Change:
    """Choose the intended date of issue (ISO); None: the printed one."""
    try:
        chosen = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise KnownError(f"“{day}”不是日期。", "请按 2025-03-01 的样式填写。") from error
    with workspace.write() as session:
        one = store.versions(session, [version])[0]
        key, before = store.reference_key(one), store.stored(session, store.reference_key(one))
        store.save_reference(session, one, chosen)
        after = store.stored(session, key)
    return _change("设定拟印发日期", key, before, after)
