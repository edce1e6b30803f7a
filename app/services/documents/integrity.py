"""Stub."""

from __future__ import annotations

from typing import Any


class Integrity:
    def __init__(self, data: bytes) -> None: ...
    def __enter__(self) -> Integrity:
        return self

    def __exit__(self, *a: object) -> None: ...
    def broken_page(self, n: int) -> None: ...
    def warnings(self, pages: Any, contents: Any) -> tuple:
        return ()
