"""The helper's side: take jobs from standard input until it closes, one after the other.

Started as ``<program> --helper``. Standard output carries messages only: its descriptor is taken
away first, so that a library that prints cannot break the stream. When the parent is gone the
input ends, and the helper with it, even in the middle of a job.
"""

from __future__ import annotations

import importlib
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from app.errors import KnownError
from app.offline import forbid_network
from app.services.helper_limits import limit_self, stand_back
from app.services.helper_wire import WireBroken, receive, send
from app.services.jobs import JOBS
from app.services.progress import Progress

Job = Callable[[dict[str, Any], bytes, Progress], tuple[dict[str, Any], bytes]]
Message = tuple[dict[str, Any], bytes]

REPORT_EVERY = 0.05  # seconds: progress is for eyes, not for the log


def main(jobs: dict[str, str] | None = None) -> int:
    """Serve jobs until the parent closes our input."""
    forbid_network()
    stand_back()
    source, sink = _take_streams()
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, inbox), daemon=True, name="listener").start()
    send(sink, {"kind": "ready"})
    while True:
        header, payload = inbox.get()
        _serve(jobs if jobs is not None else JOBS, header, payload, sink)


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Our own input and output; everybody else's print goes to standard error, their input is empty."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(source, os.O_BINARY)
        msvcrt.setmode(sink, os.O_BINARY)
    sys.stdout = sys.stderr
    return os.fdopen(source, "rb"), os.fdopen(sink, "wb")


def _listen(source: BinaryIO, inbox: queue.SimpleQueue[Message]) -> None:
    """Queue the parent's messages; the end of the input is the end of this process."""
    try:
        while True:
            inbox.put(receive(source))
    except WireBroken:
        os._exit(0)


def _serve(jobs: dict[str, str], header: dict[str, Any], payload: bytes, sink: BinaryIO) -> None:
    """Do one job and answer: a result, a known error, or a bug with its traceback."""
    try:
        limit_self(header["limits"])
        answer, body = _find(jobs, header["job"])(header["args"], payload, _progress(sink))
        send(sink, {"kind": "result", "result": answer}, body)
    except WireBroken:
        os._exit(0)
    except KnownError as known:
        send(sink, {"kind": "known", "class": type(known).__name__, "message": known.message, "hint": known.hint})
    except MemoryError:
        # What is left of the memory is not to be trusted: answer, and make room for a new helper.
        send(sink, {"kind": "memory"})
        os._exit(0)
    except BaseException:  # noqa: BLE001 - the one place where a bug leaves this process: as text for the parent
        send(sink, {"kind": "bug", "traceback": traceback.format_exc()})


def _find(jobs: dict[str, str], job: str) -> Job:
    module, _, function = jobs[job].partition(":")
    found: Job = getattr(importlib.import_module(module), function)
    return found


def _progress(sink: BinaryIO) -> Progress:
    last = 0.0

    def report(done: int, total: int, what: str) -> None:
        nonlocal last
        now = time.monotonic()
        if done >= total or now - last >= REPORT_EVERY:
            last = now
            send(sink, {"kind": "progress", "done": done, "total": total, "what": what})

    return Progress(report)
