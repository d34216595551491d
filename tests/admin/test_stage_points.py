"""From stage 2 on everybody means the points of the signed statement: the panel, the director, the person who ticks
(K-31, S-23, X-13); and what was answered stays as it was asked."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import allocating, points
from models.cases.found_since import Since, found_since
from models.cases.panel_report import upheld_of
from models.cases.panel_rows import current
from models.cases.recording import record
from models.cases.stage_points import stage_points
from models.procedure.lifecycle import NotAllowed
from models.procedure.taken_away import BEFORE_THE_ANSWER
from models.procedure.terms import Event, Finding, Procedure, Role, State
from models.tables import CaseEvent, Letter, PanelFinding, Point, StageTwoFinding
from tests.admin.panelling import ASKED, HERE, REPORT, at_stage_2, day, fix_a_date, response, stated, whole_panel
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE

POINTS = HERE.replace("stage-3", "points")
SAID = ("I was moved without being asked.", "Staff read my diary.", "The mould came back.")
FOUND = {
    **REPORT,
    "finding_1": "upheld",
    "finding_2": "not_upheld",
    "finding_3": "upheld",
    "why_3": "It is on the wall.",
}


@pytest.fixture
def answered(db, keys, clock, on):
    """Stage 2 was answered on a statement of other points than stage 1 had."""
    opened = at_stage_2(db, keys, clock)
    on(ASKED.date())
    stated(db, opened, *SAID)
    return opened


def test_the_person_ticks_the_points_of_the_statement_and_the_officer_reads_their_words_x_13(
    answered, admin, portal, db
):
    page = portal.get("/your-page/next").text
    assert all(words in page for words in SAID)
    assert "Nobody rang me back." not in page, "it is no point of what was decided last"
    assert portal.post("/your-page/next", data={"points": ["3", "2"], "text": "Look again."}).status_code == 303
    asked = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.S3_REQUESTED)).one()
    said = answered.keys.open(CaseEvent.details, asked)
    assert "2. Staff read my diary.\n3. The mould came back." in said or "3. The mould came back.\n2. Staff" in said
    assert "The mould came back." in admin.get(HERE).text


def test_the_panel_finds_on_each_point_of_the_statement_and_the_director_answers_those_s_23(
    answered, admin, portal, db, on
):
    portal.post("/your-page/next", data={"text": "Look again."})
    for name in ("Ines Okafor", "Ruth Amari", "Colm Daly"):
        given = {"name": name, "does": ["panel"], "knows": ["childcare"], "active": ["yes"]}
        assert admin.post("/pool/new", data=given).status_code == 303
    whole_panel(admin, db)
    fix_a_date(admin, portal, db)
    on(date(2026, 12, 15), 16)
    assert admin.post(f"{HERE}/met", data={"met-came": ["person"], "met-minutes": "All spoke."}).status_code == 303
    on(date(2026, 12, 18))
    page = admin.get(f"{HERE}/report").text
    assert all(words in page for words in SAID)
    assert "Nobody rang me back." not in page
    two = FOUND | day("", date(2026, 12, 17))
    two.pop("finding_3")
    assert admin.post(f"{HERE}/report", data=two).status_code == 422, "the point that was taken in needs its finding"
    assert admin.post(f"{HERE}/report", data=FOUND | day("", date(2026, 12, 17))).status_code == 303
    assert upheld_of(db, current(db, answered.case)) == [1, 3]
    letter = answered.keys.open_json(Letter.body, db.scalars(select(Letter).where(Letter.kind == "panel_report")).one())
    assert "The mould came back. – They think you are right. It is on the wall." in str(letter)
    assert admin.post(f"{HERE}/response", data=response(db)).status_code == 303
    assert "point 3" in admin.get(f"{HERE}/response").text.lower()


def test_the_points_page_shows_what_stage_2_and_the_panel_found_of_which_point_x_13(answered, admin, db):
    case, keys = answered.case, answered.keys
    for number, finding in ((1, Finding.UPHELD), (2, Finding.NOT_UPHELD)):
        db.add(StageTwoFinding(case_id=case.id, number=number, finding=finding, remedy="action"))
    db.commit()
    assert found_since(db, case, keys)[:2] == [Since(1, SAID[0], "Upheld", ""), Since(2, SAID[1], "Not upheld", "")]
    page = admin.get(POINTS).text
    shown = page[page.index('id="since"') :]
    assert re.search(r'value="2"><span dir="auto">Staff read my diary.</span> <span[^>]*>Stage 2: not upheld<', shown)
    assert "The mould came back.</span> <span" in shown
    assert "nothing found yet" in shown


def test_before_a_statement_stands_the_points_are_those_of_stage_1_k_31(db, keys, clock, on):
    opened = at_stage_2(db, keys, clock)
    on(ASKED.date())
    case, asked = opened.case, [text for _, text in stage_points(db, opened.case, opened.keys)]
    assert asked == ["Nobody rang me back.", "I was moved without being asked."]
    assert found_since(db, case, opened.keys) == []
    row = stated(db, opened, *SAID, state="offered")
    case.state = State.S2_INVESTIGATING
    assert [text for _, text in stage_points(db, case, opened.keys)] == asked, "an offered one is not theirs yet"
    row.state = "own_words"
    assert [text for _, text in stage_points(db, case, opened.keys)] == [*SAID]
    record(db, case, Event.WITHDRAWN, actor=SYSTEM, now=ASKED)
    record(db, case, Event.CLOSED, actor=SYSTEM, now=ASKED)
    record(db, case, Event.RESUBMITTED, actor=SYSTEM, now=ASKED)
    assert [text for _, text in stage_points(db, case, opened.keys)] == asked, "taken up again: a new round (K-73)"


def test_at_stage_2_one_person_decides_on_all_of_it_and_no_point_is_given_alone_k_40(
    answered, admin, db, person, officer_of
):
    opened, somebody = answered, person(Role.RESPONDER, name="Sue Grant")
    opened.case.state = State.S2_INVESTIGATING
    db.commit()
    url = HERE.replace("stage-3", "who-answers")
    page = admin.get(url).text
    assert "One person decides on all of stage 2: nobody yet" in page
    assert "The mould came back." in page
    assert 'name="points"' not in page
    first = db.scalars(select(Point).order_by(Point.number)).first()
    with pytest.raises(NotAllowed, match="One person decides on all of stage 2"):
        allocating.give(db, opened.case, somebody.staff_id, actor=officer_of, now=MONDAY, point_ids=[first.id])
    assert admin.post(url, data={"staff_id": str(somebody.staff_id)}).status_code == 303
    assert "decides on all of stage 2: Sue Grant" in admin.get(url).text


@pytest.mark.parametrize("state", sorted(set(State) - BEFORE_THE_ANSWER - {State.CLOSED}))
def test_after_the_answer_no_point_is_added_worded_anew_or_moved_x_13_s_23(answered, admin, db, state):
    case, keys = answered.case, answered.keys
    first = db.scalars(select(Point).order_by(Point.number)).first()
    case.state = state
    db.commit()
    by = {"actor": SYSTEM, "now": ASKED}
    for verb in (
        lambda: points.add_point(db, case, "New.", procedure=Procedure.STATUTORY, keys=keys, **by),
        lambda: points.reword(db, case, first.id, "New.", procedure=None, keys=keys, **by),
        lambda: points.move(db, case, first.id, up=False, **by),
    ):
        with pytest.raises(NotAllowed, match=r"What was answered stays as it was asked.*complaint of its own"):
            verb()


def test_the_points_page_says_where_what_is_new_goes_and_draws_no_form_then_s_23(answered, admin, db):
    page = admin.get(POINTS).text
    assert "What was answered stays as it was asked" in page
    for gone in ("Add a point", "Change this point", "Take this point away"):
        assert gone not in page
    assert "Register what is new" in page
    first = db.scalars(select(Point).order_by(Point.number)).first()
    for url, data in ((POINTS, {"text": "New."}), (f"{POINTS}/{first.id}", {"do": "up"})):
        refused = admin.post(url, data=data)
        assert refused.status_code == 409
        assert "What is new is a complaint of its own." in refused.text
    answered.case.state = State.S2_INVESTIGATING
    db.commit()
    page = admin.get(POINTS).text
    assert "goes into the statement of complaint" in page
    assert f"/cases/{REFERENCE}/statement" in page
    assert db.scalars(select(PanelFinding)).all() == []
