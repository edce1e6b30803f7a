"""How long 50 plans of 60 tasks take against a reference: ``python tests/benchmarks/bench_many.py [--plans 50]``.

Invented plans, each a variation of one of two (rows left out, sentences left out, bodies exchanged), from a seed; in
a workspace that is thrown away, aligned by helper processes as the window does it. Prints seconds, steps of
progress and the greatest memory of this process and of each helper; exit code 1 above a limit.
"""

from __future__ import annotations

import argparse
import copy
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.models.workspace import Workspace, open_workspace  # noqa: E402 - the path comes first
from app.services.helpers import HelperPool  # noqa: E402
from app.services.many_matrix import matrix  # noqa: E402
from app.services.plan_columns import plan_columns  # noqa: E402
from app.services.progress import Progress  # noqa: E402
from tests.storekit import assignment, import_plan, plan_json, task  # noqa: E402

SECONDS, MEGABYTES = 5.0, 300.0
TASKS, MEASURES = 60, 25
_VERBS = "推进 开展 完善 实施 强化 优化 规范 推广 健全 组织".split()
_THINGS = (
    "河道清淤 老旧管网 屋顶光伏 公交场站 农膜回收 粮食烘干 渣土运输 餐饮门店 加油站点 港口岸线 仓储物流 社区花园 "
    "校园食堂 乡镇集市 污泥处置 雨水花园 供热管线 充电设施 园区锅炉 铸造窑炉 印染车间 家具喷涂 船舶修造 桥梁养护"
).split()
_ACTS = "改造 排查 整治 建设 监测 治理 提升 试点 管理 评估".split()
_ENDS = "建立台账并动态更新 按季度通报进展 落实专人负责跟踪 形成可复制的做法 纳入年度考核 年底前全面完成".split()
_BODIES = "发展和改革委员会 生态环境局 工业和信息化局 交通运输局 农业农村局 市场监督管理局 财政局 水利局".split()


def made_plan(chance: Random, name: str) -> dict[str, Any]:
    """A plan of 60 tasks of three to five sentences."""
    plan = plan_json(f"{name}清洁生产行动方案", f"{name[0]}政发〔2031〕{chance.randint(1, 99)}号")
    plan["plan"]["region"] = name
    subjects = [(chance.choice(_THINGS), chance.choice(_ACTS), chance.choice(_VERBS)) for _ in range(TASKS)]
    plan["tasks"] = [
        task(
            number, _text(chance, *subject), f"{subject[0]}{subject[1]}", _duties(chance), measure=1 + number % MEASURES
        )
        for number, subject in enumerate(subjects, 1)
    ]
    plan["measures"] = [
        {"number": n, "label": f"（{n}）", "chapter": 2, "title": f"第{n}条", "text": _text(chance, *subjects[n])}
        for n in range(1, MEASURES + 1)
    ]
    plan["targets"] = []
    return plan


def _text(chance: Random, thing: str, act: str, verb: str) -> str:
    more = [
        f"{chance.choice(_VERBS)}{thing}{chance.choice(_THINGS)}{chance.choice(_ACTS)}，{chance.choice(_ENDS)}"
        for _ in range(3)
    ]
    return "。".join([f"{verb}{thing}{act}，{chance.choice(_ENDS)}，完成{chance.randint(3, 90)}处", *more]) + "。"


def _duties(chance: Random) -> list[dict[str, Any]]:
    return [assignment(body, f"市{body}", "joint", at) for at, body in enumerate(chance.sample(_BODIES, 3), 1)]


def varied(plan: dict[str, Any], name: str, chance: Random) -> dict[str, Any]:
    """Another city's plan on the same subjects."""
    made = copy.deepcopy(plan)
    made["plan"] |= {"title": f"{name}清洁生产行动方案", "region": name, "document_number": f"{name}〔2031〕1号"}
    for row in made["tasks"]:
        sentences = row["text"].split("。")[:-1]
        if chance.random() < 0.3:
            sentences.pop(chance.randrange(len(sentences)))
        if chance.random() < 0.12:
            sentences = _text(chance, chance.choice(_THINGS), chance.choice(_ACTS), chance.choice(_VERBS)).split("。")[
                :-1
            ]
        row["text"] = "。".join(sentences) + "。"
        row["assignments"] = _duties(chance)
    return made


def fill(workspace: Workspace, folder: Path, plans: int, seed: int) -> None:
    """The reference and the plans beside it."""
    chance = Random(seed)
    bases = [made_plan(chance, "甲湾市"), made_plan(chance, "乙山市")]
    for number in range(plans + 1):
        name = f"{'东南西北中上下左右前'[number // 10]}{'一二三四五六七八九十'[number % 10]}湾市"
        plan = varied(bases[number % 2], name, chance) if number else bases[0]
        import_plan(workspace, folder, plan, f"%PDF {number}".encode())


def helper_seconds(pool: HelperPool) -> float:
    """What the idle helpers have computed so far, in seconds of a processor (Linux)."""
    ticks = 0
    for helper in pool._idle:
        fields = Path(f"/proc/{helper._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def helper_peaks(pool: HelperPool) -> list[float]:
    """The greatest memory of each idle helper, in megabytes (Linux)."""
    peaks = []
    for helper in pool._idle:
        status = Path(f"/proc/{helper._process.pid}/status").read_text(encoding="ascii")
        peaks.append(next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")))
    return peaks


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="time many plans against a reference")
    parser.add_argument("--plans", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=max(2, min(4, (os.cpu_count() or 2) - 1)))
    arguments = parser.parse_args()
    steps: list[int] = []
    with tempfile.TemporaryDirectory() as folder, open_workspace(Path(folder) / "w.qinglan") as workspace:
        fill(workspace, Path(folder), arguments.plans, arguments.seed)
        with workspace.read() as session:
            reference = plan_columns(session)[0].version
        with HelperPool(arguments.workers) as pool:

            def run(job: str, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
                return pool.run(job, args, b"", progress)[0]

            progress = Progress(lambda done, _total, _what: steps.append(done))
            times = []
            for _ in range(2):
                begun = time.perf_counter()
                found = matrix(workspace, reference, None, "task", run, progress, arguments.workers)
                times.append(time.perf_counter() - begun)
            peaks, computed = helper_peaks(pool), helper_seconds(pool)
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = [cell.relation for row in found.cells for cell in row]
    whole = mine + sum(peaks)
    sys.stdout.write(
        f"{len(found.plans)} plans x {len(found.rows)} tasks, {arguments.workers} helpers: {times[0]:.2f} s, "
        f"kept {times[1]:.2f} s, {len(steps)} steps; helpers computed {computed:.2f} s\n"
        f"equivalent {cells.count('equivalent')}, partial {cells.count('partial')}, none {cells.count('none')}\n"
        f"peak {mine:.0f} MB here, {', '.join(f'{one:.0f}' for one in peaks)} MB in helpers, {whole:.0f} MB together\n"
    )
    return 0 if times[0] <= SECONDS and whole <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
