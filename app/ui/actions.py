"""Every command of the window, declared once: menu, words, shortcut, icon, and what it needs to be possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.ui import theme


@dataclass(frozen=True)
class Command:
    """``needs``: what must be there, of "workspace", "write", "plan", "item", "undo", "redo" (blank-separated)."""

    key: str
    menu: str
    text: str
    shortcut: str = ""
    icon: str = ""
    needs: str = ""
    checkable: bool = False
    line_before: bool = False


MENUS = (("file", "文件(&F)"), ("edit", "编辑(&E)"), ("view", "查看(&V)"), ("page", "本页(&P)"), ("help", "帮助(&H)"))

COMMANDS = (
    Command("import", "file", "导入方案(&I)…", "Ctrl+O", "import", "write"),
    Command("batch", "file", "批量导入(&B)…", "Ctrl+Shift+O", "folder-open", "write"),
    Command("samples", "file", "导入示例方案(&S)", needs="write"),
    Command("report", "file", "输出方案报告（PDF）(&R)…", "Ctrl+P", "printer", "plan", line_before=True),
    Command("duties", "file", "输出责任分工一览表（PDF）(&T)…", icon="grid", needs="plan"),
    Command("tasks_xlsx", "file", "输出任务分解表（Excel）(&E)…", "Ctrl+E", "table", "plan"),
    Command("reviewer", "file", "审阅人(&U)…", icon="user", needs="write", line_before=True),
    Command("quit", "file", "退出(&Q)", "Ctrl+Q", line_before=True),
    Command("undo", "edit", "撤销(&U)", "Ctrl+Z", "undo", "write undo"),
    Command("redo", "edit", "重做(&R)", "Ctrl+Y", "redo", "write redo"),
    Command("remark", "edit", "写意见(&M)", "Ctrl+M", "message", "write item", line_before=True),
    Command("edit_remark", "edit", "修改意见(&E)", "Ctrl+Shift+M", "pencil", "write item"),
    Command("delete_remark", "edit", "删除意见(&D)", "Ctrl+Shift+D", "trash", "write item"),
    Command("library", "view", "方案库(&B)", "Ctrl+B", "panel-left", checkable=True, line_before=True),
    Command("inspector", "view", "详情(&I)", "Ctrl+I", "panel-right", checkable=True),
    Command("next_pane", "view", "转到下一区域(&N)", "F6"),
    Command("source", "view", "查看原件大图(&S)", "Ctrl+L", "zoom-in", "item"),
    Command("reload", "view", "重新读取(&R)", "F5", needs="workspace"),
    Command("full_screen", "view", "全屏(&F)", "F11", checkable=True, line_before=True),
    Command("dark", "view", "深色外观(&D)", icon="moon", checkable=True),
    Command("manual", "help", "使用说明(&M)", "F1", "help"),
    Command("log_folder", "help", "打开日志文件夹(&L)", line_before=True),
    Command("about", "help", "关于清览(&A)"),
)

REASONS = {
    "workspace": "审阅项目还没有打开",
    "write": "审阅项目只能查看，不能改动",
    "plan": "请先在方案库中选择一个方案",
    "item": "请先选择一项任务、措施或方案",
    "undo": "没有可以撤销的操作",
    "redo": "没有可以重做的操作",
}


class Actions:
    """The window's QActions by key, and their menus. ``update`` says what is possible now."""

    def __init__(self, window: QWidget, bar: QMenuBar, handlers: Mapping[str, Callable[[], object]]) -> None:
        self._actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for key, words in MENUS:
            self.menus[key] = bar.addMenu(words)
        for command in COMMANDS:
            self._add(window, command, handlers[command.key])

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def add_page(self, window: QWidget, number: int, title: str, icon: str, call: Callable[[], None]) -> QAction:
        """A page's entry in the view menu, Ctrl+number."""
        action = QAction(theme.icon(icon), f"{title}(&{number})", window)
        action.setShortcut(QKeySequence(f"Ctrl+{number}"))
        action.setCheckable(True)
        action.triggered.connect(call)
        view = self.menus["view"]
        view.insertAction(self._view_line, action)
        return action

    def update(self, there: frozenset[str], reasons: Mapping[str, str] = REASONS) -> None:
        """Switch commands on and off; one that is off says why."""
        for command in COMMANDS:
            missing = [need for need in command.needs.split() if need not in there]
            action = self._actions[command.key]
            action.setEnabled(not missing)
            words = plain(command.text)
            shortcut = f"（{command.shortcut}）" if command.shortcut else ""
            why = reasons.get(missing[0], REASONS[missing[0]]) if missing else ""
            tip = f"{words}{shortcut}{f'：{why}' if why else ''}"
            if action.toolTip() != tip:
                action.setToolTip(tip)

    def name_steps(self, undo: str, redo: str) -> None:
        """Say in the menu what undo and redo would concern; the toolbar keeps the bare words."""
        for key, word, letter, label in (("undo", "撤销", "U", undo), ("redo", "重做", "R", redo)):
            action = self._actions[key]
            action.setText(f"{word}{label}(&{letter})")
            action.setIconText(word)

    def _add(self, window: QWidget, command: Command, handler: Callable[[], object]) -> None:
        action = QAction(command.text, window)
        if command.icon:
            action.setIcon(theme.icon(command.icon))
        action.setIconText(plain(command.text))
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        action.setCheckable(command.checkable)
        action.triggered.connect(lambda _checked=False: handler())
        menu = self.menus[command.menu]
        if command.line_before:
            line = menu.addSeparator()
            if command.key == "library":
                self._view_line = line
        menu.addAction(action)
        menu.setToolTipsVisible(True)
        self._actions[command.key] = action


def plain(words: str) -> str:
    """The words without mnemonic and dots: 导入方案(&I)… → 导入方案."""
    return words.split("(&")[0].rstrip("…")
