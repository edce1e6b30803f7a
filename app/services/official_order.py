"""The official order of plans: by the code of their region (GB/T 2260), unknown regions last."""

from __future__ import annotations

from app.models.plan import LAST_ORDER
from app.services.extraction.regions import Region, Regions

_LONGEST = 12


def official_place(region: str | None) -> tuple[str | None, int]:
    """Code and sort key of a region. A district sorts behind its city, as far as its name tells the city."""
    if not region:
        return None, LAST_ORDER * 10
    regions = Regions.shipped()
    whole = regions.named(region)
    if whole is not None:
        return whole.code, int(whole.code) * 10
    parts = [found for found in map(regions.named, _parts(region)) if found is not None]
    if not parts:
        return None, LAST_ORDER * 10
    nearest: Region = max(parts, key=lambda part: (part.level != "省", len(part.name)))
    ends_there = region.endswith((nearest.name, nearest.short))
    return nearest.code, int(nearest.code) * 10 + (0 if ends_there else 1)


def _parts(region: str) -> list[str]:
    ends = range(len(region))
    return [region[start:end] for start in ends for end in range(start + 2, min(len(region), start + _LONGEST) + 1)]
