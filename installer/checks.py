"""Everything that must hold before a change lands: format, lint, types, layers, tests."""

from __future__ import annotations

import time

from installer import environment
from installer.steps import ROOT, call, say

_LAYERS = "from importlinter.cli import lint_imports_command as check; check()"
_STEPS = (
    ("格式", ["-m", "ruff", "format", "--check", "."]),
    ("代码规范", ["-m", "ruff", "check", "."]),
    ("类型", ["-m", "mypy"]),
    ("分层", ["-c", _LAYERS, "--no-logo"]),
    ("测试", ["-m", "pytest", "-n", "2", "-q", "--ignore=tests/benchmarks"]),
    # Alone on the machine: they compare times.
    ("性能", ["-m", "pytest", "-q", "tests/benchmarks"]),
)


def run() -> int:
    """Run every step, also after one has failed; print a summary; return the exit code."""
    results = []
    for name, arguments in _STEPS:
        if arguments[-1] == "tests/benchmarks" and not list((ROOT / "tests" / "benchmarks").glob("test_*.py")):
            continue
        say(f"\n── {name}")
        started = time.monotonic()
        code = call([environment.python(), *arguments], {"QT_QPA_PLATFORM": "offscreen"})
        results.append((name, code == 0, time.monotonic() - started))
    say("\n── 小结")
    for name, passed, seconds in results:
        say(f"{'通过' if passed else '未通过'}  {name}（{seconds:.0f} 秒）")
    failed = [name for name, passed, _ in results if not passed]
    say(f"未通过：{'、'.join(failed)}" if failed else "全部通过")
    return 1 if failed else 0
