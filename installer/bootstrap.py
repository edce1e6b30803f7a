"""Set up and run, or set up and test, on a machine that has nothing yet.

    python3 installer/bootstrap.py run [program's arguments]
    python3 installer/bootstrap.py test

Only the standard library is used, and these modules load on Python 3.7, so that an old one can say what is
needed or hand over. A second run finds everything in place and starts at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.__main__ import COMMANDS
from installer import checks, debian, environment, pythons, samples
from installer.steps import Stop, call, say

USAGE = """用法：
  python3 installer/bootstrap.py run [参数]   准备好运行环境并启动清览；参数原样交给程序
  python3 installer/bootstrap.py test         准备好开发环境并做全部检查"""


def run(arguments: Sequence[str]) -> int:
    """Start the program; without a display and without arguments do its main job on the samples."""
    shows_window = debian.has_display() and not (arguments and arguments[0] in COMMANDS)
    debian.provide(needed=shows_window)
    environment.provide([environment.RUNTIME])
    if not arguments and not shows_window:
        return samples.show()
    return call([environment.python(), "-m", "app", *arguments])


def test() -> int:
    """Check everything."""
    debian.provide(needed=True)
    environment.provide([environment.RUNTIME, environment.DEVELOPMENT])
    return checks.run()


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument says; return the exit code."""
    try:
        if arguments and arguments[0] in ("run", "test"):
            pythons.go_on_with_a_fitting_one([str(Path(__file__).resolve()), *arguments])
            return run(arguments[1:]) if arguments[0] == "run" else test()
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        say("已取消。")
        return 1
    say(USAGE)
    return 0 if arguments[:1] in (["-h"], ["--help"]) else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
