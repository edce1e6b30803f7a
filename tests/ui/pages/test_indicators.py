"""Page 指标 by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.services.many_rows import IndicatorTable
from app.services.rows import GridQuery, ItemRef, Scope
from app.ui.lanes import Lanes
from app.ui.pages.indicators import SECTIONS, IndicatorsPage
from app.ui.pages.indicators_chart import SHAPES, DotChart, panels
from tests.ui.conftest import type_in
from tests.ui.pages.figured import LEAKS, TABLE, many_services
from tests.ui.pages.invented import Invented

Settle = Callable[[], None]
Make = Callable[[IndicatorTable], IndicatorsPage]


@pytest.fixture
def make(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle) -> Make:
    def made(table: IndicatorTable) -> IndicatorsPage:
        page = IndicatorsPage(invented.services(many=many_services(table)), lanes)
        qtbot.addWidget(page)
        page.resize(1000, 600)
        page.show()
        qtbot.waitExposed(page)
        page.set_scope(Scope())
        settle()
        return page

    return made


@pytest.fixture
def page(make: Make) -> IndicatorsPage:
    return make(TABLE)


def column(page: IndicatorsPage, number: int) -> list[str]:
    return [str(page.grid.model.index(row, number).data()) for row in range(page.grid.model.rowCount())]


def press(qtbot: QtBot, page: IndicatorsPage, key: str) -> None:
    button = next(one for one in page.sections.buttons() if one.property("section") == key)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_all_figures_in_the_order_of_the_plans(page: IndicatorsPage) -> None:
    assert column(page, 0) == ["甲湾市", "甲湾市", "乙山市", "行动计划", "行动计划"]
    assert column(page, 8) == ["可对照", "仅此方案", "可对照", "口径不一致", "口径不一致"]


def test_a_filter_narrows_and_esc_takes_it_away(qtbot: QtBot, page: IndicatorsPage) -> None:
    type_in(page.grid.head.edits[1], "漏损")
    qtbot.keyClick(page.grid.head.edits[1], Qt.Key.Key_Return)
    assert page.grid.model.rowCount() == 4
    assert page.clear_button.isVisible()
    page.grid.setFocus()
    qtbot.keyClick(page.grid.body, Qt.Key.Key_Escape)
    assert page.grid.model.rowCount() == 5


def test_heads_sort(qtbot: QtBot, page: IndicatorsPage) -> None:
    at = QPoint(page.grid.head.sectionViewportPosition(5) + 10, 10)
    qtbot.mouseClick(page.grid.head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert column(page, 5) == ["2025年", "2025年", "2025年", "2025年", "2030年"]
    qtbot.mouseClick(page.grid.head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert column(page, 5)[0] == "2030年"


def test_enter_opens_the_tasks_that_say_it(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.focus_main()
    with qtbot.waitSignal(page.open_tasks) as caught:
        qtbot.keyClick(page.grid.body, Qt.Key.Key_Return)
    assert caught.args == [GridQuery(Scope(1), only=(("task", "1"),), words="漏损率")]


def test_a_figure_of_the_body_is_read_there(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.grid.go_to(2)
    with qtbot.waitSignal(page.open_item) as caught:
        qtbot.keyClick(page.grid.body, Qt.Key.Key_Return)
    assert caught.args == [ItemRef(2, "measure", 3), "reading"]


def test_moving_selects_the_item(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.focus_main()
    with qtbot.waitSignal(page.item_selected) as caught:
        qtbot.keyClick(page.grid.body, Qt.Key.Key_Down)
    assert caught.args == [ItemRef(1, "task", 2)]


def test_a_plan_in_the_library_narrows_the_table(page: IndicatorsPage) -> None:
    page.set_scope(Scope(2))
    assert column(page, 1) == ["供水管网漏损率"]


def test_an_earlier_draft_is_read_with_the_others(page: IndicatorsPage, settle: Settle) -> None:
    asked: list[object] = []

    def answer(versions: object) -> IndicatorTable:
        asked.append(versions)
        return TABLE

    page.services = Invented([]).services(many=many_services(indicators=answer))
    page.set_scope(Scope(7))
    settle()
    page.set_scope(Scope(1))
    settle()
    assert asked == [[1, 2, 3, 7], None]


def test_commands_for_the_menu(page: IndicatorsPage) -> None:
    commands = {one.words: one for one in page.commands()}
    assert not commands["查看对应任务"].possible
    commands["覆盖情况"].call()
    assert page.section == "cover"
    commands["只看两个以上方案列有的"].call()
    assert page.cover.model.rowCount() == 1


def test_copying_gives_a_table(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.focus_main()
    page.grid.body.selectAll()
    qtbot.keyClick(page.grid.body, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert (len(lines), lines[1].split("\t")[:3]) == (6, ["甲湾市", "漏损率", "≤9%"])


def test_columns_give_way_in_a_narrow_window(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.resize(900, 600)
    qtbot.wait(1)
    assert page.grid.body.horizontalScrollBar().maximum() == 0


# 对照图


def place_of(chart: DotChart, number: int) -> QPoint:
    scene = chart.getPlotItem().vb.mapViewToScene(QPointF(chart.spots[number].rect.center()))
    return QPoint(chart.mapFromScene(scene))


def test_only_shared_indicators_are_drawn(qtbot: QtBot, page: IndicatorsPage) -> None:
    press(qtbot, page, "charts")
    assert page.charts.model.rowCount() == 1
    assert [len(chart.spots) for chart in page.charts.charts] == [3]


def test_another_year_is_drawn_another_basis_is_not() -> None:
    (panel,) = panels(TABLE, LEAKS)
    assert panel.years == (2025, 2030)
    assert [one.number for one in panel.figures] == [0, 2, 3]


def test_a_click_on_a_dot_opens_its_tasks(qtbot: QtBot, page: IndicatorsPage) -> None:
    press(qtbot, page, "charts")
    chart = page.charts.charts[0]
    chart.grab()
    with qtbot.waitSignal(page.open_tasks) as caught:
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place_of(chart, 0))
    assert caught.args[0].scope == Scope(1)


def test_keys_walk_over_dots(qtbot: QtBot, page: IndicatorsPage) -> None:
    press(qtbot, page, "charts")
    said: list[str] = []
    page.status.connect(said.append)
    qtbot.keyClick(page.charts.list.body, Qt.Key.Key_Return)
    qtbot.keyClick(page.charts.charts[0], Qt.Key.Key_Down)
    qtbot.keyClick(page.charts.charts[0], Qt.Key.Key_Down)
    assert said[-2:] == ["乙山市 2025年 ≤8%", "行动计划 2030年 ≤7%"]


def test_what_is_not_compared_stands_below_with_its_reason(qtbot: QtBot, page: IndicatorsPage) -> None:
    press(qtbot, page, "charts")
    said = page.charts.apart.toPlainText()
    assert "口径不一致，不作比较（2）" in said
    assert "原因：一为增减幅度，一为数值" in said


def test_searching_an_indicator(qtbot: QtBot, page: IndicatorsPage) -> None:
    press(qtbot, page, "charts")
    type_in(page.charts.search, "没有的")
    assert page.charts.model.rowCount() == 0
    assert page.charts.charts == []


def test_years_are_told_by_shape() -> None:
    assert len(set(SHAPES)) == 4


# 覆盖情况


def signs(page: IndicatorsPage) -> list[str]:
    model = page.cover.model
    return ["".join(str(model.index(row, at).data() or "－") for at in range(2, 5)) for row in range(model.rowCount())]


def test_which_plan_has_which(qtbot: QtBot, page: IndicatorsPage) -> None:
    press(qtbot, page, "cover")
    assert signs(page) == ["●●◐", "●－－"]
    qtbot.mouseClick(page.shared_button, Qt.MouseButton.LeftButton)
    assert signs(page) == ["●●◐"]


def test_a_cell_opens_its_tasks_and_a_name_its_chart(qtbot: QtBot, page: IndicatorsPage) -> None:
    press(qtbot, page, "cover")
    page.cover.go_to(0, 2)
    with qtbot.waitSignal(page.open_tasks):
        qtbot.keyClick(page.cover.body, Qt.Key.Key_Return)
    name = page.cover.left.visualRect(page.cover.model.index(0, 0)).center()
    qtbot.mouseClick(page.cover.left.viewport(), Qt.MouseButton.LeftButton, pos=name)
    qtbot.mouseDClick(page.cover.left.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert page.section == "charts"


def test_section_is_remembered(page: IndicatorsPage) -> None:
    page.restore({"section": "cover", "shared": True})
    assert page.state() == {"section": "cover", "shared": True}


@pytest.mark.parametrize("section", [key for key, _ in SECTIONS])
def test_every_section_paints(qtbot: QtBot, page: IndicatorsPage, section: str) -> None:
    press(qtbot, page, section)
    assert not page.grab().isNull()


def test_empty_project(make: Make) -> None:
    page = make(IndicatorTable((), (), ()))
    assert page.stack.currentWidget() is page.empty
