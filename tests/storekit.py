"""An invented plan, a pool that gives it without reading anything, and workspaces to keep it in."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from app.models.workspace import Workspace, open_workspace
from app.services.importing import ImportOutcome, import_file
from app.services.progress import Progress

PLACE = {"page": 1, "printed_page": "1", "box": [72.0, 90.0, 520.0, 104.0]}


def assignment(agency: str, as_written: str, role: str, position: int = 1, **more: Any) -> dict[str, Any]:
    said = {"agency": agency, "as_written": as_written, "role": role, "role_raw": "", "position": position}
    return {**said, "level": "市", "region": "青湾市", "agency_kind": "政府部门", "members": [], **more}


def task(number: int, text: str, category: str, assignments: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    base = {
        "number": number,
        "label": str(number),
        "category": category,
        "category_source": "printed",
        "measure": 1,
        "text": text,
        "deadline_raw": "持续推进",
        "deadline": {"kind": "ongoing", "date": None},
        "responsibility_raw": "、".join(one["as_written"] for one in assignments),
        "assignments": assignments,
        "et_al": False,
        "blanket": None,
        "place": [PLACE],
        "doubts": [],
    }
    return {**base, **more}


def plan_json(title: str = "青湾市清洁能源推广实施方案", number: str = "青政发〔2031〕7号") -> dict[str, Any]:
    county = assignment(
        "县级人民政府", "各县（市、区）人民政府", "implement", 3, level="县", agency_kind="县（市、区）"
    )
    return {
        "schema": 1,
        "plan": {
            "title": title,
            "document_number": number,
            "issuing_body": "青湾市人民政府",
            "issue_date": "2031-03-02",
            "region": "青湾市",
            "preamble": "为推广清洁能源，改善城乡环境，制定本方案。",
            "doubts": [{"field": "issue_date", "reason": "other", "score": 0.5}],
        },
        "notice": {"text": "现将方案印发给你们，请认真执行。", "addressees": ["各县（市、区）人民政府"]},
        "chapters": [
            {"number": 1, "label": "一、", "title": "总体目标", "text": "稳步推进。", "place": [PLACE]},
            {"number": 2, "label": "二、", "title": "主要任务", "text": ""},
        ],
        "measures": [
            {"number": 1, "label": "（一）", "chapter": 2, "title": "建设屋顶光伏", "text": "在公共建筑上推广。"},
            {"number": 2, "label": "（二）", "chapter": 2, "title": "更新公交车辆", "text": "购置电动公交车。"},
        ],
        "tasks": [
            task(
                1,
                "学校、医院屋顶安装光伏板。",
                "光伏",
                [
                    assignment("发展和改革委员会", "市发展改革委", "lead", 1),
                    assignment("教育局", "市教育局", "support", 2),
                    county,
                ],
                blanket="以下均需各县（市、区）人民政府落实，不再列出。",
                deadline_raw="2032年底前",
                deadline={"kind": "by_date", "date": "2032-12-31"},
            ),
            task(2, "新增公交车全部使用电力。", "公交", [assignment("交通运输局", "市交通局", "sole")], measure=2),
            task(3, "建成充电站30座。", "公交", [], measure=None, deadline_raw=None, deadline={"kind": "none"}),
        ],
        "targets": [
            {
                "where": "task 3",
                "name": "充电站",
                "comparator": "=",
                "value": 30,
                "value_high": None,
                "unit": "座",
                "baseline_year": None,
                "year": None,
                "quote": "建成充电站30座",
                "effort": "力争",
            }
        ],
        "remainder": [{"text": "（此页无正文）", "place": [PLACE]}],
        "warnings": ["第3页有一处文字可能缺失"],
    }


def changed(**preamble: str) -> dict[str, Any]:
    """The plan with another preamble: another version of the same plan."""
    plan = copy.deepcopy(plan_json())
    plan["plan"].update(preamble)
    return plan


class FakePool:
    """Answers ``extract`` with a plan made by hand and counts how often it was asked."""

    def __init__(self, plan: dict[str, Any] | None = None) -> None:
        self.plan = plan or plan_json()
        self.runs = 0

    def run(
        self, job: str, args: dict[str, Any], payload: bytes = b"", progress: Progress | None = None
    ) -> tuple[dict[str, Any], bytes]:
        assert job == "extract"
        self.runs += 1
        answer = {
            "plan": copy.deepcopy(self.plan),
            "draft_accounts": [[0, 5, "field", "plan/title", ""]],
            "shares": {"field": 0.9},
            "pages": [{"number": 1, "width": 595.0, "height": 842.0}],
            "kind": "pdf",
        }
        return answer, b""


def new_workspace(folder: Path) -> Workspace:
    return open_workspace(folder / "审阅.qinglan")


def import_plan(
    workspace: Workspace, folder: Path, plan: dict[str, Any] | None = None, data: bytes = b"%PDF one", **options: Any
) -> ImportOutcome:
    source = folder / "方案.pdf"
    source.write_bytes(data)
    return import_file(workspace, FakePool(plan), source, **options)
