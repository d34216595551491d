"""Stage 2 begins: the request acknowledged, two people from outside appointed and replaced (K-27, K-30, S-20, S-21)."""

import re

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import choosing
from models.cases.recording import record
from models.procedure.terms import Clock, Event, Procedure, Role, Way
from models.tables import Appointment, Case, CaseEvent, Letter, Outsider, RunningClock
from tests.models.cases.answered import at
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_statement import asked  # noqa: F401

HERE = f"/cases/{REFERENCE}/stage-2"
SOMEBODY = {"name": "Ines Okafor", "does": ["investigates", "independent"], "active": ["yes"]}


def clock_of(db, which):
    query = select(RunningClock).where(RunningClock.clock == which).execution_options(populate_existing=True)
    return db.scalars(query.order_by(RunningClock.started_on.desc())).first()


def appoint(admin, part, name, db, day=8):
    chosen = db.scalars(select(Outsider).where(Outsider.name == name)).one()
    pairs = {"outsider": str(chosen.id), "on-day": str(day), "on-month": "12", "on-year": "2026"}
    return admin.post(f"{HERE}/appoint/{part}", data={f"{part}-{key}": value for key, value in pairs.items()})


@pytest.fixture
def pool(admin, sign_in):
    sign_in(Role.OFFICER, name="Priya Shah")
    for name in ("Ines Okafor", "Ruth Amari", "Colm Daly"):
        assert admin.post("/pool/new", data=SOMEBODY | {"name": name}).status_code == 303


def test_the_request_is_acknowledged_by_a_letter_and_its_clock_stops_k_27(admin, db, sign_in, asked):  # noqa: F811
    sign_in(Role.OFFICER)
    admin.get(HERE)
    said = "You did not say why."
    for words in ("Two people from outside", "You should get an answer by", "It is fine to say no", said):
        assert words in admin.page.text
    assert admin.post(f"{HERE}/acknowledge").status_code == 303
    letter = db.scalars(select(Letter).where(Letter.kind == "acknowledgement_stage2")).one()
    assert letter.way is Way.HERE
    assert clock_of(db, Clock.S2_ACKNOWLEDGE).stopped_on == at(8).date()
    assert "nobody who can sign in" in admin.get(HERE.replace("stage-2", "who-answers")).text, "K-40"
    admin.post(f"{HERE}/acknowledge")
    assert len(db.scalars(select(Letter).where(Letter.kind == "acknowledgement_stage2")).all()) == 1


def test_both_ways_of_counting_stand_side_by_side_the_earlier_first_1_5_1(admin, db, sign_in, asked):  # noqa: F811
    sign_in(Role.OFFICER)
    assert order(admin, "From the request, as the Ombudsman counts (our policy)", "14 January 2027", "From the agreed")
    assert "From the agreed statement: no day yet, the statement is not agreed." in admin.page.text
    record(db, db.scalars(select(Case)).one(), Event.STATEMENT_SIGNED, actor=SYSTEM, now=at(10))
    db.commit()
    assert order(admin, "From the request", "14 January 2027", "From the agreed statement", "19 January 2027")
    assert "Day 0: Thursday 10 December 2026, the day the statement of complaint was agreed" in admin.page.text
    clock_of(db, Clock.S2_PROCEDURE).due_on = at(31).date()
    db.commit()
    assert order(admin, "From the agreed statement", "31 December 2026", "From the request", "14 January 2027")


def order(admin, *words):
    """Whether the block of both days says this, in this order."""
    admin.get(HERE)
    said = admin.page.text.split("counted both ways")[1].split("Every date of stage 2")[0]
    places = [said.find(one) for one in words]
    return -1 not in places and places == sorted(places)


def test_both_appointed_stops_the_clock_on_the_later_day_k_30(admin, db, asked, pool):  # noqa: F811
    assert appoint(admin, "investigator", "Ines Okafor", db, day=7).status_code == 303
    assert clock_of(db, Clock.S2_APPOINT).stopped_on is None
    assert appoint(admin, "independent", "Ruth Amari", db, day=8).status_code == 303
    assert clock_of(db, Clock.S2_APPOINT).stopped_on == at(8).date()
    admin.get(HERE)
    assert re.search(r"Ines Okafor, since .*7 December", admin.page.text)


def test_the_same_person_cannot_be_both_and_is_told_why_g_04(admin, db, asked, pool):  # noqa: F811
    appoint(admin, "investigator", "Ines Okafor", db)
    assert appoint(admin, "independent", "Ines Okafor", db).status_code == 422
    admin.get(HERE)
    assert "Ines Okafor: They are or were the investigating officer of this case" in admin.page.text


def test_who_leaves_is_replaced_and_no_clock_starts_again_s_21(admin, db, asked, pool):  # noqa: F811
    appoint(admin, "investigator", "Ines Okafor", db)
    appoint(admin, "independent", "Ruth Amari", db)
    row = db.scalars(select(Appointment).where(Appointment.part == "investigator")).one()
    left = {"why": "Ill for a long time", "on-day": "8", "on-month": "12", "on-year": "2026"}
    answer = admin.post(f"{HERE}/end/{row.id}", data={f"end-{row.id}-{key}": value for key, value in left.items()})
    assert answer.status_code == 303
    assert appoint(admin, "investigator", "Colm Daly", db).status_code == 303
    admin.get(HERE)
    assert "Ill for a long time" in admin.page.text
    events = db.scalars(select(CaseEvent.event).where(CaseEvent.event == Event.S2_APPOINTED)).all()
    assert len(events) == 1
    assert clock_of(db, Clock.S2_RESPONSE).started_on == at(7).date()


def test_a_councillor_may_not_be_kept_as_an_independent_person(admin, db, sign_in):
    sign_in(Role.OFFICER)
    answer = admin.post("/pool/new", data=SOMEBODY | {"ties": ["member"]})
    assert answer.status_code == 422
    assert "may not be an independent person" in admin.page.text
    assert "Ines Okafor" in answer.text
    assert db.scalars(select(Outsider)).all() == []


def test_who_is_away_or_gone_from_the_pool_is_not_offered_s_20(admin, db, asked, pool):  # noqa: F811
    row = db.scalars(select(Outsider).where(Outsider.name == "Colm Daly")).one()
    assert admin.post(f"/pool/{row.id}", data=SOMEBODY | {"name": "Colm Daly", "active": []}).status_code == 303
    assert "Colm Daly" not in admin.get(HERE).text
    assert "Not asked any more" in admin.get("/pool").text


def test_before_stage_2_the_page_is_not_there_and_a_day_before_the_request_is_refused(admin, db, keys, asked, pool):  # noqa: F811
    assert appoint(admin, "investigator", "Ines Okafor", db, day=1).status_code == 422
    case_with_words(db, keys, reference="HV-7K3M-9QX2-6TJ")
    assert admin.get("/cases/HV-7K3M-9QX2-6TJ/stage-2").status_code == 303


def test_corporate_stage_2_has_its_own_letter_and_answer_clock_k_80_k_82(admin, db, keys, sign_in, clock):
    opened = case_with_words(db, keys)
    opened.case.procedure = Procedure.CORPORATE
    for event in (Event.ROUTED_CORPORATE, Event.ACKNOWLEDGED, Event.C1_ANSWERED):
        record(db, opened.case, event, actor=SYSTEM, now=at(1))
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=at(7))
    db.commit()
    clock.now = at(8)
    sign_in(Role.OFFICER)
    assert "They did not write the first answer" in admin.get(HERE).text
    admin.post(f"{HERE}/acknowledge")
    assert clock_of(db, Clock.C2_ACKNOWLEDGE).stopped_on == at(8).date()
    assert clock_of(db, Clock.C2_RESPONSE).started_on == at(8).date()
    assert db.scalars(select(Case.state)).first().value == "c2_requested"


def test_whoever_chooses_reads_how_many_cases_somebody_has_and_their_travel_k_28(
    admin, db, pool, sign_in, asked,  # noqa: F811
):  # fmt: skip
    sign_in(Role.OFFICER)
    assert admin.post("/pool/new", data=SOMEBODY | {"name": "Ada Lowe", "travel": "Not past York"}).status_code == 303
    assert appoint(admin, "investigator", "Ines Okafor", db).status_code == 303
    said = admin.get(HERE).text
    assert "Ada Lowe: no case now; travel: Not past York" in said
    assert "Ines Okafor: 1 case now" not in said, "she has the other part of it"
