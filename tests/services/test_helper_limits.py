"""A job may be given more room, never less, and never where there is no limit."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set from outside there")

PROGRAM = """
import resource
from app.services.helper_limits import limit_self, widen
if {limited}:
    limit_self({{"memory_mib": 1024, "cpu_seconds": 10}})
widen({memory}, 30)
print(resource.getrlimit(resource.RLIMIT_AS)[0] // 2**20, resource.getrlimit(resource.RLIMIT_CPU)[0])
"""


def limits_after(memory: int, limited: bool) -> list[int]:
    program = PROGRAM.format(memory=memory, limited=limited)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return [int(word) for word in done.stdout.split()]


@pytest.mark.parametrize(("memory", "left"), [(2048, 2048), (512, 1024)])
def test_a_limited_job_is_widened(memory: int, left: int) -> None:
    space, seconds = limits_after(memory, limited=True)
    assert space == left
    assert 41 <= seconds <= 43


def test_a_process_without_limits_gets_none() -> None:
    assert all(limit < 0 or limit > 2**40 for limit in limits_after(512, limited=False))
