"""A search looks in everything that the office reads of a case, and whatever it finds obeys the filters (issue 5)."""

import re
import uuid

import pytest

from models.cases import searching
from models.cases.indexing import add_tags
from models.cases.recording import record
from models.procedure.independence import Part
from models.procedure.terms import Event, Journey, State, Way
from models.sealing import Blob
from models.tables import (
    Answer,
    Appointment,
    ComplaintStatement,
    InvestigationReport,
    Letter,
    Outsider,
    OutsiderLetter,
)
from tests.admin.test_search import add, found  # noqa: F401  the fixture is used by its name
from tests.conftest import MONDAY
from tests.making import make_case

PHONE = "07700 900200"


def put(db, ring, column, table, case, text, **said):
    """A row of the case with this text in it, as it is kept."""
    numbered = {"revision": 1} if hasattr(table, "revision") else {}
    row = table(id=uuid.uuid4(), case_id=case.id, **numbered, **said)
    ring.seal_json(column, row, {"blocks": [text]})
    db.add(row)
    db.commit()
    return row


@pytest.fixture
def seat(db, add, officer):  # noqa: F811
    """A case with an investigating officer."""
    opened = add()
    outsider = Outsider(
        id=uuid.uuid4(),
        name="Iris North",
        investigates=True,
        independent=False,
        declared_at=MONDAY,
        details=Blob(b"sealed"),
    )
    db.add(outsider)
    db.flush()
    said = {
        "case_id": opened.case.id,
        "outsider_id": outsider.id,
        "part": Part.INVESTIGATOR,
        "appointed_by": officer.id,
    }
    db.add(given := Appointment(id=uuid.uuid4(), appointed_on=MONDAY.date(), **said))
    db.commit()
    return opened, given


def test_what_we_wrote_to_them_and_about_it_is_found_where_it_stands(admin, officer, add, db):  # noqa: F811
    opened = add()
    case, ring = opened.case, opened.keys
    put(db, ring, Letter.body, Letter, case, "A rhubarb pie.", kind="thanks", way=Way.HERE, released_at=MONDAY)
    put(db, ring, Answer.body, Answer, case, "The marmalade was late.", stage="s1")
    said = {"number": 1, "drafted_by": officer.id, "drafted_at": MONDAY}
    put(db, ring, ComplaintStatement.draft, ComplaintStatement, case, "About the trombone.", **said)
    record(db, case, Event.NOTED, actor=officer, now=MONDAY, reason="used_unsafe_way", details="A zeppelin.", keys=ring)
    db.commit()
    for typed, where in {
        "rhubarb": "the letters", "marmalade": "the answer as it is written", "trombone": "the statement of complaint",
        "zeppelin": "what happened",
    }.items():  # fmt: skip
        assert found(admin, typed) == [case.reference], typed
        assert f"Found in {where}" in admin.page.text
    assert found(admin, "rhubarb", part="letters") == [case.reference]
    assert found(admin, "rhubarb", part="answer") == []
    for link in [one["href"] for one in admin.page.all("a") if (one.get("id") or "").startswith("in-")]:
        assert admin.get(link).status_code == 200


def test_a_report_is_found_once_it_is_handed_in_and_never_before_s_20(admin, officer, db, seat):
    (opened, given), said = seat, {"saved_at": MONDAY, "part": Part.INVESTIGATOR, "number": 1}
    told = {"appointment_id": given.id, **said}
    for kind, text in (("working", "Of a saxophone."), ("draft", "Of a clarinet.")):
        put(db, opened.keys, InvestigationReport.body, InvestigationReport, opened.case, text, kind=kind, **told)
    letter = {"appointment_id": given.id, "kind": "date", "how": "room", "sent_at": MONDAY, "sent_by": officer.id}
    put(db, opened.keys, OutsiderLetter.body, OutsiderLetter, opened.case, "Bring a kaleidoscope.", **letter)
    assert found(admin, "saxophone") == []
    assert found(admin, "clarinet") == [opened.case.reference]
    assert "Found in the reports of stage 2" in admin.page.text
    assert found(admin, "kaleidoscope") == [opened.case.reference]


@pytest.mark.parametrize("typed", ["07700 900200", "07700900200", "+44 7700 900200", "07700-900-200", "900200", "2019"])
def test_a_number_is_looked_for_in_the_texts_too(admin, officer, add, typed):  # noqa: F811
    case = add("Ring my gran on 07700 900 200, she has been ill since 2019.").case
    add("Ring my gran on 07700 900 300.")
    assert found(admin, typed) == [case.reference]


def test_filters_hold_for_what_the_index_finds_as_for_words(admin, officer, add, db, keys):  # noqa: F811
    shut, live = add().case, add().case
    parent = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT).case
    shut.state, shut.closed_on = State.CLOSED, MONDAY.date()
    for case in (shut, live, parent):
        add_tags(db, keys.staff.index, case.id, {"phone": [PHONE], "name": ["Sam"]})
    db.commit()
    for typed in (PHONE, "Sam"):
        assert found(admin, typed, stands="closed") == [shut.reference], typed
        assert set(found(admin, typed, stands="open")) == {live.reference, parent.reference}, typed
        assert found(admin, typed, who="parent") == [parent.reference], typed
        assert found(admin, typed, part="notes") == [], typed
        assert len(found(admin, typed, part="names")) == 3, typed


def test_more_than_a_page_of_one_number_is_said_and_goes_on_and_its_texts_last(
    admin, officer, add, db, keys, monkeypatch  # noqa: F811
):  # fmt: skip
    monkeypatch.setattr(searching, "FOUND", 2)
    made = [add().case for _ in range(5)]
    for case in made:
        add_tags(db, keys.staff.index, case.id, {"phone": [PHONE]})
    db.commit()
    told = add(f"His number is {PHONE}.").case
    seen = found(admin, PHONE)
    assert len(seen) == 2
    assert "There are more than these." in admin.page.text
    for _ in range(3):
        link = next(one["href"] for one in admin.page.all("a") if one.get("id") == "older")
        admin.get(link)
        seen += re.findall(r'id="case-([^"]+)"', admin.page.html)
    assert seen[:5] != seen[5:]
    assert sorted(seen[:5]) == sorted(case.reference for case in made)
    assert seen[5:] == [told.reference]
    assert "Found in their words" in admin.page.text


def test_so_much_text_is_looked_through_at_once_and_it_is_said_how_far(admin, officer, add, monkeypatch):  # noqa: F811
    monkeypatch.setattr(searching, "SIGNS", 100)
    made = [add("The window. " * 20).case.reference for _ in range(3)]
    seen = found(admin, "window")
    assert len(seen) == 1
    assert "1 cases were looked through" not in admin.page.text
    assert "1 case was looked through" in admin.page.text
    while links := [one["href"] for one in admin.page.all("a") if one.get("id") == "older"]:
        admin.get(links[0])
        seen += re.findall(r'id="case-([^"]+)"', admin.page.html)
    assert sorted(seen) == sorted(made)


@pytest.mark.parametrize("after", ["x", "xx", "t", "x2026-11-23_", "x_", "%", "0" * 10_000])
def test_an_address_of_nonsense_begins_at_the_beginning(admin, officer, add, after):  # noqa: F811
    case = add().case
    assert found(admin, "rings", after=after) == [case.reference]
