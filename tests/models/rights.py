"""Root may write anywhere, and tests often run as root: take that privilege away for a while.

Not by another user id: Python's own library may lie where nobody else can look, and an import that fails
then is remembered for the rest of the process.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_VERSION_3 = 0x20080522
_CAP_DAC_OVERRIDE = 1 << 1


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextmanager
def _no_override() -> Iterator[None]:
    """Switch this thread's CAP_DAC_OVERRIDE off and on again."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(_VERSION_3, 0), (_Sets * 2)()
    if libc.capget(ctypes.byref(header), sets):
        pytest.skip("root's privileges cannot be told")
    before = sets[0].effective
    sets[0].effective = before & ~_CAP_DAC_OVERRIDE
    if libc.capset(ctypes.byref(header), sets):
        pytest.skip("root's privileges cannot be taken away")
    try:
        yield
    finally:
        sets[0].effective = before
        assert libc.capset(ctypes.byref(header), sets) == 0


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the right to write a folder and its files away, also from root."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    try:
        if os.geteuid() == 0:
            with _no_override():
                yield
        else:
            yield
    finally:
        folder.chmod(0o755)
