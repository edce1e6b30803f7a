"""Makes files of made plans: reportlab, OFD, HTML and scans always, Chromium, LibreOffice and DOCX where installed.

The printing programs see only the bundled faces, so that a machine without Chinese faces gives the same pages.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.layouts.blocks import Made
from tests.benchmarks.layouts.canvas import FONTS, set_pdf
from tests.benchmarks.layouts.markup import fodt, html
from tests.benchmarks.scan_maker import scan_pdf, some_wear
from tests.services.documents.made_ofd import as_ofd, contents_of

PRODUCERS = ("reportlab", "chromium", "libreoffice", "docx", "ofd", "html", "scan")
_NEEDS = {"chromium": "chromium", "libreoffice": "soffice", "docx": "soffice"}
_SUFFIX = {"docx": ".docx", "ofd": ".ofd", "html": ".html"}
_WAIT = 600
_FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def producers() -> list[str]:
    """The producers that this machine has."""
    return [name for name in PRODUCERS if name not in _NEEDS or shutil.which(_NEEDS[name])]


def produce(made: Sequence[Made], producer: str, folder: Path) -> list[Path]:
    """The files of the plans, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{plan.name}-{producer}{_SUFFIX.get(producer, '.pdf')}" for plan in made]
    if producer in ("libreoffice", "docx"):
        _libreoffice(made, paths, folder)
        return paths
    for plan, path in zip(made, paths, strict=True):
        if producer == "chromium":
            _chromium(plan, path)
        else:
            path.write_bytes(_file(plan, producer))
    return paths


def _file(plan: Made, producer: str) -> bytes:
    """A file that needs no other program."""
    if producer == "html":
        return html(plan).encode()
    pdf = set_pdf(plan)
    if producer == "ofd":
        return as_ofd(contents_of(pdf))
    if producer == "scan":
        seed = sum(plan.name.encode())
        return scan_pdf(pdf, some_wear(random.Random(plan.name)), seed)
    return pdf


def _environment(folder: Path) -> dict[str, str]:
    """An environment in which programs see the bundled faces only."""
    config = folder.resolve() / "fonts.conf"
    config.write_text(_FONTCONFIG.format(fonts=FONTS, cache=folder.resolve() / "fontcache"), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def _chromium(plan: Made, path: Path) -> None:
    page = path.with_suffix(".html")
    page.write_text(html(plan), encoding="utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--print-to-pdf={path}",
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=_WAIT, env=_environment(path.parent))


def _libreoffice(made: Sequence[Made], paths: Sequence[Path], folder: Path) -> None:
    pages = [path.with_suffix(".fodt") for path in paths]
    for plan, page in zip(made, pages, strict=True):
        page.write_text(fodt(plan), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder.resolve()}/profile"
    kind = paths[0].suffix[1:] if paths else "pdf"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, pages)]
    subprocess.run(command, check=True, capture_output=True, timeout=_WAIT, env=_environment(folder))
