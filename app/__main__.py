"""Where the program starts: a helper, a sub-command, or the window."""

from __future__ import annotations

import sys

COMMANDS = frozenset(("extract", "import", "list", "check", "compare", "report", "export", "-h", "--help", "--version"))
"""First words that mean the command line; tests/test_bootstrap.py holds them against app.cli."""


def main() -> int:
    """Choose by the first argument; a helper must start before anything heavy is imported."""
    argv = sys.argv[1:]
    if argv[:1] == ["--helper"]:
        from app.services.helper_main import main as serve

        return serve()
    from app.offline import forbid_network

    forbid_network()
    if argv and argv[0] in COMMANDS:
        from app.cli import main as command

        return command(argv)
    from app.bootstrap import run_window

    return run_window(argv)


if __name__ == "__main__":
    sys.exit(main())
