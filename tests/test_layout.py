"""What lies where in the repository, and what must not be in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from app import NAME, VERSION
from tests.conftest import ROOT

ALLOWED = {
    "app",
    "resources",
    "installer",
    "tests",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
}
LOCKS = sorted((ROOT / "installer").glob("*.lock"))
# A licence stands as its authors wrote it; a namespace is a name, not an address.
OTHERS_WORDS = ("LICENSE",)
NAMESPACES = ("http://www.w3.org/", "http://schemas.openxmlformats.org/", "http://purl.org/")


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [Path(name) for name in done.stdout.split("\0") if name]


def addresses(path: Path) -> list[str]:
    text = (ROOT / path).read_bytes().decode("utf-8", errors="ignore")
    return [found for found in re.findall(r"(?:https?|ftp)://[^\s\"'<>)]+", text) if not found.startswith(NAMESPACES)]


def test_only_agreed_names_at_the_top() -> None:
    strangers = {path.parts[0] for path in tracked() if not path.parts[0].startswith(".")} - ALLOWED
    assert strangers == set()


def test_set_up_names_no_address() -> None:
    """Where packages come from is the machine's business: its clients know their registries."""
    concerned = [path for path in tracked() if path.parts[0] in {"installer", ".ci"} or len(path.parts) == 1]
    texts = [path for path in concerned if not path.name.startswith(OTHERS_WORDS) and (ROOT / path).is_file()]
    assert {str(path): addresses(path) for path in texts if addresses(path)} == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_place_and_pins_every_hash(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"index-url|find-links|file:|^-", text, re.MULTILINE)
    assert not [block for block in re.split(r"\n(?=\S)", text) if "==" in block and "--hash=sha256:" not in block]


def test_lock_serves_each_platform() -> None:
    text = (ROOT / "installer" / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^pyside6-essentials==6\.9\.3 ; .*!= 'aarch64'", text, re.MULTILINE)
    assert re.search(r"^pyside6-essentials==6\.8\.0\.2 ; .*== 'aarch64'", text, re.MULTILINE)


def test_changelog_knows_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{VERSION}]" in text or "## [未发布]" in text


def test_readme_begins_with_the_two_commands() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8")[:1200]
    assert NAME in head
    assert "python3 installer/bootstrap.py run" in head
    assert "python3 installer/bootstrap.py test" in head


def test_pictures_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text) if not (ROOT / name).is_file()] == []


def test_no_file_has_grown_past_its_budget() -> None:
    code = [path for path in tracked() if path.suffix == ".py" and (ROOT / path).is_file()]
    lengths = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in code}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
