"""`heard register`: the same words, faults and files at the keyboard as on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.admin.places import Machine, machine
from tests.models.register.registers import EXAMPLE, folder, rows


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Keys, and no database yet: the command makes it."""
    with machine(tmp_path_factory.mktemp("place")) as made:
        assert made.heard("keys", "new").exit_code == 0
        yield made


def test_it_is_tried_first_then_brought_in_and_taken_away(place: Machine, tmp_path: Path) -> None:
    tried = place.heard("register", "import", str(EXAMPLE), "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert "register.csv: 114 lines, 114 good, 0 faults, 0 warnings" in tried.output
    assert "Nothing was written: this was a dry run." in tried.output
    for written in ("114 written, 0 here already", "0 written, 114 here already"):
        assert written in place.heard("register", "import", str(EXAMPLE)).output
    out = tmp_path / "out"
    assert "register.csv: 114 lines" in place.heard("register", "export", str(out)).output
    again = place.heard("register", "export", str(out))
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert place.heard("register", "export", str(tmp_path / "out.zip")).exit_code == 0
    assert "0 written, 114 here already" in place.heard("register", "import", str(tmp_path / "out.zip")).output


def test_a_broken_one_says_every_fault_and_fails(place: Machine, tmp_path: Path) -> None:
    wrong = [{"reference": "Z-1", "kind": "Quarrel"}, {"reference": "Z-2", "received_on": "soon"}, {"reference": "Z-3"}]
    made = str(folder(tmp_path / "in", register=rows("register.csv", *wrong)))
    broken = place.heard("register", "import", made)
    assert broken.exit_code == 1
    assert "register.csv:2:kind: “Quarrel” is not in the list “kind”" in broken.output
    assert "register.csv:3:received_on: “soon” is not a day as YYYY-MM-DD" in broken.output
    assert "Nothing was written." in broken.output
    some = place.heard("register", "import", made, "--good-lines", "--add-labels")
    assert "Added to the list “kind”, inactive: Quarrel" in some.output
    assert "3 lines, 2 good, 1 faults, 0 warnings; 2 written" in some.output
    none = place.heard("register", "import", str(tmp_path))
    assert none.exit_code == 1
    assert "there is no register.csv in it" in none.output
