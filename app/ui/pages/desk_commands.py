"""The commands of the desk for the menu bar."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.ui.pages.page import PageCommand

if TYPE_CHECKING:
    from app.ui.pages.desk import DeskPage


def desk_commands(page: DeskPage) -> tuple[PageCommand, ...]:
    """Confirm, edit, split, merge, add, remove; what is listed; the source."""
    item, decide = page.form.item(), page.decide
    task = item is not None and item.kind == "task"
    follower = item is not None and task and page.model.follower(item.ref) is not None
    there = item is not None
    shown = [
        PageCommand(button.text(), f"Alt+{place + 1}", partial(page.show_only, key), checked=button.isChecked())
        for place, (key, button) in enumerate(page.bar.buttons.items())
        if page.bar.key(place)
    ]
    return (
        PageCommand("确认，转到下一处", "Enter", decide.confirm, possible=there),
        PageCommand("修改", "F2", page.form.begin, possible=there),
        PageCommand("标为未校对", "", decide.unconfirm, possible=item is not None and item.checked),
        PageCommand("在光标处拆分", "Ctrl+Shift+Enter", partial(decide.act, "split"), possible=task, line_before=True),
        PageCommand("与下一条合并", "Ctrl+Shift+J", partial(decide.act, "merge"), possible=follower),
        PageCommand("添加一条任务…", "", partial(decide.act, "add"), possible=there),
        PageCommand("删除这一条", "", partial(decide.act, "remove"), possible=task),
        PageCommand("添加指标", "", partial(decide.act, "target"), possible=not page.form.buttons["target"].isHidden()),
        replace(shown[0], line_before=True),
        *shown[1:],
        PageCommand("放大原件", "Ctrl+＋", partial(page.source.step_zoom, 1), line_before=True),
        PageCommand("缩小原件", "Ctrl+－", partial(page.source.step_zoom, -1)),
        PageCommand("与窗格同宽", "Ctrl+0", partial(page.source.step_zoom, 0)),
        PageCommand("向下滚动原件", "Alt+PageDown", partial(page.source.step_down, 1)),
        PageCommand("向上滚动原件", "Alt+PageUp", partial(page.source.step_down, -1)),
    )
