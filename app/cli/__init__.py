"""The same work without a window: extract, import, list, check, compare, report, export.

Exit codes: 0 done, 1 something failed (the rest was kept), 2 the words on the command line do not say
clearly what is meant, 3 another window holds the workspace. Nothing here imports Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.cli import checking, comparing, outputs, plans
from app.cli.tools import DONE, FAILED, LOCKED, UNCLEAR, complain
from app.cliparser import ArgumentsUnclear, make_parser
from app.errors import KnownError, NotFound, WorkspaceLocked

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS", "DONE", "FAILED", "LOCKED", "UNCLEAR", "main"]

_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "extract": plans.extract,
    "import": plans.import_files,
    "list": plans.list_plans,
    "check": checking.check,
    "compare": comparing.compare,
    "report": outputs.report,
    "export": outputs.export,
}
COMMANDS = tuple(_ACTIONS)


def main(argv: Sequence[str]) -> int:
    """Do what ``argv`` (without the program's name) asks; return the exit code."""
    try:
        arguments = make_parser().parse_args(argv)
        return _ACTIONS[arguments.command](arguments)
    except ArgumentsUnclear as unclear:
        complain(str(unclear))
        return UNCLEAR
    except NotFound as missing:
        complain(f"{missing.message}{missing.hint}")
        return UNCLEAR
    except WorkspaceLocked as locked:
        complain(f"{locked.message}{locked.hint}")
        return LOCKED
    except KnownError as error:
        complain(f"{error.message}{error.hint}")
        return FAILED
    except KeyboardInterrupt:
        complain("已取消。")
        return FAILED
