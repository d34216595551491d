"""At the Ombudsman: history, decision, remedies with days of their own, and one file with everything (S-17 to S-19)."""

from datetime import date

from sqlalchemy import func, select

from models.cases.walls import wall_off
from models.jobs.digest import lines_for
from models.procedure.periods import Period
from models.procedure.terms import Role
from models.reports.populations import POPULATIONS
from models.tables import Case, OmbudsmanCase, OmbudsmanRemedy, OmbudsmanStep, Staff
from tests.models.cases.answered import who
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_tracking import answering

WROTE = {
    "reference": "26 005 179", "case": REFERENCE, "stands": "Enquiry", "words": "Please send the file.",
    "received_on-day": "23", "received_on-month": "11", "received_on-year": "2026",
    "answer_by-day": "7", "answer_by-month": "12", "answer_by-year": "2026",
}  # fmt: skip


def days(prefix, when, name="on"):
    return {f"{prefix}{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def row_of(db):
    return db.scalars(select(OmbudsmanCase).execution_options(populate_existing=True)).one()


def at(db):
    return f"/ombudsman/{row_of(db).id}"


def begun(admin, db, keys, on, **wrote):
    answering(db, case_with_words(db, keys))
    on(date(2026, 11, 23))
    assert admin.post("/ombudsman/new", data=WROTE | wrote).status_code == 303


def test_what_the_ombudsman_waits_for_is_what_the_case_owes_next_until_it_is_given_s_19(admin, db, keys, on):
    begun(admin, db, keys, on, **{"answer_by-day": "23", "answer_by-month": "11"})
    assert "What the Ombudsman waits for: due today" in admin.get(f"/cases/{REFERENCE}").text
    step = db.scalars(select(OmbudsmanStep)).one()
    given = days(f"answer-{step.id}-", date(2026, 11, 23))
    assert admin.post(f"{at(db)}/answered/{step.id}", data=given).status_code == 303
    assert "What the Ombudsman waits for" not in admin.get(f"/cases/{REFERENCE}").text


def test_its_status_has_a_history_and_the_person_reads_where_it_is_s_19(admin, portal, db, keys, on, person):
    begun(admin, db, keys, on)
    assert "The Ombudsman has asked us about this" in portal.get("/your-page").text
    assert "7 December 2026" in admin.get("/ombudsman").text
    on(date(2026, 12, 9))
    manager = who(person(Role.MANAGER))
    assert any("What the Ombudsman waits for" in str(line) for line in lines_for(db, manager, date(2026, 12, 9)))
    assert "Late: they wanted" in admin.get(at(db)).text
    step = db.scalars(select(OmbudsmanStep)).one()
    early = days(f"answer-{step.id}-", date(2026, 11, 20))
    assert admin.post(f"{at(db)}/answered/{step.id}", data=early).status_code == 422, "before they asked"
    assert (
        admin.post(f"{at(db)}/answered/{step.id}", data=days(f"answer-{step.id}-", date(2026, 12, 8))).status_code
        == 303
    )
    assert "8 December 2026, late" in admin.get(at(db)).text
    assert not any(line.clock is None for line in lines_for(db, manager, date(2026, 12, 9)))
    new = {"move-status": "Investigation", "move-words": "They investigate."}
    assert admin.post(f"{at(db)}/moved", data=new | days("move-", date(2026, 11, 1))).status_code == 422
    assert "They investigate." in admin.page.text, "nothing typed is lost"
    assert admin.post(f"{at(db)}/moved", data=new | days("move-", date(2026, 12, 9))).status_code == 303
    assert "The Ombudsman is looking into this" in portal.get("/your-page").text
    assert [one.status for one in db.scalars(select(OmbudsmanStep).order_by(OmbudsmanStep.on))] == [
        "Enquiry", "Investigation",
    ]  # fmt: skip
    assert admin.post("/ombudsman/new", data=WROTE).status_code == 422, "one file for one reference"


def test_from_the_enquiry_to_the_result_of_the_next_year_each_keeps_its_own_day_s_19(admin, portal, db, keys, on):
    begun(admin, db, keys, on)
    on(date(2027, 2, 15))
    new = {"move-status": "Investigation", "move-words": "They investigate."}
    assert admin.post(f"{at(db)}/moved", data=new | days("move-", date(2027, 2, 15))).status_code == 303
    on(date(2027, 6, 1))  # the reporting year has turned on 1 April
    result = {"decide-finding": "Upheld: fault and injustice", "decide-words": "Say sorry."}
    assert admin.post(f"{at(db)}/decided", data=result | days("decide-", date(2027, 6, 1))).status_code == 303
    admin.get(at(db))
    whole = " ".join(admin.page.text.split())
    said = (
        "Monday 15 February 2027: Investigation", "Monday 23 November 2026: Enquiry",
        "Upheld: fault and injustice , Tuesday 1 June 2027",
    )  # fmt: skip
    found = [whole.find(words) for words in said]
    assert -1 not in found, whole
    assert found == sorted(found)
    assert "Upheld: fault and injustice, Tuesday 1 June 2027" in admin.get("/ombudsman").text
    counted = POPULATIONS["ombudsman"]
    years = [Period(date(first, 4, 1), date(first + 1, 3, 31)) for first in (2026, 2027)]

    def in_each(cohort):
        counts = [select(func.count()).where(*counted.conditions, counted.cohort(cohort, year)) for year in years]
        return [db.scalar(one) for one in counts]

    assert (in_each("received"), in_each("closed")) == ([1, 0], [0, 1]), "came in one year, decided in the next"
    assert "The Ombudsman" in portal.get("/your-page").text


def test_a_decision_that_found_nothing_new_says_so_and_ends_its_history_s_18(admin, db, keys, on):
    begun(admin, db, keys, on)
    on(date(2026, 12, 1))
    decision = {
        "decide-finding": "Upheld: fault and injustice",
        "decide-no_new_fault": ["yes"],
        "decide-words": "Say sorry.",
    }
    assert admin.post(f"{at(db)}/decided", data=decision | days("decide-", date(2026, 11, 2))).status_code == 422
    assert admin.post(f"{at(db)}/decided", data=decision | days("decide-", date(2026, 12, 1))).status_code == 303
    assert "They found nothing that our own stages had not" in admin.get(at(db)).text
    assert row_of(db).no_new_fault
    new = {"move-status": "Investigation"} | days("move-", date(2026, 12, 1))
    assert admin.post(f"{at(db)}/moved", data=new).status_code == 422
    assert "has decided this" in admin.page.text


def test_only_a_decision_is_kept_as_one_and_a_slip_is_put_right_with_its_reason(admin, db, keys, on):
    begun(admin, db, keys, on)
    on(date(2026, 12, 1))
    page = admin.get(at(db)).text
    assert "Remains Ongoing" not in page
    assert "Investigation Commenced" not in page
    day = days("decide-", date(2026, 12, 1))
    for finding, status in (("Remains Ongoing", 422), ("Not upheld", 303)):
        assert admin.post(f"{at(db)}/decided", data={"decide-finding": finding} | day).status_code == status
    right = {"decide-finding": "Upheld: fault and injustice"} | day
    assert admin.post(f"{at(db)}/decided", data=right).status_code == 422
    assert "Say what was wrong" in admin.page.text
    assert admin.post(f"{at(db)}/decided", data=right | {"decide-why": "The wrong line was chosen."}).status_code == 303
    assert row_of(db).finding == "Upheld: fault and injustice"
    assert "The wrong line was chosen. Before: Not upheld, 1 December 2026." in admin.get(at(db)).text


def test_a_register_that_says_it_goes_on_leaves_the_decision_open_s_19(admin, db, keys, on):
    begun(admin, db, keys, on)
    row = row_of(db)
    row.finding, row.decided_on = "Investigation Commenced", date(2026, 11, 24)
    db.commit()
    on(date(2026, 12, 1))
    new = {"move-status": "Investigation"} | days("move-", date(2026, 12, 1))
    assert admin.post(f"{at(db)}/moved", data=new).status_code == 303
    decision = {"decide-finding": "No Fault"} | days("decide-", date(2026, 12, 1))
    assert admin.post(f"{at(db)}/decided", data=decision).status_code == 303
    assert row_of(db).finding == "No Fault"


def test_one_that_was_sent_back_is_linked_to_the_case_it_becomes_s_18(admin, db, keys, on):
    on(date(2026, 11, 23))
    sent_back = WROTE | {"case": "", "stands": "Premature Referral"}
    assert admin.post("/ombudsman/new", data=sent_back).status_code == 303
    assert "They sent it back" in admin.get(at(db)).text
    case_with_words(db, keys)
    admin.post(f"{at(db)}/link", data={"case": REFERENCE})
    assert row_of(db).case_id == db.scalars(select(Case.id)).one()
    assert admin.post(f"{at(db)}/link", data={"case": REFERENCE}).status_code == 409


def test_money_is_offered_declined_and_offered_again_with_its_own_days_s_17_k_68(admin, db, keys, on):
    begun(admin, db, keys, on)
    offer = {"remedy-kind": "payment", "remedy-state": "recommended", "remedy-what": "£250 for the delay.",
             "remedy-pounds": "250"} | days("remedy-", date(2026, 12, 18), "due_on")  # fmt: skip
    too_soon = offer | days("remedy-", date(2026, 12, 1), "prove_by")
    assert admin.post(f"{at(db)}/remedy", data=too_soon).status_code == 422, "proof comes after"
    proof = days("remedy-", date(2027, 1, 15), "prove_by")
    assert admin.post(f"{at(db)}/remedy", data=offer | proof).status_code == 303
    remedy = db.scalars(select(OmbudsmanRemedy.id)).one()

    def goes(to, said="", when=date(2026, 11, 23)):
        given = {f"go-{remedy}-to": to, f"go-{remedy}-said": said} | days(f"go-{remedy}-", when)
        return admin.post(f"{at(db)}/remedy/{remedy}", data=given).status_code

    assert goes("done", "It was paid.") == 422, "nothing is done that nobody agreed to"
    assert goes("agreed") == 303
    assert goes("offered") == 303
    assert goes("declined") == 422, "why they decline is written down"
    assert goes("declined", "She wants no money.") == 303
    assert goes("offered") == 303
    assert goes("accepted") == 303
    on(date(2026, 12, 21))
    assert "18 December 2026, late" in admin.get(at(db)).text
    assert goes("done", "Paid by bank transfer.", date(2026, 12, 21)) == 303
    early = days(f"prove-{remedy}-", date(2026, 12, 20))
    assert admin.post(f"{at(db)}/remedy/{remedy}/proven", data=early).status_code == 422
    assert (
        admin.post(f"{at(db)}/remedy/{remedy}/proven", data=days(f"prove-{remedy}-", date(2026, 12, 21))).status_code
        == 303
    )
    for words in ("She wants no money.", "£250.00", "Proven on Monday 21 December 2026"):
        assert words in admin.get(at(db)).text


def test_whoever_is_behind_the_wall_sees_nothing_of_it_az_04(admin, db, keys, on, person, sign_in):
    begun(admin, db, keys, on)
    walled = person(Role.OFFICER, name="Kit Marlow")
    case, staff = db.scalars(select(Case)).one(), db.scalars(select(Staff).where(Staff.name == "Kit Marlow")).one()
    wall_off(db, [staff], (), now=case.received_at, case=case, confirmed=True)
    db.commit()
    sign_in(account=walled)
    assert "26 005 179" not in admin.get("/ombudsman").text
    assert admin.get(at(db)).status_code == 404
    assert admin.get(f"/cases/{REFERENCE}/file").status_code == 404
    admin.post("/ombudsman/new", data={**WROTE, "case": ""})
    assert "This reference cannot be taken." in admin.page.text
    assert "There is a file" not in admin.page.text
