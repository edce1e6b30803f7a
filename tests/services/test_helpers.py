"""The pool of helpers: what a job may do, and what becomes of one that fails, hangs, dies or eats too much."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Cancelled, FileRefused
from app.services.helpers import ROOT, HelperBug, HelperLost, HelperPool, Limits, helper_program
from app.services.progress import Progress

PROGRAM = [sys.executable, "-P", "-m", "tests.services.helper_jobs"]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")


@pytest.fixture
def pool() -> Iterator[HelperPool]:
    with HelperPool(1, PROGRAM) as pool:
        yield pool


def test_answer_and_bytes_come_back(pool: HelperPool) -> None:
    answer, body = pool.run("echo", {"word": "方案"}, b"\x00\xffabc")
    assert answer["word"] == "方案"
    assert body == b"cba\xff\x00"


def test_large_payload_passes_both_ways(pool: HelperPool) -> None:
    payload = os.urandom(5_000_000)
    assert pool.run("echo", {}, payload)[1] == payload[::-1]


def test_helper_is_another_process_and_used_again(pool: HelperPool) -> None:
    first, second = (pool.run("echo", {})[0]["pid"] for _ in range(2))
    assert first == second != os.getpid()


def test_prints_of_libraries_do_not_break_the_stream(pool: HelperPool) -> None:
    assert pool.run("noisy", {}) == ({"read": ""}, b"ok")
    assert pool.run("echo", {}, b"12")[1] == b"21"


def test_known_error_arrives_as_its_class(pool: HelperPool) -> None:
    with pytest.raises(FileRefused) as caught:
        pool.run("refuse", {})
    assert (caught.value.message, caught.value.hint) == ("坏了。", "换一份。")


def test_cancelled_inside_arrives_as_cancelled(pool: HelperPool) -> None:
    with pytest.raises(Cancelled):
        pool.run("stop", {})


def test_bug_brings_its_traceback_and_spares_the_helper(pool: HelperPool) -> None:
    before = pool.run("echo", {})[0]["pid"]
    with pytest.raises(HelperBug, match="ZeroDivisionError: unforeseen"):
        pool.run("fail", {})
    assert pool.run("echo", {})[0]["pid"] == before


def test_unknown_job_is_a_bug(pool: HelperPool) -> None:
    with pytest.raises(HelperBug, match="KeyError"):
        pool.run("no such job", {})


def test_dead_helper_is_a_sentence_and_a_new_helper(pool: HelperPool) -> None:
    before = pool.run("echo", {})[0]["pid"]
    with pytest.raises(HelperLost) as caught:
        pool.run("die", {})
    assert "意外中断" in caught.value.message
    assert "last words" in caught.value.__notes__[0]
    assert pool.run("echo", {})[0]["pid"] != before


def test_watchdog_ends_a_silent_job(pool: HelperPool) -> None:
    with pytest.raises(HelperLost, match="时间过长"):
        pool.run("hang", {}, limits=Limits(silent_seconds=0.3))


def test_watchdog_ends_a_job_that_talks_on_and_on(pool: HelperPool) -> None:
    with pytest.raises(HelperLost, match="时间过长"):
        pool.run("hang", {}, limits=Limits(wall_seconds=0.3))


@posix_only
def test_processor_time_is_limited(pool: HelperPool) -> None:
    with pytest.raises(HelperLost, match="计算时间"):
        pool.run("spin", {}, limits=Limits(cpu_seconds=1))


@posix_only
def test_memory_is_limited_and_the_next_job_finds_a_helper(pool: HelperPool) -> None:
    with pytest.raises(HelperLost, match="内存"):
        pool.run("gorge", {"mib": 800}, limits=Limits(memory_mib=400))
    assert pool.run("gorge", {"mib": 10}, limits=Limits(memory_mib=400))[0] == {"size": 10 * 1024 * 1024}


def test_cancel_ends_the_job_at_once(pool: HelperPool) -> None:
    seen: list[str] = []
    progress = Progress(lambda _done, _total, what: seen.append(what), lambda: bool(seen))
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        pool.run("hang", {}, progress=progress)
    assert seen == ["开始"]
    assert time.monotonic() - begun < 20


def hanging(pool: HelperPool, stop: threading.Event) -> threading.Thread:
    """A thread whose job hangs until ``stop`` is set."""

    def work() -> None:
        with pytest.raises(Cancelled):
            pool.run("hang", {}, progress=Progress(is_cancelled=stop.is_set))

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_waiting_for_a_slot_can_be_cancelled(pool: HelperPool) -> None:
    stop = threading.Event()
    thread = hanging(pool, stop)
    while not pool._busy:
        time.sleep(0.01)
    with pytest.raises(Cancelled):
        pool.run("echo", {}, progress=Progress(is_cancelled=lambda: True))
    stop.set()
    thread.join()


def test_progress_ends_with_the_last_step(pool: HelperPool) -> None:
    seen: list[tuple[int, int, str]] = []
    pool.run("steps", {"count": 500}, progress=Progress(lambda *step: seen.append(step)))
    assert seen[-1] == (500, 500, "读取")
    assert len(seen) < 400


def test_internet_sockets_are_refused(pool: HelperPool) -> None:
    with pytest.raises(HelperBug, match="NetworkForbidden"):
        pool.run("connect", {"family": "inet"})


@posix_only
def test_local_sockets_are_allowed(pool: HelperPool) -> None:
    assert pool.run("connect", {"family": "unix"})[0] == {"made": True}


def test_two_helpers_work_at_the_same_time() -> None:
    with HelperPool(2, PROGRAM) as pool:
        stop = threading.Event()
        thread = hanging(pool, stop)
        assert pool.run("echo", {}, b"ab")[1] == b"ba"
        stop.set()
        thread.join()


def test_prestarted_helper_takes_the_first_job(pool: HelperPool) -> None:
    pool.prestart()
    pid = pool._idle[0]._process.pid
    assert pool.run("echo", {})[0]["pid"] == pid


def test_close_ends_the_helpers(pool: HelperPool) -> None:
    pool.run("echo", {})
    helper = pool._idle[0]
    pool.close()
    assert not helper.alive
    with pytest.raises(Cancelled):
        pool.run("echo", {})


def test_helper_ends_with_its_parent() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    helper = subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    helper.communicate(timeout=20)
    assert helper.returncode == 0


def test_program_from_source_starts_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.py").write_text("raise SystemExit('the wrong app')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with HelperPool(1) as pool, pytest.raises(FileRefused, match="空文件"):
        pool.run("extract", {"name": "空.pdf"})


def test_program_when_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert helper_program() == [sys.executable, "--helper"]


def test_parent_imports_only_the_standard_library() -> None:
    code = "import sys, app.services.helpers; print(*{m.split('.')[0] for m in sys.modules} - sys.stdlib_module_names)"
    ran = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()) <= {"app", "__main__", "__mp_main__"}


@posix_only
def test_helpers_step_back_behind_the_window(pool: HelperPool) -> None:
    helper = pool.run("echo", {})[0]["pid"]
    assert os.getpriority(os.PRIO_PROCESS, helper) > os.getpriority(os.PRIO_PROCESS, 0)
