"""The sub-command check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.tools import DONE, helper_pool, opened, plan_of, say
from app.cliparser import ArgumentsUnclear
from app.errors import NotFound

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from app.services.checking.engine import CheckOptions
    from app.services.finding_rows import FindingRow


def check(arguments: argparse.Namespace) -> int:
    """Check a plan and list what is found."""
    from app.services.checking.engine import CheckOptions, knows_rule
    from app.services.finding_text import lines, to_plain

    if arguments.rule and not knows_rule(arguments.rule):
        raise NotFound(f"没有规则 {arguments.rule}。", "请写规则组（如 3）或规则号（如 3.1）。")
    options = CheckOptions(reference=_day(arguments.date))
    by_text = arguments.superior or Path(arguments.plan).is_file()
    title, date, found = _checked_text(arguments, options) if by_text else _checked(arguments)
    if arguments.rule:
        found = [row for row in found if row.rule == arguments.rule or row.rule.startswith(f"{arguments.rule}.")]
    if arguments.json:
        say(json.dumps([to_plain(row) for row in found], ensure_ascii=False, indent=1))
        return DONE
    for line in lines(title, found, date):
        say(line)
    return DONE


def _day(text: str | None) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ArgumentsUnclear(f"--date 的值“{text}”不是日期，请按 2025-03-01 的样式填写") from error


def _checked_text(arguments: argparse.Namespace, options: CheckOptions) -> tuple[str, str | None, list[FindingRow]]:
    """Check a file, or a plan against the one above it; nothing is kept."""
    from app.services.checking.check_json import finding_from_json, options_to_json
    from app.services.finding_text import rows_of

    with helper_pool() as pool:
        plan = plan_of(arguments, arguments.plan, pool)
        request = {"plan": plan, "options": options_to_json(options)}
        if arguments.superior:
            request["superior"] = plan_of(arguments, arguments.superior, pool)
        answer, _ = pool.run("check", request)
    head = plan["plan"]
    day = arguments.date or head.get("issue_date")
    return str(head["title"]), day, rows_of([finding_from_json(one) for one in answer["findings"]])


def _checked(arguments: argparse.Namespace) -> tuple[str, str | None, list[FindingRow]]:
    from app.services import finding_settings, findings
    from app.services.browsing import find_plan

    with opened(arguments, write=False) as workspace:
        plan = find_plan(workspace, arguments.plan)
        day = arguments.date or finding_settings.reference(workspace, plan.version).date
        return plan.title, day, list(findings.findings(workspace, plan.version, day=arguments.date))
