"""Jobs for the tests of the pool; run as a program it is a helper that knows them."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import time
from typing import Any

from app.errors import Cancelled, FileRefused
from app.services.progress import Progress

Answer = tuple[dict[str, Any], bytes]


def echo(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    return {**args, "pid": os.getpid()}, payload[::-1]


def noisy(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    sys.stdout.write("a stray print\n")
    os.write(1, b"a stray write\n")
    ctypes.CDLL(None).puts(b"from C")
    return {"read": sys.stdin.read()}, b"ok"


def refuse(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    raise FileRefused("坏了。", "换一份。")


def stop(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    raise Cancelled


def fail(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    raise ZeroDivisionError("unforeseen")


def die(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    os.write(2, b"last words\n")
    os.abort()


def hang(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    progress.step(0, 1, "开始")
    time.sleep(600)
    return {}, b""


def spin(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    while True:
        pass


def gorge(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    return {"size": len(bytearray(args["mib"] * 1024 * 1024))}, b""


def steps(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    for i in range(args["count"]):
        progress.step(i, args["count"], "读取")
    progress.step(args["count"], args["count"], "读取")
    return {}, b""


def connect(args: dict[str, Any], payload: bytes, progress: Progress) -> Answer:
    family = socket.AF_INET if args["family"] == "inet" else socket.AF_UNIX
    with socket.socket(family):
        return {"made": True}, b""


NAMES = ("echo", "noisy", "refuse", "stop", "fail", "die", "hang", "spin", "gorge", "steps", "connect")
JOBS = {name: f"tests.services.helper_jobs:{name}" for name in NAMES}

if __name__ == "__main__":
    from app.services.helper_main import main

    sys.exit(main(JOBS))
