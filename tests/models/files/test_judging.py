"""Files that come at the same moment are looked at a few at a time, and none is refused for it (UPL-12)."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from models.files import judging
from models.files.store import Store
from tests.files import jpeg, taken

MANY = 12


def test_many_at_once_wait_for_each_other_and_all_are_taken_upl_12(tmp_path, monkeypatch):
    running, most = [], []

    class Counted(subprocess.Popen):
        def __enter__(self) -> Any:
            running.append(self)
            most.append(len(running))
            return super().__enter__()

        def __exit__(self, *problem: Any) -> None:
            running.remove(self)
            super().__exit__(*problem)

    monkeypatch.setattr(judging.subprocess, "Popen", Counted)
    with ThreadPoolExecutor(MANY) as people:
        found = list(people.map(lambda _: taken(Store(tmp_path), jpeg()), range(MANY)))
    assert [one.kind.code for one in found] == ["jpg"] * MANY
    assert max(most) == judging.AT_ONCE
