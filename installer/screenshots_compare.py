"""Pictures of page 对比 in its modes, for ``screenshots.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.main_window import MainWindow
    from app.ui.pages.compare import ComparePage


@dataclass(frozen=True)
class Camera:
    """The window, and how it is waited for and taken: ``take(name, widget or None)``, ``dialog(name, widget)``."""

    window: MainWindow
    settle: Callable[[], None]
    take: Callable[..., None]
    dialog: Callable[[str, QWidget], None]


def take_compare(camera: Camera) -> None:
    """Page 对比 in its modes."""
    from app.ui.dialogs.compare_link import LinkDialog
    from app.ui.pages.compare import ComparePage
    from app.ui.pages.compare_pair import PairMode

    camera.window.desk.navigator.show_page("compare")
    camera.settle()
    page = camera.window.shell.stack.page()
    assert isinstance(page, ComparePage)
    pair = page.mode
    assert isinstance(pair, PairMode)
    for _ in range(3):
        pair.work.step(1)
    camera.settle()
    camera.take("compare-pair")
    pair.add_link()
    camera.settle()
    dialog = camera.window.findChildren(LinkDialog)[-1]
    camera.take("dialog-compare-link", dialog)
    dialog.close()
    pair.show_sources()
    camera.settle()
    assert pair._sources is not None
    camera.dialog("compare-sources", pair._sources)
    pair.work.kind.buttons["measure"].click()
    camera.settle()
    camera.take("compare-measures")
    _drafts(camera, page)
    _superior(camera, page)


def _drafts(camera: Camera, page: ComparePage) -> None:
    """Empty with the samples: they are no drafts of one plan."""
    from app.ui.pages.compare_drafts import DraftsMode

    page.choose("drafts")
    camera.settle()
    mode = page.mode
    assert isinstance(mode, DraftsMode)
    mode.work.step(1)
    camera.settle()
    camera.take("compare-drafts")


def _superior(camera: Camera, page: ComparePage) -> None:
    from app.ui.pages.compare_superior import SuperiorMode

    page.choose("superior")
    camera.settle()
    mode = page.mode
    assert isinstance(mode, SuperiorMode)
    if mode.work.table is None:
        camera.take("compare-superior-empty")
        others = [plan.ref.version for plan in camera.window.desk.navigator.plans]
        mode.choose(others[-1] if others[-1] != mode.choosers.left.version else others[0])
        camera.settle()
    mode.work.step(1)
    camera.settle()
    camera.take("compare-superior")
    mode.work.bar.begin("不涉及")
    camera.take("compare-superior-reason")
    mode.work.bar.leave()


def take_many(camera: Camera) -> None:
    """Page 对比, mode 多个方案, with all its tabs."""
    from app.ui.pages.compare import ComparePage
    from app.ui.pages.compare_many import ManyMode
    from app.ui.pages.compare_many_work import TABS

    camera.window.desk.navigator.show_page("compare")
    page = camera.window.shell.stack.page()
    assert isinstance(page, ComparePage)
    page.choose("many")
    camera.settle()
    many = page.mode
    assert isinstance(many, ManyMode)
    for tab, *_ in TABS:
        many.work.choose(tab)
        camera.settle()
        many.focus_main()
        many.work.grid.go_to(3)
        camera.settle()
        camera.take(f"many-{tab}")
    many.find_copied()
    camera.settle()
    camera.take("many-copied-found")
    camera.dialog("many-plans", many.head.choose_plans())
    page.choose("pair")
