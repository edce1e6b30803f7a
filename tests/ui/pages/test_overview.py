"""Page 总览 by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.services.overview_rows import Bar, Chart, Figure, Obligation, Overview, Segment, TargetLine
from app.services.rows import ROLE_WORDS, GridQuery, ItemRef, Scope
from app.ui.lanes import Lanes
from app.ui.pages.overview import SECTIONS, OverviewPage
from app.ui.pages.overview_cards import share_words
from app.ui.pages.overview_chart import STYLES, OpenableChart
from app.ui.pages.overview_time import year_of
from tests.ui.pages.invented import Invented
from tests.ui.pages.suspected import Suspected

Settle = Callable[[], None]


def query(words: str) -> GridQuery:
    return GridQuery(Scope(1), only=(("lead", "1"),), words=words)


def bar(label: str, **counts: int) -> Bar:
    pieces = tuple(Segment(key, count, query(f"{label} {key}")) for key, count in counts.items())
    return Bar(label, pieces, sum(counts.values()), query(label))


def counted(scope: Scope) -> Overview:
    """Four tasks of an invented plan."""
    bodies = (bar("市水务局", lead=3, first=2), bar("市教育局", first=1), bar("市农业农村局", lead=4))
    roles = tuple(bar(f"第{number}家单位", lead=1, joint=2, sole=1, support=4, implement=1) for number in range(40))
    return Overview(
        scope=scope,
        versions=(1,),
        figures=(
            Figure("tasks", "任务", 24, 0, GridQuery(scope)),
            Figure("dated", "有明确时限", 6, 24, query("有明确时限")),
            Figure("targets", "量化指标", 1),
        ),
        charts=(
            Chart("lead", "牵头单位", (("lead", "牵头"), ("first", "首列单位")), bodies, "供核对。"),
            Chart("part", "部分", (("tasks", "任务"),), (bar("一、总体目标", tasks=5),)),
            Chart("deadline", "完成时限", (("dated", "有时限"), ("open", "长期")), (bar("2026年", dated=2),)),
            Chart("role", "单位职责", tuple((key, key) for key in ROLE_WORDS), roles),
        ),
        obligations=(
            Obligation("dated", "2025-12-31", "2025年底", 2, query("2025年底")),
            Obligation("dated", "2027-12-31", "2027年底", 1, query("2027年底")),
            Obligation("ongoing", "", "持续推进", 9, query("持续推进")),
        ),
        targets=(TargetLine("供水管网漏损率", "≤9%", None, ItemRef(1, "task", 4), "任务 4", "甲方案"),),
    )  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot, invented: Invented, lanes: Lanes, settle: Settle) -> OverviewPage:
    made = OverviewPage(invented.services(overview=counted, checks=Suspected().services()), lanes)
    qtbot.addWidget(made)
    made.resize(900, 620)
    made.show()
    qtbot.waitExposed(made)
    made.set_scope(Scope(1))
    settle()
    return made


def place_of(chart: OpenableChart, number: int) -> QPoint:
    """Where a piece lies in the widget."""
    scene = chart.getPlotItem().vb.mapViewToScene(QPointF(chart.spots[number].rect.center()))
    return QPoint(chart.mapFromScene(scene))


def test_cards_show_counts_and_open_tasks(qtbot: QtBot, page: OverviewPage) -> None:
    card = page.cards.card("dated")
    assert card.accessibleName() == "有明确时限 6，占任务的25%"
    with qtbot.waitSignal(page.open_tasks) as caught:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert caught.args[0].words == "有明确时限"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_card_opens_by_key(qtbot: QtBot, page: OverviewPage, key: Qt.Key) -> None:
    page.cards.card("tasks").setFocus()
    with qtbot.waitSignal(page.open_tasks) as caught:
        qtbot.keyClick(page.cards.card("tasks"), key)
    assert caught.args[0] == GridQuery(Scope(1))


def test_targets_card_shows_the_table(qtbot: QtBot, page: OverviewPage) -> None:
    qtbot.mouseClick(page.cards.card("targets"), Qt.MouseButton.LeftButton)
    assert page.body.currentWidget() is page.table
    with qtbot.waitSignal(page.open_item) as caught:
        page.table.activated.emit(page.targets.index(0, 0))
    assert caught.args == [ItemRef(1, "task", 4), "reading"]


def test_findings_card_goes_to_the_checks(qtbot: QtBot, page: OverviewPage) -> None:
    assert page.cards.card("findings").figure.count == 3
    with qtbot.waitSignal(page.page_asked) as caught:
        page.cards.card("findings").click()
    assert caught.args == ["check"]


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_click_on_a_piece_opens_its_tasks(qtbot: QtBot, page: OverviewPage, number: int) -> None:
    expected = ["市水务局 lead", "市水务局 first", "市教育局 first", "市农业农村局 lead"][number]
    with qtbot.waitSignal(page.open_tasks) as caught:
        qtbot.mouseClick(page.bars.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page.bars, number))
    assert caught.args[0].words == expected


def test_a_click_beside_opens_nothing(qtbot: QtBot, page: OverviewPage) -> None:
    with qtbot.assertNotEmitted(page.open_tasks):
        qtbot.mouseClick(page.bars.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(page.bars.width() - 3, 20))


def test_keys_walk_over_rows_and_pieces(qtbot: QtBot, page: OverviewPage) -> None:
    page.focus_main()
    said: list[str] = []
    page.status.connect(said.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(page.bars, key)
    assert said == ["市水务局 首列单位 2 项", "市教育局 首列单位 1 项", "市农业农村局 牵头 4 项", "市水务局 牵头 3 项"]
    with qtbot.waitSignal(page.open_tasks) as caught:
        qtbot.keyClick(page.bars, Qt.Key.Key_Return)
    assert caught.args[0].words == "市水务局 lead"


def test_screen_readers_hear_the_piece(page: OverviewPage) -> None:
    assert page.bars.accessibleName().startswith("牵头单位，3 行")
    assert page.bars.accessibleDescription() == "市水务局 牵头 3 项"


@pytest.mark.parametrize("section", [key for key, _ in SECTIONS])
def test_every_section_shows(qtbot: QtBot, page: OverviewPage, section: str) -> None:
    button = next(one for one in page.sections.buttons() if one.property("section") == section)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.section == section
    assert page.body.currentWidget() is not page.nothing
    assert not page.grab().isNull()


def test_a_long_chart_scrolls_to_the_keyboard(qtbot: QtBot, page: OverviewPage) -> None:
    page.choose("role")
    qtbot.waitUntil(lambda: page.bars_area.verticalScrollBar().maximum() > 300)
    page.focus_main()
    qtbot.keyClick(page.bars, Qt.Key.Key_End)
    assert page.bars_area.verticalScrollBar().value() > 300


def test_time_line_opens_dates_and_bands(qtbot: QtBot, page: OverviewPage) -> None:
    page.choose("time")
    page.time.grab()
    for number, words in enumerate(("2025年底", "2027年底", "持续推进")):
        with qtbot.waitSignal(page.open_tasks) as caught:
            qtbot.mouseClick(page.time.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page.time, number))
        assert caught.args[0].words == words


def test_legend_names_what_occurs(page: OverviewPage) -> None:
    assert page.legend.accessibleName() == "图例：牵头，首列单位"
    page.choose("part")
    assert not page.legend.isVisible()


def test_no_two_series_of_a_chart_look_alike_in_black_and_white() -> None:
    for keys in (("lead", "first"), ("dated", "open"), ("lead", "joint", "sole", "support", "implement")):
        assert len({STYLES[key][1] for key in keys}) == len(keys)


def test_section_is_remembered(qtbot: QtBot, page: OverviewPage) -> None:
    page.restore({"section": "deadline"})
    assert page.state() == {"section": "deadline"}
    page.restore({"section": "没有"})
    assert page.section == "deadline"


def test_more_columns_where_there_is_room(qtbot: QtBot, page: OverviewPage) -> None:
    page.resize(420, 620)
    qtbot.wait(1)
    low = page.cards.card("findings").y()
    page.resize(900, 620)
    qtbot.wait(1)
    assert page.cards.card("findings").y() < low


def test_empty_project(qtbot: QtBot, lanes: Lanes, settle: Settle) -> None:
    nothing = Overview(Scope(), (), (Figure("tasks", "任务", 0),), (), (), ())
    made = OverviewPage(Invented([]).services(overview=lambda _scope: nothing, checks=None), lanes)
    qtbot.addWidget(made)
    made.set_scope(Scope())
    settle()
    assert made.stack.currentWidget() is made.empty


def test_dates_on_the_axis() -> None:
    assert year_of("2025-12-31") == 2026
    assert year_of("2024-06-30") == pytest.approx(2024.497, abs=0.01)


@pytest.mark.parametrize(("count", "of", "words"), [(1, 400, "1%"), (399, 400, "99%"), (3, 4, "75%"), (0, 4, "0%")])
def test_shares_are_honest(count: int, of: int, words: str) -> None:
    assert share_words(Figure("", "", count, of)) == words
