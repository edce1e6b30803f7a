"""Prints made plans with a producer into a folder: reportlab always, Chromium and LibreOffice where installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.layouts.blocks import Made
from tests.benchmarks.layouts.canvas import set_pdf
from tests.benchmarks.layouts.markup import fodt, html

_WAIT = 600


def producers() -> list[str]:
    """The producers that this machine has."""
    found = ["reportlab"]
    found += ["chromium"] if shutil.which("chromium") else []
    return found + (["libreoffice"] if shutil.which("soffice") else [])


def produce(made: Sequence[Made], producer: str, folder: Path) -> list[Path]:
    """The PDFs of the plans, the gold JSON beside each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{plan.name}-{producer}.pdf" for plan in made]
    for plan, path in zip(made, paths, strict=True):
        path.with_suffix(".gold.json").write_text(json.dumps(plan.gold, ensure_ascii=False), encoding="utf-8")
        if producer == "reportlab":
            path.write_bytes(set_pdf(plan))
        elif producer == "chromium":
            _chromium(plan, path)
    if producer == "libreoffice":
        _libreoffice(made, paths, folder)
    return paths


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
    subprocess.run(command, check=True, capture_output=True, timeout=_WAIT)


def _libreoffice(made: Sequence[Made], paths: Sequence[Path], folder: Path) -> None:
    pages = [path.with_suffix(".fodt") for path in paths]
    for plan, page in zip(made, pages, strict=True):
        page.write_text(fodt(plan), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder.resolve()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, pages)]
    subprocess.run(command, check=True, capture_output=True, timeout=_WAIT)
