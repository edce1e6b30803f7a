"""Options of the long trials: how many damaged copies, and from which seed."""

from __future__ import annotations

import pytest

COUNT, SEED = 6, 2


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("trials")
    group.addoption("--count", type=int, default=COUNT, help="damaged copies of each file")
    group.addoption("--seed", type=int, default=SEED, help="where the damage starts from")


@pytest.fixture
def trial_count(request: pytest.FixtureRequest) -> int:
    """Give the number of damaged copies; the default where this folder was not named on the command line."""
    return int(request.config.getoption("--count", COUNT))


@pytest.fixture
def trial_seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--seed", SEED))
