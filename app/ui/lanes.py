"""Where work runs: one write lane, one read lane, a few waiters for helper processes; answers in the GUI thread."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from app.errors import Cancelled, KnownError
from app.services.progress import Progress

T = TypeVar("T")
OnError = Callable[[KnownError], None]

POOL_THREADS = 3


class Work:
    """One piece of work as the status line sees it. The worker writes, the GUI thread looks at it by a timer."""

    def __init__(self, title: str, lane: str, key: Hashable | None, cancellable: bool) -> None:
        self.title = title
        self.lane = lane
        self.key = key
        self.cancellable = cancellable
        self.started = time.monotonic()
        self.state: tuple[int, int, str] = (0, 0, "")
        self.failed = False
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Has somebody asked it to stop?"""
        return self._cancelled.is_set()

    @property
    def age(self) -> float:
        """Seconds since it was asked for."""
        return time.monotonic() - self.started

    def progress(self) -> Progress:
        """What the service is handed."""
        return Progress(report=self._report, is_cancelled=self._cancelled.is_set)

    def _report(self, done: int, total: int, what: str) -> None:
        self.state = (done, total, what)


class _Job:
    """A function on its way through a lane and back."""

    def __init__(
        self,
        work: Work,
        call: Callable[[], Any],
        on_done: Callable[[Any], None] | None,
        on_error: OnError | None,
        ticket: int,
    ) -> None:
        self.work = work
        self.call = call
        self.on_done = on_done
        self.on_error = on_error
        self.ticket = ticket
        self.result: Any = None
        self.error: BaseException | None = None


class _Lane:
    """Threads that take jobs in order; they start with the first job."""

    def __init__(self, name: str, threads: int, run: Callable[[_Job], None]) -> None:
        self._name = name
        self._limit = threads
        self._run = run
        self._jobs: deque[_Job | None] = deque()
        self._wake = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._idle = 0

    def put(self, job: _Job) -> None:
        """Queue a job, starting a thread where all are busy and another is allowed."""
        with self._wake:
            self._jobs.append(job)
            if self._idle < len(self._jobs) and len(self._threads) < self._limit:
                name = f"{self._name}-{len(self._threads) + 1}"
                thread = threading.Thread(target=self._work, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()
            self._wake.notify()

    def stop(self, seconds: float) -> bool:
        """Let the queued work end and the threads with it; False where one still runs after ``seconds``."""
        with self._wake:
            self._jobs.extend([None] * len(self._threads))
            self._wake.notify_all()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while True:
            with self._wake:
                self._idle += 1
                while not self._jobs:
                    self._wake.wait()
                self._idle -= 1
                job = self._jobs.popleft()
            if job is None:
                return
            self._run(job)


class Lanes(QObject):
    """Gives work away and brings the answer back to the GUI thread.

    ``key`` names a question: of several with the same key only the answer to the latest arrives, the others are
    dropped, unrun where possible. A KnownError goes to ``on_error``, or out by ``refused``; any other exception
    is a bug and is raised in the GUI thread, where ``sys.excepthook`` shows it. ``title`` is what the status
    line says where the work lasts.
    """

    refused = Signal(object)
    work_started = Signal(object)
    work_ended = Signal(object)
    _returned = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = _Lane("read", 1, self._run)
        self._write = _Lane("write", 1, self._run)
        self._pool = _Lane("pool", POOL_THREADS, self._run)
        self._tickets = 0
        self._latest: dict[Hashable, int] = {}
        self._open: dict[int, _Job] = {}
        self._closed = False
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: OnError | None = None,
        *,
        key: Hashable | None = None,
        title: str = "正在读取",
    ) -> Work:
        """Ask the workspace something."""
        return self._start(self._read, Work(title, "read", key, False), fn, on_done, on_error)

    def write(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: OnError | None = None,
        *,
        key: Hashable | None = None,
        title: str = "正在保存",
    ) -> Work:
        """Change the workspace. Writes are never dropped, only their answers may be."""
        return self._start(self._write, Work(title, "write", key, False), fn, on_done, on_error)

    def pool(
        self,
        fn: Callable[[Progress], T],
        on_done: Callable[[T], None] | None = None,
        on_error: OnError | None = None,
        *,
        key: Hashable | None = None,
        title: str = "正在处理",
    ) -> Work:
        """Wait for a helper process (reading a file, page image, report) with progress and cancel."""
        work = Work(title, "pool", key, True)
        return self._start(self._pool, work, lambda: fn(work.progress()), on_done, on_error)

    def busy(self) -> tuple[Work, ...]:
        """All work that has not come back yet, oldest first."""
        return tuple(job.work for job in self._open.values())

    def close(self, seconds: float = 10.0) -> bool:
        """Stop what can be stopped, let writes end, drop answers. False where something still runs."""
        self._closed = True
        for job in self._open.values():
            if job.work.lane != "write":
                job.work.cancel()
        ended = [lane.stop(seconds) for lane in (self._write, self._read, self._pool)]
        return all(ended)

    def _start(
        self,
        lane: _Lane,
        work: Work,
        call: Callable[[], Any],
        on_done: Callable[[Any], None] | None,
        on_error: OnError | None,
    ) -> Work:
        if self._closed:
            return work
        self._tickets += 1
        job = _Job(work, call, on_done, on_error, self._tickets)
        if work.key is not None:
            self._supersede(work.key)
            self._latest[work.key] = job.ticket
        self._open[job.ticket] = job
        self.work_started.emit(work)
        lane.put(job)
        return work

    def _supersede(self, key: Hashable) -> None:
        for job in self._open.values():
            if job.work.key == key and job.work.cancellable:
                job.work.cancel()

    def _stale(self, job: _Job) -> bool:
        key = job.work.key
        return key is not None and self._latest.get(key) != job.ticket

    def _run(self, job: _Job) -> None:
        """In the lane's thread: one of the named places where everything is caught, to be raised in the GUI thread."""
        skip = job.work.lane != "write" and (self._stale(job) or self._closed)
        if not skip:
            try:
                if job.work.cancelled:
                    raise Cancelled
                job.result = job.call()
            except BaseException as error:  # noqa: BLE001 - task runner: handed over whole, nothing is swallowed
                job.error = error
        if shiboken6.isValid(self):
            self._returned.emit(job)

    def _deliver(self, returned: object) -> None:
        job = cast("_Job", returned)
        self._open.pop(job.ticket, None)
        stale = self._stale(job)
        if job.work.key is not None and not stale:
            del self._latest[job.work.key]
        job.work.failed = job.error is not None
        self.work_ended.emit(job.work)
        if self._closed:
            return
        if job.error is not None and not isinstance(job.error, KnownError):
            raise job.error
        if stale:
            return
        if job.error is None:
            _call(job.on_done, job.result)
        elif job.on_error is not None:
            _call(job.on_error, job.error)
        else:
            self.refused.emit(job.error)


def _call(receiver: Callable[[Any], None] | None, value: Any) -> None:
    """Call back, unless the widget that asked is gone."""
    owner = getattr(receiver, "__self__", None)
    if receiver is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
        return
    receiver(value)
