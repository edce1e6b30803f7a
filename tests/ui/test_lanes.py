"""Lanes: where work runs, and what comes back of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, FileRefused, KnownError
from app.services.progress import Progress
from app.ui.lanes import Lanes


@pytest.fixture
def lanes(qapp: object) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close(5)


def test_answer_arrives_in_gui_thread(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[Any] = []
    lanes.read(threading.get_ident, lambda worker: seen.extend([worker, threading.get_ident()]))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] != seen[1] == threading.get_ident()


def test_writes_run_in_order_in_one_thread(lanes: Lanes, qtbot: QtBot) -> None:
    order: list[tuple[int, int]] = []
    for number in range(20):
        lanes.write(lambda number=number: order.append((number, threading.get_ident())))  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(order) == 20 and not lanes.busy())
    assert [number for number, _ in order] == list(range(20))
    assert len({thread for _, thread in order}) == 1


def test_only_the_latest_answer_of_a_key_arrives(lanes: Lanes, qtbot: QtBot) -> None:
    gate = threading.Event()
    ran: list[int] = []
    seen: list[int] = []

    def ask(number: int) -> int:
        gate.wait(5)
        ran.append(number)
        return number

    for number in range(5):
        lanes.read(lambda number=number: ask(number), seen.append, key="q")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: not lanes.busy())
    assert seen == [4]
    assert set(ran) <= {0, 4}


def test_later_question_stops_the_earlier_work_and_is_answered(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[str] = []

    def endless(progress: Progress) -> str:
        while True:
            progress.step(0, 1, "")

    first = lanes.pool(endless, seen.append, key="q")
    second = lanes.pool(lambda _progress: "second", seen.append, key="q")
    qtbot.waitUntil(lambda: not lanes.busy())
    assert seen == ["second"]
    assert (first.cancelled, second.cancelled) == (True, False)


def test_different_keys_do_not_disturb_each_other(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[str] = []
    lanes.read(lambda: "a", seen.append, key="a")
    lanes.read(lambda: "b", seen.append, key="b")
    qtbot.waitUntil(lambda: seen == ["a", "b"])


def test_known_error_goes_to_on_error(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[KnownError] = []

    def refuse() -> None:
        raise FileRefused("坏了。")

    lanes.read(refuse, on_error=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], FileRefused)


def test_known_error_without_taker_is_announced(lanes: Lanes, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise FileRefused("坏了。")

    with qtbot.waitSignal(lanes.refused) as signal:
        lanes.write(refuse)
    assert isinstance(signal.args[0], FileRefused)


def test_bug_reaches_excepthook(lanes: Lanes, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        lanes.read(lambda: 1 // 0)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert lanes.busy() == ()


def test_cancel_stops_at_the_next_step(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[KnownError] = []

    def endless(progress: Progress) -> None:
        while True:
            progress.step(1, 2, "第1页")

    work = lanes.pool(endless, on_error=seen.append, title="导入")
    qtbot.waitUntil(lambda: work.state == (1, 2, "第1页"))
    work.cancel()
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Cancelled)


def test_answer_to_a_dead_widget_is_dropped(lanes: Lanes, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    gate = threading.Event()
    lanes.read(lambda: "text" if gate.wait(5) else "", label.setText)
    label.deleteLater()
    qtbot.waitSignal(label.destroyed).wait()
    gate.set()
    qtbot.waitUntil(lambda: not lanes.busy())


def test_close_lets_writes_end(qapp: object) -> None:
    lanes = Lanes()
    done: list[int] = []
    for number in range(50):
        lanes.write(lambda number=number: done.append(number))  # type: ignore[misc]
    assert lanes.close(5)
    assert done == list(range(50))


def test_closed_lanes_take_no_work(qapp: object) -> None:
    lanes = Lanes()
    lanes.close(1)
    lanes.write(lambda: pytest.fail("ran"))
    assert lanes.busy() == ()


def test_20000_answers_harm_nothing(lanes: Lanes, qtbot: QtBot) -> None:
    """SPEED.md finding A: some versions of PySide6 lose a reference of None with each call."""
    count = 0

    def add(_answer: None) -> None:
        nonlocal count
        count += 1

    for _ in range(20_000):
        lanes.read(lambda: None, add)
    qtbot.waitUntil(lambda: count == 20_000, timeout=30_000)
