"""Two of one family each in their own right, a status that stays as it was, and a missing day that nobody guesses.

S-14, S-37, S-38, E-24, K-18.
"""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.access import gathering
from models.cases import linking
from models.cases.corresponding import send_message
from models.cases.paying import financial_year
from models.cases.recording import record
from models.procedure.standing import Standing
from models.procedure.terms import Advocate, Event, Journey, Role, State
from models.register.upkeep import bring_up_to_date
from models.reports.building import build
from models.reports.layout import find
from models.reports.scope import Scope
from models.tables import RegisterLine
from tests.models.cases.answered import MONDAY, at, routed
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_statement import OTHER, come_back
from tests.portal.test_tracking import add_points, answering

ASHBOURNE = "Ashbourne County Council"


@pytest.fixture
def both(db, keys, officer_of):
    """Father and grandmother about the same child, each with a page and a message of their own; linked."""
    father = case_with_words(db, keys, journey=Journey.PARENT, answers={"you": {"name": "Jo Marsh"}})
    grandmother = case_with_words(
        db, keys, reference=OTHER, journey=Journey.PARENT, answers={"you": {"name": "Ada Marsh"}}
    )
    for opened, words in ((father, "To the father alone."), (grandmother, "To the grandmother alone.")):
        answering(db, opened)
        send_message(db, opened.case, words, keys=opened.keys, actor=officer_of, now=MONDAY)
    linking.link(db, father.case, OTHER, "same_matter", actor=officer_of, now=MONDAY)
    db.commit()
    return father, grandmother


def test_each_reads_their_own_page_alone_and_goes_on_alone_s_37_e_24(portal, db, both, clock):
    father, grandmother = both
    clock.now = at(8)
    for reference, own, others in ((REFERENCE, "father", "grandmother"), (OTHER, "grandmother", "father")):
        come_back(portal, reference)
        read = "".join(portal.get(path).get_data(as_text=True) for path in ("/your-page", "/your-page/messages"))
        assert f"To the {own} alone." in read
        assert f"To the {others} alone." not in read
        assert (OTHER if reference == REFERENCE else REFERENCE) not in read
    come_back(portal, OTHER)
    assert portal.post("/your-page/next", data={"text": ""}).status_code == 303
    db.expire_all()
    assert (grandmother.case.state, father.case.state) == (State.S2_REQUESTED, State.S1_OPEN), "one asks, for herself"


def test_what_is_given_of_the_one_holds_nothing_of_the_other_s_37_sar_03(db, keys, both):
    father, _ = both
    papers = gathering.everything(db, father.case, keys.staff.ring.with_case(father.case), lambda _file: [])
    text = " ".join(words for paper in papers for words in (paper.title, *paper.texts))
    assert "To the father alone." in text
    assert "To the grandmother alone." not in text
    assert OTHER not in text


def test_who_turns_25_meanwhile_keeps_their_procedure_their_advocate_and_their_next_stage_s_38_e_25(
    portal, db, keys, clock
):
    born = {"who": {"age": "22_25", "call_me": "Sam"}, "advocate": {"advocate": "not_now"}}
    opened = case_with_words(db, keys, answers=born)
    opened.case.standing = Standing.CARE_LEAVER
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    db.commit()
    before = (opened.case.young_person, opened.case.standing, opened.case.procedure)
    record_at = datetime(2029, 3, 1, 10, tzinfo=UTC)  # they are 25, and no longer a care leaver in law
    clock.now = record_at
    come_back(portal)
    portal.get("/your-page")
    assert any(link.get("href") == "/your-page/next" for link in portal.page.all("a"))
    portal.post("/your-page/next", data={"text": ""})
    db.expire_all()
    assert (opened.case.young_person, opened.case.standing, opened.case.procedure) == before
    assert opened.case.state is State.S2_REQUESTED
    assert opened.case.advocate in (Advocate.NOT_NOW, None), "offered again, and theirs to choose"
    bring_up_to_date(db)
    assert db.scalars(select(RegisterLine.legal_status)).one() == "Care Leaver"


def test_a_day_that_nobody_wrote_down_is_missing_and_never_in_time_s_14_k_18(admin, db, keys, officer_of, sign_in):
    case, _ = routed(db, keys.staff.ring, officer_of)
    record(db, case, Event.S1_ANSWERED, actor=officer_of, now=at(1))
    bring_up_to_date(db)
    line = db.scalars(select(RegisterLine)).one()
    line.stage1_responded_on, line.closed_on = None, date(2026, 12, 2)  # as an earlier register brought it
    db.commit()
    scope = Scope(ASHBOURNE, financial_year(case.received_on))
    report = build(db, keys.staff.ring, find("surrey"), scope, today=date(2027, 1, 4))
    whole = {row.label: row.values for row in report.table("completeness").rows}
    assert whole["Day of the stage 1 answer"][0] == 1, "the dashboard counts it as missing"
    assert line.stage1_responded_on is None
    isle = build(db, keys.staff.ring, find("isle-of-wight"), scope, today=date(2027, 1, 4)).table("2")
    bands = {row.label: row.values[0] for row in isle.rows}
    assert (bands["Stage 1: within 10 working days"], bands["Stage 1: closed without an answer"]) == (0, 1)
    assert bands["Stage 1: mean working days"] is None
    sign_in(Role.MANAGER)
    where = "layout=surrey&authority=Ashbourne+County+Council&from=2026-04-01&to=2027-03-31&list=missing"
    admin.get(f"/reports/lists?{where}")
    assert "Day of the stage 1 answer" in admin.page.text
