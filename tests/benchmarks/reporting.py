"""A process that imports plans and writes remarks, and reports each only when the service says that it is done.

Run as a program: ``reporting.py WORKSPACE SEED``. It goes on until it is killed. Lines: ``plan <version id>``,
``remark <text>``, ``touched <text>`` before it is changed or deleted, ``deleted <text>`` afterwards.
"""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path

from sqlalchemy import select

from app.models.plan import PlanVersion
from app.models.workspace import Workspace, open_workspace
from app.services.extraction.lexicon import Lexicon
from app.services.pinyin import pinyin_key
from app.services.reviewing import add_remark, delete_remark, edit_remark, remarks
from app.services.rows import ItemRef
from tests.storekit import changed, import_plan


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def import_one(workspace: Workspace, mark: str) -> int:
    outcome = import_plan(workspace, workspace.path.parent, changed(preamble=mark), mark.encode())
    assert outcome.version is not None
    with workspace.read() as session:
        say("plan", session.scalars(select(PlanVersion.version_id).where(PlanVersion.id == outcome.version)).one())
    return outcome.version


def work(workspace: Workspace, chance: random.Random) -> None:
    for number in itertools.count():
        version = import_one(workspace, f"{chance.random()}")
        for step in range(3):
            text = f"{chance.getrandbits(64):x}"
            add_remark(workspace, ItemRef(version, "task", 1 + step % 3), text)
            say("remark", text)
        one = remarks(workspace, ItemRef(version, "task", 1))[0]
        say("touched", one.text)
        if number % 2:
            delete_remark(workspace, one.entity)
            say("deleted", one.text)
        else:
            text = f"edited-{one.text}"
            edit_remark(workspace, one.entity, text=text)
            say("deleted", one.text)
            say("remark", text)


if __name__ == "__main__":
    with open_workspace(Path(sys.argv[1])) as opened:
        # What the first import loads, so that kills meet writing rather than loading.
        pinyin_key("热身")
        Lexicon.shipped()
        say("open")
        work(opened, random.Random(int(sys.argv[2])))
