"""Who opened a case: every page and everything of it, counted by person and never cut off (AUD-07)."""

import uuid
from datetime import timedelta

import pytest

from models.audit import Actor, note
from models.cases import openings, walling
from models.cases.audit_reading import Wanted, page
from models.cases.caring_details import seen
from models.cases.openings import looks
from models.cases.points import add_point
from models.cases.splitting import begin
from models.files.store import Store
from models.procedure.terms import Procedure, Role, Safe, Way
from models.sealing import Blob
from models.tables import Letter, SafetyAlert, Staff, TheirWords
from tests.conftest import MONDAY
from tests.files import jpeg, with_file
from tests.making import make_case

HOUR = timedelta(hours=1)


@pytest.fixture
def opened(db, keys):
    return make_case(db, keys.staff.ring, now=MONDAY)


def somebody(db, name="Priya Shah", role=Role.OFFICER):
    staff = Staff(id=uuid.uuid4(), name=name, job="")
    db.add(staff)
    db.flush()
    return Actor(kind="staff", id=staff.id, name=name, roles=frozenset({role}))


def file_of(db, opened, tmp_path):
    row = with_file(db, Store(tmp_path / "files"), opened, jpeg())
    db.flush()
    return row.id


def row_of(db, table, case, **said):
    row = table(id=uuid.uuid4(), case_id=case.id, **said)
    db.add(row)
    db.flush()
    return row.id


def letter_of(db, case):
    said = {"kind": "acknowledgement", "way": Way.HERE, "released_at": MONDAY, "body": Blob(b"sealed")}
    return row_of(db, Letter, case, **said)


def test_whatever_of_a_case_was_opened_counts_with_first_and_last_aud_07(db, opened, tmp_path):
    case, priya, duty = opened.case, somebody(db), somebody(db, "Dee Watch", Role.DUTY)
    file = file_of(db, opened, tmp_path)
    seen(db, case.id, priya, now=MONDAY)
    note(db, priya, "contact_shown", now=MONDAY + HOUR, object_kind="case", object_id=case.id)
    note(db, priya, "view_file", now=MONDAY + 2 * HOUR, object_kind="upload", object_id=file)
    note(db, priya, "file_original", now=MONDAY + 3 * HOUR, object_kind="upload", object_id=file)
    note(db, priya, "file_given", now=MONDAY + 9 * HOUR, object_kind="upload", object_id=file)
    [words] = db.query(TheirWords).filter_by(case_id=case.id)
    note(db, duty, "view_words", now=MONDAY + 4 * HOUR, object_kind="words", object_id=words.id)
    note(db, duty, "view_letter", now=MONDAY, object_kind="letter", object_id=uuid.uuid4())
    db.commit()
    both = (("files and recordings", 2), ("the case", 2))
    assert looks(db, case) == [
        openings.Look("Dee Watch", "duty", 1, (("what they sent", 1),), MONDAY + 4 * HOUR, MONDAY + 4 * HOUR),
        openings.Look("Priya Shah", "officer", 4, both, MONDAY, MONDAY + 3 * HOUR),
    ]


def test_an_opening_of_each_kind_of_thing_is_the_persons_to_know_but_not_an_alert_aud_07(db, opened):
    case, duty, mo = opened.case, somebody(db, "Dee Watch", Role.DUTY), somebody(db, "Mo Reed", Role.RESPONDER)
    sealed = {"wrap": Blob(b"sealed"), "details": Blob(b"sealed")}
    alert = row_of(db, SafetyAlert, case, kind=Safe.NO, created_at=MONDAY, **sealed)
    note(db, duty, "view_alert", now=MONDAY, object_kind="alert", object_id=alert)
    note(db, mo, "view_letter", now=MONDAY, object_kind="letter", object_id=letter_of(db, case))
    db.commit()
    assert [one.role for one in openings.openings(db, case)] == ["responder"]
    assert {one.who for one in looks(db, case)} == {"Dee Watch", "Mo Reed"}
    assert [role for _, role in openings.moments(db, [case.id])] == ["responder"]


def test_nobody_is_left_out_however_often_somebody_else_looked_aud_07(db, opened):
    case, first, busy = opened.case, somebody(db, "Ann First"), somebody(db, "Bea Busy", Role.MANAGER)
    seen(db, case.id, first, now=MONDAY)
    for number in range(1, 5001):
        seen(db, case.id, busy, now=MONDAY + timedelta(minutes=number))
    others = [somebody(db, f"Reader {number:02}", Role.RESPONDER) for number in range(60)]
    for number, one in enumerate(others, 10):
        seen(db, case.id, one, now=MONDAY + timedelta(days=number))
    db.commit()
    found = looks(db, case)
    assert len(found) == 62
    assert found[-1].who == "Ann First"
    assert next(one.times for one in found if one.who == "Bea Busy") == 5000
    told = list(openings.openings(db, case))
    assert len(told) == 65
    assert {one.role for one in told} == {"officer", "manager", "responder"}
    assert list(openings.openings(db, case, most=5)) == told[:5]


def test_a_part_counts_what_was_sent_to_the_whole_aud_07_and_the_audit_of_a_case_shows_its_files_aud_08(
    db, opened, tmp_path
):
    case, priya, ida = opened.case, somebody(db), somebody(db, "Ida Count", Role.AUDITOR)
    add_point(
        db, case, "Nobody rings me back.", procedure=Procedure.STATUTORY, actor=priya, now=MONDAY, keys=opened.keys
    )
    part = begin(db, case, actor=priya, now=MONDAY, keys=opened.keys)
    note(db, priya, "view_file", now=MONDAY, object_kind="upload", object_id=file_of(db, opened, tmp_path))
    note(db, priya, "view_letter", now=MONDAY, object_kind="letter", object_id=letter_of(db, case))
    db.commit()
    assert [one.what for one in looks(db, part)] == [(("files and recordings", 1),)]
    [line] = page(db, ida, Wanted(case_id=case.id, action="view_file")).lines
    assert line.reference == case.reference


def test_who_is_behind_the_wall_and_read_a_letter_before_is_named_as_having_opened_it_az_04(db, opened):
    case, karen, priya = opened.case, somebody(db, "Karen Cole"), somebody(db)
    walling.put_behind(db, case, karen.id, actor=priya, now=MONDAY)
    db.commit()
    assert [named.opened for named in walling.panel(db, case)] == [()]
    note(db, karen, "view_letter", now=MONDAY, object_kind="letter", object_id=letter_of(db, case))
    db.commit()
    assert [named.opened for named in walling.panel(db, case)] == [("Karen Cole",)]
