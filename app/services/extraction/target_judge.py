"""Whether a quantity is to be reached, and how: the grammar around one number or one list of numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.services.extraction import target_words as words
from app.services.extraction.quantities import Quantity
from app.services.extraction.units import UnitKind


@dataclass(frozen=True, slots=True)
class Window:
    """A list of quantities in its clause (brackets and quotations hidden)."""

    quantities: tuple[Quantity, ...]
    left: str  # since the list before it, or the clause's beginning
    whole_left: str  # since the clause's beginning
    right: str  # behind the last quantity, to the clause's end
    governed: bool  # a year governs the sentence up to here
    continues: bool  # the list before it was accepted and only a separator stands between
    before: str = ""  # the sentence up to here
    reported: bool = False  # 截至…, …以来: what has been done
    paid: bool = False  # the sentence speaks of subsidies: money in it is no target
    strict: bool = False  # inside brackets: only with a verb of reaching
    delimits: bool = False  # a condition of payment: the figure says who gets it


@dataclass(frozen=True, slots=True)
class Reading:
    """How the quantities of a window are to be read."""

    comparator: str
    bound: str | None
    sign: int = 1  # of a change
    direct: bool = False  # verb + number + noun
    times: bool = False  # 倍 of a growth


_NOUN_OF_TIME: Final = re.compile(r"(?:天数|日数|时间|时长|时限|周期|年限|寿命|期限|时效|天气|空气|良好|用时)$")
_TIME_GOAL: Final = re.compile(r"(?:为|是|完成|实现|占|总数|总量)$")
_HALF_OPEN: Final = re.compile(r"(?:、|和|及|以及|与)$")
_INNER: Final = re.compile(r"^(?:以上|以下|以内|之内|左右|上下|内)?(?:、|和|及|以及|与|或)$")


def judge(w: Window) -> Reading | None:
    """Read the window; None if its numbers only describe or delimit."""
    if (
        w.reported
        or w.delimits
        or words.FACT.search(w.whole_left)
        or words.POLICY.search(w.whole_left)
        or words.POLICY.match(w.right[:14])
    ):
        return None
    if words.POLICY.search(w.right[:8]) or (w.paid and "元" in w.quantities[-1].unit):
        return None
    view = _View(w)
    if view.with_noun_after_bound or view.forbidden_size or view.specification:
        return None
    reading = view.change()
    if reading is None and view.allowed():
        comparator = view.bound or "="
        reading = Reading(comparator, None, direct=not view.ends)
    return reading


class _View:
    """The window's parts that the rules look at."""

    def __init__(self, w: Window) -> None:
        self.w = w
        self.first, last = w.quantities[0], w.quantities[-1]
        self.kind = last.kind
        self.unit = last.unit
        sign, cut = words.bound_before(w.left)
        after, length = words.bound_after(w.right)
        self.post, self.rest = after, w.right[length:]
        self.linked_bound = length > 2 and w.right[:1] in "及或"
        self.before_bound = w.left[:cut]
        self.ends = words.END_AFTER.match(self.rest) is not None
        adverb = ">=" if words.ADVERB_BOUND.search(w.left) else None
        odd = ">" if any(q.odd for q in w.quantities) else None
        self.explicit = sign
        self.bound = sign or after or adverb or odd
        self.adverb = adverb
        self.goal = words.GOAL_END.search(w.left) is not None or sign is not None
        self.direct = words.achieves_directly(self.before_bound)

    @property
    def with_noun_after_bound(self) -> bool:
        """35蒸吨及以下的锅炉, 5000平方米及以上建筑工地."""
        return self.linked_bound and not self.ends and not (self.kind is UnitKind.SHARE and self.direct)

    @property
    def forbidden_size(self) -> bool:
        """禁止新建35蒸吨以下锅炉: a size in a ban says what is banned."""
        sizes = (UnitKind.SIZE, UnitKind.SPEC)
        return self.kind in sizes and self.post is not None and words.BAN.search(self.w.whole_left) is not None

    @property
    def specification(self) -> bool:
        """淘汰4.3米焦炉2座: a size before the noun that is counted says what it is like."""
        return self.kind in (UnitKind.SIZE, UnitKind.SPEC) and words.COUNTED_NOUN.match(self.w.right) is not None

    def change(self) -> Reading | None:
        """Growth and decline."""
        found = self._change_words()
        if found is None:
            return None
        if self.rest.startswith("的") and not self.ends:
            return None
        if self.first.han and self.unit not in ("%", "倍"):
            return None
        sign = -1 if found["down"] else 1
        if found.groupdict().get("better"):
            sign = -1 if re.search(r"浓度|排放|强度|能耗|消耗|煤耗|发病率|死亡率", self.w.before) else 1
        return Reading("change", self.bound, sign, times=self.unit == "倍")

    def _change_words(self) -> re.Match[str] | None:
        w = self.w
        if self.first.turn:
            return re.match(r"(?P<down>\b\B)?(?P<up>)", "")
        found = words.CHANGE_NOUN.search(w.left) or words.CHANGE_END.search(w.left)
        if found is not None and self.kind in (UnitKind.COUNT, UnitKind.SIZE) and words.UPGRADE.search(w.left):
            return None
        if found is not None:
            return None if self.kind is UnitKind.TIME and not self.ends else found
        against = words.AGAINST.search(w.left) if self.unit.endswith("百分点") else None
        if against is not None:
            return against
        opened = words.CHANGE_OBJECT.search(self.before_bound)
        if opened is not None and self.ends and not self.goal and not words.CHANGE_TO.search(opened.group()):
            return opened
        return None

    # -------------------------------------------------------------- absolute values

    def allowed(self) -> bool:
        """Whether the quantity is a value to be reached."""
        if self.first.turn or (self.first.han and not self._counts_in_words()):
            return False
        if not self.goal and words.NO_TARGET_BEFORE.search(self.before_bound):
            return False
        if self.w.strict and not (self.goal or self.direct):
            return False
        if self.kind is UnitKind.SHARE:
            return self._share()
        if self.kind is UnitKind.COUNT:
            return self._count()
        if self.kind is UnitKind.SIZE:
            return self._size()
        if self.kind is UnitKind.PLAIN:
            return self.ends  # only numbers behind a verb of reaching come here
        return self._time_or_spec()

    def _counts_in_words(self) -> bool:
        return (
            self.unit != "倍"
            and self.unit != "%"
            and (
                words.FREQUENCY.search(self.w.whole_left) is not None
                or self.adverb is not None
                or self.explicit is not None
            )
        )

    def _share(self) -> bool:
        if self.ends:
            return True
        if self.rest.startswith("的") and not self.direct:
            return words.REACHES.search(self.rest) is not None and not self.goal
        return self.goal or self.direct or words.REACHES.search(self.rest) is not None

    def _count(self) -> bool:
        w = self.w
        if self.ends:
            return (
                self.goal
                or self.post is not None
                or w.governed
                or w.continues
                or words.achieves(w.whole_left)
                or words.FREQUENCY.search(w.whole_left) is not None
            )
        if self.rest.startswith("的") and not self.direct:
            return False
        if words.MECHANISM.search(self.rest) and not w.governed:
            return False
        if self.goal or self.direct:
            return True
        again = words.FREQUENCY.search(w.whole_left) or self.adverb
        return bool(again and words.achieves(w.left)) or (w.continues and _HALF_OPEN.search(w.left) is not None)

    def _size(self) -> bool:
        w = self.w
        adds = words.ADDS.search(self.before_bound) is not None
        if not self.ends and self.post is None and words.ABILITY.match(self.rest):
            return adds or (w.governed and words.achieves(w.left))
        if not self.ends:
            if self.post == "<=" or (self.rest.startswith("的") and not adds):
                return False
            if (
                self.explicit is None
                and words.BUILDS.search(self.before_bound)
                and re.search(r"吨|瓦|立方|元", self.unit)
            ):
                return False
            return adds or (self.goal and self.post is None)
        if self.goal or adds or w.continues:
            return True
        if self.post == "<=":
            return False
        achieved = words.achieves(w.whole_left) or words.FREQUENCY.search(w.whole_left) is not None
        if self.rest.startswith("、") and not w.governed and words.CAPACITY.search(self.before_bound):
            return False
        return w.governed or achieved

    def _time_or_spec(self) -> bool:
        if not self.ends:
            able = words.HAS_ABILITY.search(self.before_bound) is not None
            return able and self.kind is UnitKind.TIME and "能力" in self.rest
        if self.explicit is not None:
            return True
        left = self.w.left
        goal = words.GOAL_END.search(left)
        if goal is not None and not (_TIME_GOAL.search(left) and self.kind is UnitKind.TIME):
            return True
        return self.kind is UnitKind.TIME and _NOUN_OF_TIME.search(self.before_bound) is not None


def is_list_link(between: str) -> bool:
    """Whether only a separator (and a bound word) stands between two quantities."""
    return _INNER.match(between) is not None
