"""The same erasing from the command line; an old backup comes back without what was erased (RET-03, RET-05)."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from admin.demo import sign_ins
from models.audit import Actor
from models.cases import keeping, retaining
from models.jobs import old_backups
from models.jobs.erased_again import listed
from models.procedure.retention import Action, Kind, Period, Trigger
from models.procedure.terms import Procedure, Role, State
from models.tables import Case, Staff, TheirWords
from tests.admin.places import WEDNESDAY, Machine, machine
from tests.conftest import ENGINE
from tests.making import make_case

CLOSED = WEDNESDAY - timedelta(days=366 * 7)
PERIOD = Period(Trigger.CLOSED, 6, Action.ERASE)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Machine]:
    with machine(tmp_path) as made:
        assert made.heard("keys", "new").exit_code == 0
        assert made.heard("db", "upgrade").exit_code == 0
        yield made


def two_people(db) -> list[Actor]:
    rows = [Staff(name=name, job="") for name in ("Mabel Stone", "Idris Vale")]
    db.add_all(rows)
    db.flush()
    return [Actor(kind="staff", id=row.id, name=row.name, roles=frozenset({Role.RECORDS})) for row in rows]


def an_old_case(fresh: Machine) -> tuple[Case, list[Actor]]:
    here = fresh.place
    with here.sessions() as db, db.begin():
        two = two_people(db)
        case = make_case(db, here.ring("staff"), now=WEDNESDAY).case
        case.state, case.procedure, case.closed_on = State.CLOSED, Procedure.STATUTORY, CLOSED.date()
        case.received_on = CLOSED.date()
        row = retaining.ask(db, Kind.STATUTORY, PERIOD, "Schedule 4", actor=two[0], now=CLOSED)
        retaining.settle(db, row.id, agree=True, actor=two[1], now=CLOSED)
        db.flush()
        db.expunge(case)
    return case, two


def test_a_dry_run_shows_what_is_erased_and_an_old_backup_does_not_bring_it_back(
    fresh: Machine, tmp_path: Path
) -> None:
    case, two = an_old_case(fresh)
    sign_ins.keep(fresh.settings, sign_ins.SignIns(whole=True))  # everybody here is invented
    assert "Statutory complaints: 6 years from the day it was closed" in fresh.heard("retention", "periods").output
    dry = fresh.heard("retention", "due").output
    assert case.reference in dry
    assert "1 to be decided, 0 agreed" in dry
    copy = tmp_path / "old.backup"
    assert fresh.heard("backup", str(copy)).exit_code == 0
    here = fresh.place
    with here.sessions() as db, db.begin():
        row = db.get_one(Case, case.id)
        keeping.decide(db, row, "erase", why="Over.", actor=two[0], now=WEDNESDAY, keys=here.ring("staff"))
        keeping.settle(db, row, agree=True, actor=two[1], now=WEDNESDAY, keys=here.ring("staff"))
    assert "0 to be decided, 1 agreed" in fresh.heard("retention", "due").output
    assert "1 cases erased." in fresh.heard("retention", "erase").output
    assert "0 cases erased." in fresh.heard("retention", "erase").output
    assert listed(fresh.settings.anchors) == {case.id}
    if ENGINE != "sqlite":
        return  # the copy itself is the same for both databases
    new = {"HEARD_DATABASE": f"sqlite:///{tmp_path / 'new.db'}"}
    answer = fresh.heard("restore", str(copy), **new)
    assert answer.exit_code == 0, answer.output
    assert "1 cases in it had been erased since, and are erased again." in answer.output
    back = Machine({**fresh.environ, **new}).place
    with back.bare.reading() as db:
        assert db.get_one(Case, case.id).erased_on is not None
        assert not db.scalars(select(TheirWords)).all()
    back.bare.engine.dispose()


def test_a_list_cut_short_by_a_full_disk_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = '{"case": "00000000-0000-0000-0000-000000000007", "on": "2030-01-01"}'
    (tmp_path / "erased.jsonl").write_text(whole + '\n{"case": "1234\n[]\n')
    assert [one.int for one in listed(tmp_path)] == [7]


def test_the_doctor_says_which_kinds_are_kept_for_ever_and_what_is_stuck(fresh: Machine) -> None:
    assert "no period is set, so no case is ever deleted" in fresh.heard("doctor").output
    an_old_case(fresh)
    said = fresh.heard("doctor").output
    assert "no period is set for:" in said
    assert "Corporate complaints" in said


def test_a_new_backup_ends_those_that_are_too_old_and_the_doctor_finds_the_rest_ret_05(
    fresh: Machine, tmp_path: Path
) -> None:
    folder, day = tmp_path / "kept", 24 * 60 * 60
    folder.mkdir()

    def written(name: str, after: int) -> str:
        answer = fresh.heard("backup", str(folder / name), HEARD_CLOCK=str(fresh.settings.clock + after * day))
        assert answer.exit_code == 0, answer.output
        return answer.output

    first, second, by_hand = (old_backups.own_name(WEDNESDAY + timedelta(after)) for after in (0, 20, 36))
    written(first, 0)
    written(second, 20)
    (folder / "notes.txt").write_text("Mine.")
    os.utime(folder / "notes.txt", (0, 0))
    shutil.copy(folder / first, folder / "before-the-move.backup")
    os.utime(folder / "before-the-move.backup", (0, 0))
    well = fresh.heard("doctor", HEARD_CLOCK=str(fresh.settings.clock + 34 * day)).output
    assert f"{first}" not in well
    late = fresh.heard("doctor", HEARD_CLOCK=str(fresh.settings.clock + 36 * day))
    assert late.exit_code == 1
    assert "2 in" in late.output
    assert "older than 35 days and may hold what was erased" in late.output
    said = written(by_hand, 36)
    assert "Deleted 1 older than 35 days. Delete their copies on other machines too." in said
    assert "before-the-move.backup is older than 35 days" in said, "whoever named it decides"
    assert {path.name for path in folder.iterdir()} == {second, by_hand, "before-the-move.backup", "notes.txt"}
    still = fresh.heard("doctor", HEARD_CLOCK=str(fresh.settings.clock + 36 * day)).output
    assert "1 in" in still
