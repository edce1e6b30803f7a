"""The toolbar: the few commands that are needed all day; everything else is in the menus."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from app.ui import theme
from app.ui.actions import REASONS, Actions


class Toolbar(QToolBar):
    """导入 输出 撤销 重做 写意见 … 审阅人, with the switches of the side panes at both ends."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__("工具栏", parent)
        self.setMovable(False)
        self.setIconSize(QSize(22, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addAction(actions["library"])
        self.addAction(actions["import"])
        self.export = self._make_export(actions)
        self.addWidget(self.export)
        self.addSeparator()
        for key in ("undo", "redo", "remark"):
            self.addAction(actions[key])
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.addAction(actions["reviewer"])
        alone = QLabel("单机版", self)
        theme.dress(alone, "color: @secondary; padding: 0 8px;")
        alone.setToolTip("程序不连接网络，内容只保存在本机")
        self.addWidget(alone)
        self.addAction(actions["inspector"])
        for key in ("library", "inspector"):
            button = self.widgetForAction(actions[key])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setIconSize(QSize(18, 18))
        for one in self.findChildren(QToolButton):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_plan(self, there: bool) -> None:
        """Exports need a plan."""
        self.export.setEnabled(there)
        self.export.setToolTip("输出报告和表格" if there else REASONS["plan"])

    def _make_export(self, actions: Actions) -> QToolButton:
        button = QToolButton(self)
        button.setText("输出")
        button.setIcon(theme.icon("export"))
        button.setIconSize(self.iconSize())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addAction(actions["report"])
        menu.addAction(actions["duties"])
        menu.addAction(actions["tasks_xlsx"])
        button.setMenu(menu)
        return button
