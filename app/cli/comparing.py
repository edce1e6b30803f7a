"""The sub-command compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.cli.tools import DONE, complain, helper_pool, plan_of, say, shown_progress

if TYPE_CHECKING:
    import argparse


def compare(arguments: argparse.Namespace) -> int:
    """Compare two plans and print what corresponds."""
    from app.services.compare_text import KINDS, lines, to_plain

    wanted = "measure" if arguments.measures else "task"
    with helper_pool() as pool:
        left, right = (plan_of(arguments, words, pool) for words in (arguments.left, arguments.right))
        request = {"left": left, "right": right, "kind": wanted, "fall_back": True}
        answer, _ = pool.run("compare_pair", request, b"", shown_progress())
    kinds = answer["kind"], answer["right_kind"]
    if kinds != (wanted, wanted):
        with_what = KINDS[kinds[0]] if kinds[0] == kinds[1] else f"{KINDS[kinds[0]]}与{KINDS[kinds[1]]}"
        complain(f"提示：有方案没有{KINDS[wanted]}，改为比对{with_what}。")
    if arguments.json:
        say(json.dumps(to_plain(left, right, answer), ensure_ascii=False, indent=1))
        return DONE
    for line in lines(left, right, answer):
        say(line)
    return DONE
