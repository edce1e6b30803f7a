"""Mutated and hostile files of every kind through the program's own helper: refused with a sentence, or read.

``pytest tests/benchmarks/test_mutated_files.py --count 77 --seed 3`` is the whole trial (of each of 13 kinds).
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import KnownError
from app.services.helpers import HelperBug, HelperLost, HelperPool, Limits
from tests.benchmarks.mutation import MAKERS, Case

LIMITS = Limits(memory_mib=1536, cpu_seconds=40, wall_seconds=120, silent_seconds=60)
FEW = 3  # of each kind where no count is given: the suite has other things to do
SEED = 3


class Reader:
    """Reads files in a helper, and keeps what the sound ones gave."""

    def __init__(self, pool: HelperPool) -> None:
        self._pool = pool
        self._sound: dict[bytes, Any] = {}
        self.peak = 0

    def outcome(self, name: str, data: bytes) -> dict[str, Any] | str:
        """The plan, or the sentences that refuse it; a dead, silent or failing helper is told by its name."""
        try:
            plan: dict[str, Any] = self._pool.run("extract", {"name": name}, data, limits=LIMITS)[0]["plan"]
        except HelperLost as lost:
            return f"LOST {lost} {getattr(lost, '__notes__', '')}"
        except HelperBug as bug:
            return f"BUG {bug}"
        except KnownError as refused:
            return f"{refused.message}{refused.hint}" if refused.hint else f"NO HINT {refused.message}"
        else:
            return plan
        finally:
            self.peak = max(self.peak, self._peak())

    def fault(self, case: Case, result: dict[str, Any] | str) -> str:
        """What is wrong with the outcome, "" where nothing is."""
        if isinstance(result, str):
            spoken = result.startswith("“") and result.endswith(("。", "）。"))
            return "" if spoken else f"{case.what}: {result}"
        if "root:" in str(result):  # of /etc/passwd, which an entity asks for
            return f"{case.what}: read another file"
        if case.sound is None or result["plan"].get("warnings"):
            return ""
        if case.sound not in self._sound:
            self._sound[case.sound] = self.outcome(case.name, case.sound)
        before = self._sound[case.sound]
        if isinstance(before, str):
            return f"{case.what}: a plan from what is none"
        return "" if _words(before) == _words(result) else f"{case.what}: other words without a warning"

    def _peak(self) -> int:
        """The most memory the helper ever held, in MiB; 0 where the system does not say or it is gone."""
        helpers = [helper._process.pid for helper in self._pool._idle]
        lines = [line for pid in helpers for line in _status(pid).splitlines() if line.startswith("VmHWM")]
        return max((int(line.split()[1]) // 1024 for line in lines), default=0)


def _status(pid: int) -> str:
    path = Path(f"/proc/{pid}/status")
    return path.read_text() if path.is_file() else ""


def _words(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan without what says where it came from."""
    return {key: value for key, value in plan.items() if key != "source"}


@pytest.fixture
def reader() -> Iterator[Reader]:
    with HelperPool(1) as pool:
        yield Reader(pool)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", MAKERS)
def test_mutated_files_are_refused_or_read(
    kind: str, reader: Reader, shared_plans: Path, pytestconfig: pytest.Config
) -> None:
    count, seed = _asked(pytestconfig)
    chance = random.Random(f"{seed} {kind}")
    tally: Counter[str] = Counter()
    faults: list[str] = []
    slowest = (0.0, "")
    begun = time.monotonic()
    for _ in range(count):
        case = MAKERS[kind](chance, shared_plans.parent)
        at = time.monotonic()
        result = reader.outcome(case.name, case.data)
        slowest = max(slowest, (time.monotonic() - at, case.what))
        tally[_sort(result)] += 1
        if fault := reader.fault(case, result):
            faults.append(fault)
    spent = time.monotonic() - begun
    sys.stderr.write(
        f"\n{kind}: {dict(tally)} in {spent:.1f} s, slowest {slowest[0]:.1f} s ({slowest[1]}), "
        f"peak {reader.peak} MiB, faults: {faults}\n"
    )
    assert not faults


def _sort(result: dict[str, Any] | str) -> str:
    if isinstance(result, str):
        return "refused"
    return "warned" if result["plan"].get("warnings") else "unharmed"


def _asked(config: pytest.Config) -> tuple[int, int]:
    """The count and the seed of the command line; this trial's own where none was given."""
    from tests.benchmarks.conftest import COUNT, SEED as OTHERS

    count, seed = int(config.getoption("--count", COUNT)), int(config.getoption("--seed", OTHERS))
    return (FEW, SEED) if (count, seed) == (COUNT, OTHERS) else (count, seed)
