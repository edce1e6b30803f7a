"""Characters that a reader was not sure of, as words of a doubt: each between 【】, with what stands beside it.

Written by the extraction, found again by the desk, which marks them in the text. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

LEAD = "文字识别没有把握的字："
OPEN, CLOSE = "【", "】"
BETWEEN = "　"
"""Between two of them; no blank is part of a piece."""
BESIDE = 2
"""Characters shown at each side."""


def note_of(text: str, weak: Sequence[int], most: int) -> str:
    """The note on the characters of ``text`` (without blanks) at the places ``weak`` (ascending), on ``most`` of them.

    牵头【.】市工　负【贵】. Characters that stand together share one pair of brackets.
    """
    runs: list[list[int]] = []
    for place in weak[:most]:
        if runs and runs[-1][1] == place:
            runs[-1][1] = place + 1
        else:
            runs.append([place, place + 1])
    pieces = [
        f"{_plain(text[max(0, start - BESIDE) : start])}{OPEN}{_plain(text[start:end])}{CLOSE}"
        f"{_plain(text[end : end + BESIDE])}"
        for start, end in runs
    ]
    return LEAD + BETWEEN.join(pieces)


def ranges_in(text: str, note: str) -> list[tuple[int, int]]:
    """Where the characters of a note stand in ``text``, ascending; what was corrected since is not found."""
    _, lead, said = note.partition(LEAD)
    if not lead:
        return []
    # Lines and blanks of the text are not those of the reader.
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    bare = _plain("".join(text[place] for place in places))
    found: list[tuple[int, int]] = []
    begin = 0
    for piece in said.split(BETWEEN):
        before, _, rest = piece.partition(OPEN)
        weak, closed, after = rest.partition(CLOSE)
        at = bare.find(before + weak + after, max(0, begin - len(before))) if weak and closed else -1
        if at >= 0:
            start = at + len(before)
            begin = start + len(weak)
            found.append((places[start], places[begin - 1] + 1))
    return found


def _plain(text: str) -> str:
    """Brackets of the text itself in another width, so that ours are the only ones."""
    return text.replace(OPEN, "［").replace(CLOSE, "］")
