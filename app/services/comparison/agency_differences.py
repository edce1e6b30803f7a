"""Differences of who is responsible, by function: who leads, who is missing, whose role is another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.services.comparison.difference import Difference, DifferenceKind, Mark, Side
from app.services.comparison.items import ComparedItem
from app.services.comparison.wording import Sides
from app.services.extraction.draft import Assignment, Role
from app.services.extraction.lexicon import Lexicon

_KEPT_LEVEL = frozenset({"国家", "省", "市", "县"})
_ROLE_WORDS = {
    Role.LEAD: "牵头",
    Role.JOINT: "按职责分工负责",
    Role.SOLE: "负责",
    Role.SUPPORT: "配合",
    Role.IMPLEMENT: "负责落实",
}
_HEADS = (Role.LEAD, Role.SOLE)
_EITHER = "牵头（首列）单位不同"
_HEADINGS = {
    (True, True): "牵头单位不同",
    (False, False): "首列单位不同",
    (True, False): _EITHER,
    (False, True): _EITHER,
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body by function: the same in every city. ``name`` is the functional name in its plan."""

    function: str
    name: str
    role: Role
    level: str
    as_written: str


def bodies(item: ComparedItem, places: tuple[str, ...] = (), lexicon: Lexicon | None = None) -> tuple[Body, ...]:
    """The bodies of an item in the printed order, each function once (the first and heaviest role counts)."""
    known = lexicon or Lexicon.shipped()
    found: dict[str, Body] = {}
    for one in item.assignments:
        body = _body(one, known, places)
        found.setdefault(body.function, body)
    return tuple(found.values())


def _body(one: Assignment, lexicon: Lexicon, places: tuple[str, ...]) -> Body:
    named = lexicon.find(one.as_written or one.agency, one.region)
    name = one.agency
    function = named.group if named.known and named.group else one.agency
    for place in places:
        function, name = function.replace(place, ""), name.replace(place, "") or name
    level = one.level if one.level in _KEPT_LEVEL else ""
    return Body(function or one.agency, name, Role(str(one.role)), level or "", one.as_written)


def agency_differences(
    left: ComparedItem, right: ComparedItem, sides: Sides, lexicon: Lexicon | None = None
) -> tuple[Difference, ...]:
    """Leader, roles, missing bodies, levels. An item without any body is not compared body by body."""
    mine, theirs = bodies(left, sides.places, lexicon), bodies(right, sides.places, lexicon)
    if not mine or not theirs:
        return tuple(_nobody(left, right, mine, theirs, sides))
    pair = _Pair(left, right, mine, theirs, sides)
    return (*pair.leaders(), *pair.missing(), *pair.roles(), *pair.levels())


def _nobody(
    left: ComparedItem, right: ComparedItem, mine: Sequence[Body], theirs: Sequence[Body], sides: Sides
) -> Iterator[Difference]:
    if not mine and not theirs:
        return
    side = Side.LEFT if mine else Side.RIGHT
    has, lacks = sides.names if mine else (sides.names[1], sides.names[0])
    said = "、".join(one.name for one in (mine or theirs))
    pool = sides.right if mine else sides.left
    nowhere = bool(pool) and not any(item.assignments for item in pool)
    yield Difference(
        DifferenceKind.AGENCY,
        side,
        f"责任单位：{has}为{said}，{lacks}{'全文' if nowhere else ''}未列责任单位。",
        _whole(left),
        _whole(right),
        minor=nowhere,
    )


def _whole(item: ComparedItem) -> tuple[Mark, ...]:
    return (("responsibility_raw", 0, len(item.responsibility_raw)),) if item.responsibility_raw else ()


class _Pair:
    """The bodies of both items beside each other."""

    def __init__(
        self, left: ComparedItem, right: ComparedItem, mine: Sequence[Body], theirs: Sequence[Body], sides: Sides
    ) -> None:
        self.left, self.right, self.sides = left, right, sides
        self.mine = {one.function: one for one in mine}
        self.theirs = {one.function: one for one in theirs}
        self.heads = (_heads(mine), _heads(theirs))

    def leaders(self) -> Iterator[Difference]:
        """Another leader, or one side that names a leader outright where the other only lists."""
        (one, first), (other, second) = self.heads
        if not one or not other:
            return
        functions = ({b.function for b in one}, {b.function for b in other})
        names = self.sides.names
        if functions[0] != functions[1]:
            lacking = functions[0] - self.theirs.keys(), functions[1] - self.mine.keys()
            said = "，".join(
                (
                    _led(one, first, names[0], lacking[0], f"（{names[1]}未列）"),
                    _led(other, second, names[1], lacking[1], f"（{names[0]}未列）"),
                )
            )
            head = _HEADINGS[first, second]
            yield self._of(Side.OPEN, f"{head}：{said}。", one, other)
        elif first != second:
            said = f"{_led(one, first, names[0])}，{_led(other, second, names[1])}"
            yield self._of(Side.LEFT if first else Side.RIGHT, f"牵头责任：{said}。", one, other)

    def missing(self) -> Iterator[Difference]:
        """Bodies whose function only one side has, in one sentence a side."""
        names = self.sides.names
        heads = [{b.function for b in found} for found, _ in self.heads]
        told = heads[0] ^ heads[1] if all(heads) else set()
        for side, mine, theirs, has, lacks, other in (
            (Side.LEFT, self.mine, self.theirs, names[0], names[1], self.right),
            (Side.RIGHT, self.theirs, self.mine, names[1], names[0], self.left),
        ):
            alone = [one for f, one in mine.items() if f not in theirs and f not in told and not self._bound(one, side)]
            if not alone:
                continue
            said = "、".join(f"{one.name}（{_ROLE_WORDS[one.role]}）" for one in alone)
            et_al = f"（{lacks}单位名单后有“等”字）" if other.et_al else ""
            left, right = (alone, []) if side == Side.LEFT else ([], alone)
            yield self._of(side, f"仅{has}列有：{said}；{lacks}未列{et_al}。", left, right)

    def _bound(self, one: Body, side: Side) -> bool:
        """Whether a sentence in another row binds an implementer for the plan that does not name it here."""
        pool = self.sides.right if side == Side.LEFT else self.sides.left
        return one.role == Role.IMPLEMENT and any(
            str(duty.role) == Role.IMPLEMENT and duty.agency == one.name for item in pool for duty in item.assignments
        )

    def roles(self) -> Iterator[Difference]:
        """Bodies of both sides with another role; who leads has been told."""
        heads = {b.function for bodies, _ in self.heads for b in bodies}
        changed = [
            (self.mine[function], self.theirs[function])
            for function in self.mine
            if function in self.theirs
            and function not in heads
            and self.mine[function].role != self.theirs[function].role
        ]
        changed += [
            (self.mine[function], self.theirs[function])
            for function in sorted(heads)
            if function in self.mine
            and function in self.theirs
            and {self.mine[function].role, self.theirs[function].role} == set(_HEADS)
        ]
        if changed:
            names = self.sides.names
            said = "、".join(dict.fromkeys(one.name for one, _ in changed))
            roles = [_roles(one for one, _ in changed), _roles(other for _, other in changed)]
            yield self._of(
                Side.OPEN,
                f"分工方式不同：{said}在{names[0]}为“{roles[0]}”，在{names[1]}为“{roles[1]}”。",
                [one for one, _ in changed],
                [other for _, other in changed],
            )

    def levels(self) -> Iterator[Difference]:
        """The same function at another level: 省厅 here, 市局 there."""
        levels = ({b.level for b in self.mine.values()}, {b.level for b in self.theirs.values()})
        for function, one in self.mine.items():
            other = self.theirs.get(function)
            if other is None or one.level == other.level or not one.level or not other.level:
                continue
            if levels[0].isdisjoint(levels[1]):
                continue  # plans of two levels: every body differs, which says nothing
            names = self.sides.names
            yield self._of(
                Side.OPEN,
                f"层级不同：{names[0]}为{one.as_written}（{one.level}级），{names[1]}为{other.as_written}（{other.level}级）。",
                [one],
                [other],
            )

    def _of(self, side: Side, sentence: str, mine: Sequence[Body], theirs: Sequence[Body]) -> Difference:
        return Difference(DifferenceKind.AGENCY, side, sentence, _marks(self.left, mine), _marks(self.right, theirs))


def _heads(found: Sequence[Body]) -> tuple[tuple[Body, ...], bool]:
    """Who leads, and whether the plan says so outright; else the first of the list, who is read as the lead."""
    leads = tuple(one for one in found if one.role in _HEADS)
    if leads:
        return leads, True
    joint = [one for one in found if one.role == Role.JOINT]
    return (tuple(joint[:1]), False)


def _led(found: Sequence[Body], said: bool, name: str, lacking: Collection[str] = (), remark: str = "") -> str:
    """Who leads in a plan; ``remark`` behind the functions that the other plan does not name at all."""
    bodies = "、".join(f"{one.name}{remark if one.function in lacking else ''}" for one in found)
    if not said:
        return f"{name}未明示牵头单位，首列为{bodies}"
    return f"{name}由{bodies}{'负责' if all(one.role == Role.SOLE for one in found) else '牵头'}"


def _roles(found: Iterator[Body]) -> str:
    return "、".join(dict.fromkeys(_ROLE_WORDS[one.role] for one in found))


def _marks(item: ComparedItem, found: Sequence[Body]) -> tuple[Mark, ...]:
    text = item.responsibility_raw or ""
    places = []
    for one in found:
        start = text.find(one.as_written)
        if start < 0:
            start = text.find(one.as_written.removeprefix("市").removeprefix("省"))
        if start >= 0 and one.as_written:
            places.append(("responsibility_raw", start, min(len(text), start + len(one.as_written))))
    return tuple(sorted(set(places)))
