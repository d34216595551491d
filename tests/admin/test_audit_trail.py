"""The auditor reads everything that was done, and nothing that anybody wrote (AUD-01, AUD-08, AZ-04)."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.audit import SYSTEM, Actor, note
from models.cases.audit_words import ACTIONS
from models.cases.walls import wall_off
from models.credentials import new_reference
from models.jobs.anchoring import anchor, latest
from models.procedure.terms import Role
from models.tables import AuditRow, Staff
from tests.conftest import MONDAY
from tests.counting import counting
from tests.making import make_case


@pytest.fixture
def auditor(sign_in):
    return sign_in(Role.AUDITOR, name="Ines Hall")


@pytest.fixture
def write(db):
    def rows(count, *, actor=SYSTEM, action="figures", at=MONDAY - timedelta(days=1), **more):
        for number in range(count):
            note(db, actor, action, now=at + timedelta(seconds=number), **more)
        db.commit()

    return rows


def listed(admin):
    """The rows of the table as text."""
    table = re.search(r'<table[^>]*id="audit">.*?</table>', admin.page.html, re.DOTALL)
    rows = re.findall(r"<tr class.*?</tr>", table[0], re.DOTALL) if table else []
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_auditor_begins_at_the_audit(admin, auditor):
    assert admin.get("/").headers["Location"] == "/audit"
    assert admin.get("/audit").status_code == 200
    assert 'aria-current="page">Audit' in admin.page.html


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_else_may_read_it_az_01(admin, sign_in, role):
    sign_in(role)
    assert admin.get("/audit").status_code == 404


def test_reading_the_audit_is_in_the_audit_with_what_was_asked_for_aud_08(admin, auditor, db):
    admin.get("/audit?action=view&since-day=1&since-month=11&since-year=2026")
    row = db.scalars(select(AuditRow).where(AuditRow.action == "audit_read")).one()
    assert (row.actor_id, row.reason) == (auditor.id, "action=view from=2026-11-01")
    admin.get("/audit")
    assert any("Ines Hall" in line and "Read the audit" in line for line in listed(admin))


def test_a_row_says_when_who_what_on_what_and_for_which_request(admin, auditor, db, keys, person):
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference="HV-AAAA-AAAA-AAA")
    priya = person(Role.OFFICER, name="Priya Shah")
    db.info["request_id"] = "abc123"
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    actor = Actor(kind="staff", id=priya.staff_id, name="Priya Shah", roles=frozenset({Role.OFFICER}))
    note(db, actor, "view", now=summer, object_kind="case", object_id=opened.case.id)
    note(db, Actor(kind="person"), "own_page", now=summer, object_kind="case", object_id=opened.case.id)
    note(db, SYSTEM, "a_new_code", now=summer, object_kind="a_new_kind")
    db.commit()
    admin.get("/audit?until-day=2&until-month=7&until-year=2026")
    seen = listed(admin)
    assert len(seen) == 3
    assert "2 July 2026 at 12:30am Priya Shah officer Opened Case HV-AAAA-AAAA-AAA abc123" in seen
    assert any("A person" in line and "Opened their own page" in line for line in seen)
    assert any("The system" in line and "a_new_code" in line and "a_new_kind" in line for line in seen)


def test_no_word_of_a_case_is_on_the_page_az_07(admin, auditor, db, keys):
    make_case(db, keys.staff.ring, now=MONDAY)
    db.commit()
    html = admin.get("/audit").get_data(as_text=True)
    assert "Received" in html
    assert "Nobody rings me back" not in html
    assert "Sam" not in html
    assert "/cases/" not in html


def test_pages_of_fifty_follow_each_other_without_a_gap_or_a_row_twice(admin, auditor, db, write):
    write(120)
    write(20, at=MONDAY, action="alerts")
    for number in range(60):  # one moment, many rows: the key is the row's own
        note(db, SYSTEM, "queue", now=MONDAY - timedelta(hours=3), reason=f"tie{number}")
    db.commit()
    seen, address = [], "/audit?until-day=23&until-month=11&until-year=2026"
    while address:
        admin.get(address)
        seen.append(listed(admin))
        found = re.search(r'rel="next"[^>]*href="([^"]+)"', admin.page.html)
        address = found and found[1].replace("&amp;", "&")
    assert [len(rows) for rows in seen[:4]] == [50, 50, 50, 50]
    ties = re.findall(r"tie\d+", " ".join(line for rows in seen for line in rows))
    assert len(ties) == len(set(ties)) == 60
    assert sum(len(rows) for rows in seen) >= 200


def test_it_is_narrowed_by_chain_action_person_case_and_day(admin, auditor, db, keys, person, write):
    reference = new_reference()
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=reference)
    mo = person(Role.RESPONDER, name="Mo Reed")
    db.commit()
    write(2, actor=Actor(kind="staff", id=mo.staff_id), action="print", at=MONDAY - timedelta(days=9))
    write(1, action="posted", object_kind="case", object_id=opened.case.id)
    for asked, words, count in (
        ("chain=worker", "", 0),
        ("chain=staff&action=posted", "Posted a letter", 1),
        (f"staff={mo.staff_id}", "Mo Reed", 2),
        (f"case={reference.lower().replace('-', ' ')}&action=posted", reference, 1),
        ("until-day=14&until-month=11&until-year=2026", "Printed", 2),
        ("since-day=22&since-month=11&since-year=2026&action=print", "", 0),
    ):
        assert admin.get(f"/audit?{asked}").status_code == 200, asked
        assert len(listed(admin)) == count, asked
        assert all(words in line for line in listed(admin)), asked


def test_what_cannot_be_asked_for_is_said_and_shows_nothing(admin, auditor):
    answer = admin.get("/audit?case=HV-ZZZZ-ZZZZ-ZZZ&since-day=40&since-month=1&since-year=2026&staff=nobody")
    assert answer.status_code == 422
    assert listed(admin) == []
    admin.get("/audit?case=HV-ZZZZ-ZZZZ-ZZZ")
    assert "No case has this reference" in admin.page.text
    assert admin.get("/audit?after=nonsense").status_code == 200


def test_the_wall_stands_before_the_auditor_too_az_04(admin, auditor, db, keys):
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference="HV-AAAA-AAAA-AAA")
    me = db.get_one(Staff, auditor.id)
    wall_off(db, [me], (), now=MONDAY, case=opened.case, confirmed=True)
    db.commit()
    assert "HV-AAAA" not in admin.get("/audit").get_data(as_text=True)
    admin.get("/audit?case=HV-AAAA-AAAA-AAA")
    there = admin.page.text
    admin.get("/audit?case=HV-BBBB-BBBB-BBB")
    assert "No case has this reference" in there
    assert there.replace("HV-AAAA-AAAA-AAA", "") == admin.page.text.replace("HV-BBBB-BBBB-BBB", "")


def test_each_chain_says_how_long_it_is_and_when_it_was_anchored_aud_05(admin, auditor, db, write, settings, clock):
    write(3)
    admin.get("/audit")
    assert "Never No anchor" in admin.page.text
    anchor(db, settings.anchors, now=clock.now)
    try:
        admin.get("/audit")
        assert "23 November 2026 at 10am As it should be" in admin.page.text
        assert "heard audit verify" in admin.page.text
        anchor(db, settings.anchors, now=clock.now - timedelta(minutes=121))
        admin.get("/audit")
        assert "The anchor is late" in admin.page.text
        with (settings.anchors / "anchors.jsonl").open("a") as file:
            line = {"at": clock.now.isoformat(), "chain": "worker", "number": 9, "link": ""}
            file.write(json.dumps(line) + '\n{"at": "2026')
        admin.get("/audit")
        assert "the end was cut off" in admin.page.text
    finally:
        (settings.anchors / "anchors.jsonl").unlink()


def test_only_the_end_of_the_anchors_is_read(tmp_path, db):
    for hour in range(200):
        anchor(db, tmp_path, now=MONDAY + timedelta(hours=hour))
    found = latest(tmp_path)
    assert set(found) == {"public", "staff", "worker"}
    assert found["staff"]["at"] == (MONDAY + timedelta(hours=199)).isoformat()


def test_it_costs_the_same_for_five_rows_and_for_fifty(admin, auditor, db, write, keys):
    opened = make_case(db, keys.staff.ring, now=MONDAY)
    db.commit()
    write(5, object_kind="case", object_id=opened.case.id)
    admin.get("/audit")
    with counting(db.get_bind()) as few:
        admin.get("/audit")
    write(60, object_kind="case", object_id=opened.case.id)
    with counting(db.get_bind()) as many:
        admin.get("/audit")
    assert len(few) == len(many) <= 6, many  # one of them counts the alerts for the way around


def test_every_code_that_is_written_has_words():
    """Found where they are written, so that a new one is not forgotten."""
    from pathlib import Path

    found = set()
    for folder in ("models", "admin", "portal"):
        for path in (Path(__file__).parents[2] / folder).rglob("*.py"):
            found |= set(
                re.findall(r"\bnote(?:_now)?\(\s*[^\"()]*(?:\([^()]*\)[^\"()]*)?,\s*\"([a-z_]+)\"", path.read_text())
            )
    assert {"view", "denied", "keys_rotated", "signed_in", "audit_read"} <= found
    assert found <= set(ACTIONS)
