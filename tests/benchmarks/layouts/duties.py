"""Responsibility cells and clauses with what is to be read from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.benchmarks.layouts.bodies import bodies

_LOCAL = {
    "市": ("各县（市、区）人民政府", "县级人民政府"),
    "省": ("各市人民政府", "市级人民政府"),
    "自治区": ("各市人民政府", "市级人民政府"),
    "州": ("各县（市）人民政府", "县级人民政府"),
}


@dataclass
class Duty:
    """A cell's words (or the lead and support cells) and the assignments in them."""

    raw: str
    assignments: list[dict[str, str]] = field(default_factory=list)
    et_al: bool = False
    columns: tuple[str, str] | None = None


@dataclass(frozen=True)
class Manner:
    """How a plan writes its lists: the level, whether the place is repeated, the separator."""

    level: str
    elided: bool
    separator: str = "、"


class _Maker:
    def __init__(self, rng: Random, manner: Manner) -> None:
        self.rng, self.manner = rng, manner
        self.made: list[dict[str, str]] = []
        self.pool = bodies(manner.level)
        rng.shuffle(self.pool)

    def names(self, count: int, role: str) -> str:
        """A list of bodies in one role."""
        prefix = {"国": ""}.get(self.manner.level, self.manner.level)
        parts = []
        for at in range(count):
            written, full = self.pool.pop()
            name = written if at and self.manner.elided else prefix + written
            self.made.append({"agency": full, "as_written": name, "role": role})
            parts.append(name)
        return self.manner.separator.join(parts)

    def local(self) -> str:
        """The governments below that carry it out."""
        name, agency = _LOCAL[self.manner.level]
        self.made.append({"agency": agency, "as_written": name, "role": "implement"})
        return name


def cell(rng: Random, manner: Manner) -> Duty:
    """A duty cell or clause without a label."""
    maker = _Maker(rng, manner)
    count = rng.randrange(1, 5)
    stop = ""
    kinds = "joint joint led led sole both plain etal implement with label"
    kind = rng.choice((kinds if manner.separator == "、" else "joint plain plain").split())
    et_al = False
    if kind == "joint":
        raw = maker.names(count + 1, "joint") + rng.choice(("按职责分工负责", "按照职责分工负责", "负责", "分工负责"))
    elif kind == "led":
        raw = (
            maker.names(1, "lead") + rng.choice(("牵头，", "牵头，", "牵头；")) + maker.names(count, "support") + "配合"
        )
    elif kind == "sole":
        raw = maker.names(1, "sole") + "负责"
    elif kind == "both":
        raw = maker.names(1, "lead") + "牵头，" + maker.names(count + 1, "joint") + "按职责分工负责"
    elif kind == "with":
        raw = maker.names(1, "lead") + "牵头，会同" + maker.names(count, "support") + rng.choice(("推进", "落实", ""))
    elif kind == "label":
        return led(rng, manner, rng.choice(("；", "\n")))
    elif kind == "etal":
        raw, et_al = maker.names(count + 1, "joint") + "等按职责分工负责", True
    elif kind == "implement" and manner.level in _LOCAL:
        raw = maker.names(count + 1, "joint") + "按职责分工负责，" + maker.local() + "负责落实"
    elif kind == "implement":
        raw = maker.names(1, "lead") + "牵头"
    else:
        raw = maker.names(count, "joint" if count > 1 else "sole")
    return Duty(raw + stop, maker.made, et_al)


def columns(rng: Random, manner: Manner) -> Duty:
    """Lead and support in columns of their own."""
    maker = _Maker(rng, manner)
    lead = maker.names(rng.choice((1, 1, 1, 2)), "lead")
    support = maker.names(rng.randrange(1, 5), "support") if rng.random() < 0.85 else ""
    return Duty("", maker.made, False, (lead, support))


def labelled(rng: Random, manner: Manner, label: str, colon: str = "：") -> Duty:
    """责任单位：A、B without role words."""
    maker = _Maker(rng, manner)
    count = rng.randrange(1, 5)
    return Duty(f"{label}{colon}" + maker.names(count, "joint" if count > 1 else "sole"), maker.made)


def led(rng: Random, manner: Manner, between: str, colon: str = "：") -> Duty:
    """牵头单位：A；配合单位：B、C."""
    maker = _Maker(rng, manner)
    one, two = rng.choice((("牵头单位", "配合单位"), ("责任单位", "配合单位"), ("主办单位", "协办单位")))
    raw = f"{one}{colon}" + maker.names(rng.choice((1, 1, 2)), "lead") + between
    return Duty(raw + f"{two}{colon}" + maker.names(rng.randrange(1, 4), "support"), maker.made)


def first_leads(rng: Random, manner: Manner) -> Duty:
    """A plain list whose first body leads."""
    maker = _Maker(rng, manner)
    raw = maker.names(rng.randrange(2, 5), "joint")
    maker.made[0]["role"] = "lead"
    return Duty(raw, maker.made)


DEADLINES = (
    ("持续推进", "ongoing", None), ("长期坚持", "ongoing", None), ("2026年", "by_date", "2026-12-31"),
    ("2027年底前", "by_date", "2027-12-31"), ("2026年6月底前", "by_date", "2026-06-30"), ("2025年12月", "by_date", "2025-12-31"),
    ("2025年9月底", "by_date", "2025-09-30"), ("2026年四季度", "by_date", "2026-12-31"), ("2025—2027年", "by_date", "2027-12-31"),
    ("2026年上半年", "by_date", "2026-06-30"), ("每年11月底前", "ongoing", None), ("2028年12月31日前", "by_date", "2028-12-31"),
    ("持续开展", "ongoing", None), ("2025年第三季度", "by_date", "2025-09-30"), ("2026年3月底前完成", "by_date", "2026-03-31"),
    ("2025年6月底前完成方案编制，2026年底前全面完成", "by_date", "2026-12-31"), ("2025-2027年", "by_date", "2027-12-31"),
    ("“十四五”末", "by_date", "2025-12-31"), ("每季度", "ongoing", None), ("长期", "ongoing", None), ("2026年10月", "by_date", "2026-10-31"),
    ("尽快启动", "asap", None), ("2027年6月30日", "by_date", "2027-06-30"), ("2030年", "by_date", "2030-12-31"),
)  # fmt: skip


def deadline(rng: Random) -> tuple[str, dict[str, str | None]]:
    """Words of a deadline and their meaning."""
    raw, kind, date = rng.choice(DEADLINES)
    return raw, {"kind": kind, "date": date}
