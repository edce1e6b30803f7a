"""What every test gets: no screen, a throw-away profile, and failure on any unexpected log record."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from app import paths

ROOT = Path(__file__).resolve().parent.parent


class LogGuard(logging.Handler):
    """Collects what is logged at WARNING or above and knows what the test said about it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[str] = []
        self.allowed: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.records.append(record)

    def faults(self) -> list[str]:
        """Return a line for each record nobody expected and each expected one that did not come."""
        lines = [_line(record) for record in self.records]
        known = self.expected + self.allowed
        surplus = [line for line in lines if not any(re.search(pattern, line) for pattern in known)]
        missing = [wanted for wanted in self.expected if not any(re.search(wanted, line) for line in lines)]
        return [f"unexpected log: {line}" for line in surplus] + [f"log never came: {wanted}" for wanted in missing]


def _line(record: logging.LogRecord) -> str:
    return f"{record.levelname} {record.name}: {record.getMessage()}"


@pytest.fixture(autouse=True)
def log_guard(request: pytest.FixtureRequest) -> Iterator[LogGuard]:
    """Fail a test that logs at WARNING or above without having said so (``expect_log``, mark ``allow_log``)."""
    guard = LogGuard()
    guard.allowed += [mark.args[0] for mark in request.node.iter_markers("allow_log")]
    root = logging.getLogger()
    root.addHandler(guard)
    yield guard
    root.removeHandler(guard)
    faults = guard.faults()
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def expect_log(log_guard: LogGuard) -> Callable[[str], None]:
    """Give a function that announces a log record by a pattern of "LEVEL logger: message"; it must then come."""
    return log_guard.expected.append


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give data, settings, cache and logs a folder that is thrown away; child processes inherit it."""
    folder = tmp_path / "profile"
    monkeypatch.setenv(paths.PROFILE_VARIABLE, str(folder))
    paths.init(folder)
    yield folder
    paths.init(None)


@pytest.fixture(scope="session")
def shared_plans() -> Path:
    """Give the folder of the real plans beside the project; skip where it is absent, but never under CI."""
    folder = ROOT.parent / "shared" / "plans"
    if folder.is_dir():
        return folder
    reason = f"the real plans are not at {folder}"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
