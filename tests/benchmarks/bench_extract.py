"""How long extracting takes beside pdfplumber alone: ``python tests/benchmarks/bench_extract.py [FILE] [--pairs 5]``.

Both are whole processes, timed by the clock in turns: the command line with its helper, and a bare
Python that opens the file with pdfplumber and builds the characters, lines and rectangles of all pages.
Prints each pair and the median ratio; exit code 1 above the limit.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT.parent / "shared" / "plans" / "nantong.pdf"
LIMIT = 1.6
BARE = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.chars, page.lines, page.rects
"""


def seconds(command: list[str]) -> float:
    """Wall clock of one process and its children."""
    begun = time.perf_counter()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)
    return time.perf_counter() - begun


def ratios(file: Path, pairs: int) -> list[tuple[float, float]]:
    """(ours, bare) seconds, taken in turns after one unmeasured round."""
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "app", "extract", str(file), "-o", str(Path(folder) / "plan.json")]
        bare = [sys.executable, "-c", BARE, str(file)]
        seconds(ours)
        seconds(bare)
        return [(seconds(ours), seconds(bare)) for _ in range(pairs)]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    measured = ratios(arguments.file, arguments.pairs)
    for ours, bare in measured:
        sys.stdout.write(f"ours {ours:.2f} s, pdfplumber {bare:.2f} s, ratio {ours / bare:.2f}\n")
    median = statistics.median(ours / bare for ours, bare in measured)
    sys.stdout.write(f"median ratio {median:.2f}, limit {LIMIT}\n")
    return 0 if median <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
