"""A pool of helper processes for everything that parses or draws a file, or computes for long.

A hostile page, a fault in a library, too much memory: the helper dies, the program says a
sentence and starts another. Only the standard library is imported here.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any, BinaryIO, Self

from app import errors
from app.errors import Cancelled, KnownError
from app.services.helper_limits import Limits, confine
from app.services.helper_wire import WireBroken, receive, send
from app.services.progress import Progress

__all__ = ["HelperBug", "HelperLost", "HelperPool", "Limits", "helper_program"]

ROOT = Path(__file__).resolve().parents[2]
POLL = 0.05  # seconds between two looks at cancel and clock
KEPT_LINES = 40  # of what a helper wrote to its standard error

_GENTLE_HINT = "没有改动任何内容。请重试；仍不行的，该文件可能已损坏，请用阅读软件打开后另存一份再试。"


class HelperLost(KnownError):
    """A helper died or was ended by its limits; nothing was changed."""


class HelperBug(RuntimeError):
    """A job failed in a way nobody foresaw; the text is the helper's traceback."""


def helper_program() -> list[str]:
    """The command that starts a helper, from source and frozen alike."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--helper"]
    # -P: a folder named app in the working directory must not stand in for ours.
    return [sys.executable, "-P", "-m", "app", "--helper"]


class HelperPool:
    """Up to ``size`` helpers, started when first needed and used again; safe to call from any thread."""

    def __init__(self, size: int, program: list[str] | None = None) -> None:
        self._program = program
        self._slots = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[_Helper] = []
        self._busy: set[_Helper] = set()
        self._closed = False

    def __enter__(self) -> Self:
        """Use as a context: closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def prestart(self) -> None:
        """Start one helper now, so that the first job finds it ready."""
        with self._lock:
            if not self._idle and not self._busy and not self._closed:
                self._idle.append(_Helper(self._program))

    def run(
        self,
        job: str,
        args: dict[str, Any],
        payload: bytes = b"",
        progress: Progress | None = None,
        limits: Limits | None = None,
    ) -> tuple[dict[str, Any], bytes]:
        """Do a job in a helper; blocks. Raises the job's KnownError, Cancelled, HelperLost or HelperBug."""
        progress = progress or Progress()
        while not self._slots.acquire(timeout=POLL):
            if progress.is_cancelled():
                raise Cancelled
        try:
            helper = self._take()
            try:
                answer = helper.call(job, args, payload, progress, limits or Limits())
            except BaseException:
                self._drop(helper)
                raise
            if answer[0].get("kind") == "memory":
                self._drop(helper)
            else:
                self._give_back(helper)
        finally:
            self._slots.release()
        return _opened(*answer)

    def close(self) -> None:
        """End all helpers, also those at work."""
        with self._lock:
            self._closed = True
            helpers = [*self._idle, *self._busy]
            self._idle.clear()
        for helper in helpers:
            helper.kill()

    def _take(self) -> _Helper:
        with self._lock:
            if self._closed:
                raise Cancelled
            while self._idle:
                helper = self._idle.pop()
                if helper.alive:
                    break
                helper.kill()
            else:
                helper = _Helper(self._program)
            self._busy.add(helper)
            return helper

    def _give_back(self, helper: _Helper) -> None:
        with self._lock:
            self._busy.discard(helper)
            if not self._closed and helper.alive:
                self._idle.append(helper)
                return
        helper.kill()

    def _drop(self, helper: _Helper) -> None:
        with self._lock:
            self._busy.discard(helper)
        helper.kill()


class _Helper:
    """One helper process and the threads that drain its pipes."""

    def __init__(self, program: list[str] | None) -> None:
        environment = dict(os.environ)
        before = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = f"{ROOT}{os.pathsep}{before}" if before else str(ROOT)
        environment["PYTHONIOENCODING"] = "utf-8:backslashreplace"
        self._process = subprocess.Popen(
            program or helper_program(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._confined = confine(int(getattr(self._process, "_handle", 0)), Limits())
        self._answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None] = queue.SimpleQueue()
        self._complaints: deque[str] = deque(maxlen=KEPT_LINES)
        self._threads = [
            threading.Thread(target=work, daemon=True, name="helper") for work in (self._hear, self._overhear)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def call(
        self, job: str, args: dict[str, Any], payload: bytes, progress: Progress, limits: Limits
    ) -> tuple[dict[str, Any], bytes]:
        """Hand over one job and wait for its answer, an eye on cancel and on the clock."""
        with contextlib.suppress(WireBroken):  # the death is told by the answer that does not come
            send(self._pipe_in, {"job": job, "args": args, "limits": limits.to_json()}, payload)
        begun = heard = time.monotonic()
        while True:
            if progress.is_cancelled():
                raise Cancelled
            try:
                answer = self._answers.get(timeout=POLL)
            except queue.Empty:
                now = time.monotonic()
                if now - begun > limits.wall_seconds or now - heard > limits.silent_seconds:
                    raise HelperLost("处理时间过长，已中止。", _GENTLE_HINT) from None
                continue
            if answer is None:
                raise self._loss()
            heard = time.monotonic()
            kind = answer[0].get("kind")
            if kind == "progress":
                progress.step(answer[0]["done"], answer[0]["total"], answer[0]["what"])
            elif kind != "ready":
                return answer

    def kill(self) -> None:
        """End the process at once and collect it."""
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join(1)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    @property
    def _pipe_in(self) -> BinaryIO:
        assert self._process.stdin is not None
        return self._process.stdin  # type: ignore[return-value]  # a pipe opened without text mode is binary

    def _loss(self) -> HelperLost:
        code = self._process.wait()
        self._threads[-1].join(1)  # its last words may still be in the pipe
        if sys.platform != "win32" and code == -signal.SIGXCPU:
            return HelperLost("处理所需的计算时间超过限度，已中止。", _GENTLE_HINT)
        lost = HelperLost("后台处理意外中断。", _GENTLE_HINT)
        lost.add_note(f"helper ended with {code}:\n" + "".join(self._complaints))
        return lost

    def _hear(self) -> None:
        """Queue the helper's messages; None tells its end."""
        stream = self._process.stdout
        assert stream is not None
        try:
            while True:
                self._answers.put(receive(stream))  # type: ignore[arg-type]  # binary, as above
        except WireBroken:
            self._answers.put(None)

    def _overhear(self) -> None:
        """Drain its standard error, so that it never blocks, and keep the end for the log."""
        stream = self._process.stderr
        assert stream is not None
        with contextlib.suppress(OSError, ValueError):
            for line in stream:
                self._complaints.append(line.decode("utf-8", "replace"))


def _opened(header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """A result as it is; an error as the exception it was."""
    kind = header.get("kind")
    if kind == "result":
        return header["result"], body
    if kind == "memory":
        raise HelperLost("处理所需的内存超过限度，已中止。", _GENTLE_HINT)
    if kind == "known":
        found = getattr(errors, header["class"], KnownError)
        if found is Cancelled:
            raise Cancelled
        raise found(header["message"], header["hint"])
    raise HelperBug(str(header.get("traceback", "")))
