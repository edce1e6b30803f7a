"""Where the program starts: a helper, a sub-command, or the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Choose by the first argument; a helper must start before anything heavy is imported."""
    if sys.argv[1:2] == ["--helper"]:
        from app.services.helper_main import main as serve

        return serve()
    from app.cli import main as command

    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
