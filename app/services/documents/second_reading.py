"""The characters of a PDF's pages as pdfium reads them, to compare with what pdfminer found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

# How pdfium writes hyphens at line ends and characters it cannot name.
_SAME = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-", "\x00": "\ufffd"})


def second_reading(data: bytes) -> list[Counter[str] | None] | None:
    """For each page the characters pdfium finds and how often; None for a page, or file, it cannot read."""
    import pypdfium2 as pdfium  # late: only helpers read

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return None
    found: list[Counter[str] | None] = []
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage()
                found.append(tally(text.get_text_range()))
                text.close()
                page.close()
            except pdfium.PdfiumError:
                found.append(None)
    finally:
        document.close()
    return found


def tally(text: str) -> Counter[str]:
    """How often each character stands in a text, white space left out, hyphens of all kinds as one."""
    counted = Counter(text.translate(_SAME))
    for sign in [sign for sign in counted if sign.isspace()]:
        del counted[sign]
    return counted


def differ(drawn: Counter[str], kept: Counter[str], other: Counter[str], lone: Counter[str]) -> bool:
    """Whether another reading has a character more or less often than we do.

    Overprinted doubles make two right answers: ``drawn`` counts them, ``kept`` does not, and pdfium
    leaves out some of them. It also leaves out narrow characters drawn alone (``lone``) in a face that
    the file does not contain.
    """
    signs = drawn.keys() | other.keys()
    return any(not min(drawn[sign], kept[sign]) - lone[sign] <= other[sign] <= drawn[sign] for sign in signs)


def page_ranges(numbers: Sequence[int]) -> str:
    """Page numbers in words: 第1—3、5页."""
    parts: list[str] = []
    ordered = sorted(set(numbers))
    start = 0
    for i, number in enumerate(ordered):
        if i + 1 == len(ordered) or ordered[i + 1] != number + 1:
            first = ordered[start]
            parts.append(str(number) if first == number else f"{first}—{number}")
            start = i + 1
    return f"第{'、'.join(parts)}页"
