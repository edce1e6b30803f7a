"""Two plans side by side, two drafts of one, and the plan above: from files to links, opinions and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.services.draft_rows import CHANGED
from app.services.rows import ItemRef, Scope
from app.services.superior_rows import MISSING
from app.ui.dialogs.compare_link import LinkDialog
from app.ui.pages.compare import ComparePage
from app.ui.pages.compare_drafts import DraftsMode
from app.ui.pages.compare_pair import PairMode
from app.ui.pages.compare_superior import SuperiorMode
from tests.flows.conftest import Start, settle

CITY = """{city}节水行动实施方案
为推进节水型社会建设，制定本实施方案。
一、推进农业节水
（一）改造灌区渠道。对大中型灌区渠道进行防渗改造，到{year}年完成渠道改造{length}公里。（市水利局牵头，市农业农村局配合）
（二）推广滴灌技术。在果园、菜地推广滴灌和喷灌，新增高效节水灌溉面积5万亩。（市农业农村局负责）
二、推进城镇节水
（三）更新供水管网。更新改造老旧供水管网，公共供水管网漏损率控制在9%以内。（市住房城乡建设局负责）
{own}
"""
GREEN = "（四）建设再生水厂。在开发区建设再生水厂，工业企业优先使用再生水。（市水利局负责）"
SCHOOL = "（四）开展校园宣传。中小学每学期开设节水课程，评选节水校园。（市教育局负责）"
PROVINCE = """大江省节水行动方案
为推进全省节水工作，制定本方案。
一、推进农业节水
（一）改造灌区渠道。各市对大中型灌区渠道进行防渗改造，到2027年完成渠道改造200公里。（省水利厅牵头）
二、加强监管
（二）安装取水计量设施。对规模以上取水口全部安装在线计量设施并联网监测。（省水利厅负责）
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """Two cities, a second draft of the first, and the province."""
    texts = {
        "云州.txt": CITY.format(city="云州市", year=2027, length=300, own=GREEN),
        "石州.txt": CITY.format(city="石州市", year=2026, length=260, own=SCHOOL),
        "云州送审.txt": CITY.format(city="云州市", year=2027, length=320, own=GREEN),
        "省.txt": PROVINCE,
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tuple(tmp_path / name for name in texts)


def page_of(program: Program, qtbot: QtBot, scope: Scope) -> ComparePage:
    """Page 对比, about a plan."""
    program.window.desk.library.select_scope(scope)
    program.window.desk.navigator.show_page("compare")
    settle(program, qtbot)
    page = program.window.shell.stack.page()
    assert isinstance(page, ComparePage)
    return page


def version_of(program: Program, name: str, nth: int = 0) -> int:
    """The version of a plan by a part of its title, in the order in which they came."""
    return sorted(plan.ref.version for plan in program.window.desk.navigator.plans if name in plan.title)[nth]


def test_links_are_cut_and_added_and_come_back_by_undo(start: Start, files: tuple[Path, ...], qtbot: QtBot) -> None:
    program = start(files=files[:2])
    left = version_of(program, "云州")
    mode = page_of(program, qtbot, Scope(left)).mode
    assert isinstance(mode, PairMode)
    work = mode.work
    assert [row.key for row in work.comparison.rows] == [(1, 1), (2, 2), (3, 3), (0, 4), (4, 0)]  # type: ignore[union-attr]
    first = work.current()
    assert first is not None
    assert {"target", "deadline"} & set(first.kinds(minor=False))

    work.list.setFocus()
    qtbot.keyClick(work.list, Qt.Key.Key_Delete)
    settle(program, qtbot)
    assert work.model.row_of((1, 1)) < 0
    program.window.desk.undoing.undo()
    settle(program, qtbot)
    assert work.model.row_of((1, 1)) >= 0

    mode.select_item(ItemRef(left, "task", 4))
    qtbot.mouseClick(work.buttons["link"], Qt.MouseButton.LeftButton)
    dialog = mode.findChildren(LinkDialog)[-1]
    dialog.words.setText("校园")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    settle(program, qtbot)
    added = work.current()
    assert added is not None
    assert (added.key, added.hand) == ((4, 4), True)


def test_a_difference_becomes_an_opinion_on_the_figure(start: Start, files: tuple[Path, ...], qtbot: QtBot) -> None:
    program = start(files=files[:2])
    left = version_of(program, "云州")
    mode = page_of(program, qtbot, Scope(left)).mode
    assert isinstance(mode, PairMode)
    mode.work.list.setFocus()
    qtbot.keyClick(mode.work.list, Qt.Key.Key_F7)
    qtbot.keyClick(mode.work.list, Qt.Key.Key_A)
    settle(program, qtbot)
    written = program.session.remarks(ItemRef(left, "task", 1))
    assert len(written) == 1
    assert written[0].text.startswith("与石州市")
    assert program.window.desk.navigator.plans[0].remarks + program.window.desk.navigator.plans[1].remarks == 1


def test_opinions_on_the_old_draft_are_carried_over(start: Start, files: tuple[Path, ...], qtbot: QtBot) -> None:
    program = start(files=(files[0], files[2]))
    old, new = version_of(program, "云州"), version_of(program, "云州", 1)
    program.session.add_remark(ItemRef(old, "task", 1), "请核对里程。", "一般", "text", "300公里")
    page = page_of(program, qtbot, Scope(new))
    page.choose("drafts")
    settle(program, qtbot)
    mode = page.mode
    assert isinstance(mode, DraftsMode)
    assert "300320公里" in mode.work.text.toPlainText()
    assert [one.state for one in mode.work.drafts.remarks] == [CHANGED]  # type: ignore[union-attr]
    qtbot.keyClick(mode.work.text, Qt.Key.Key_G)
    settle(program, qtbot)
    assert [one.text for one in program.session.remarks(ItemRef(new, "task", 1))] == ["请核对里程。"]


def test_the_plan_above_is_chosen_and_its_gap_written_up(start: Start, files: tuple[Path, ...], qtbot: QtBot) -> None:
    program = start(files=(files[0], files[3]))
    own = version_of(program, "云州")
    page = page_of(program, qtbot, Scope(own))
    page.choose("superior")
    settle(program, qtbot)
    mode = page.mode
    assert isinstance(mode, SuperiorMode)
    assert mode.stack.currentWidget() is mode.empty
    mode.choose(version_of(program, "大江省"))
    settle(program, qtbot)
    qtbot.mouseClick(mode.work.chips[MISSING], Qt.MouseButton.LeftButton)
    row = mode.work.current()
    assert row is not None
    assert "计量设施" in row.side.text
    mode.work.grid.setFocus()
    qtbot.keyClick(mode.work.grid.body, Qt.Key.Key_A)
    settle(program, qtbot)
    written = program.session.remarks(ItemRef(own, "plan", 0))
    assert len(written) == 1
    assert "大江省节水行动方案" in written[0].text
