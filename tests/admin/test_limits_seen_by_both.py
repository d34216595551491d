"""What we cannot look into, or not yet: judged on the page, told to the person, and taken up again (S-12, X-06, X-10).

Each is told from the child's first word, and ends in what the officer and the child read.
"""

from datetime import date

import pytest
from sqlalchemy import select

from models.jobs.digest import send_digests
from models.procedure.judgements import Judging
from models.procedure.terms import State
from models.tables import Message
from tests.admin.whole_way import SAID, day, files, is_triaged, people
from tests.models.cases.screened import answers

ORDER = "The contact order says I see Mum twice a year."
REFUSED = {"responder": "", "evidence": "Your letter and the file.", "carried_on": "Your worker rings you each week."}


@pytest.fixture
def told(way):
    """A child has sent it, and a manager is at the desk."""
    way.on(11, 23)
    people(way)
    files(way)
    way.turn("Hannah Teller")
    return way


def is_judged(way, kind, ending, status=303, review=None, **said):
    when = day("", review, "review") if review else {}
    given = {**answers(kind, ending, **said), "ending": ending, **when}
    return way.send(f"checks/{kind.value}", status, data=given)


def mailed(way, keys, about):
    """The reference where the mail of this morning says it below a line about that."""
    send_digests(way.db, keys.staff.ring, now=way.clock.now)
    rows = way.db.scalars(select(Message).where(Message.cause.startswith("digest:")))
    said = [keys.worker.open_json(Message.work, row)["body"] for row in rows]
    return any(about in body and way.reference in body for body in said)


def test_a_court_order_stays_and_everything_beside_it_is_answered_s_12_e_30(told):
    told.turn("Priya Shah")
    rows = {"point": [SAID, ORDER], "home": ["", ""], "left_out": ["", ""], "ground": ["", "court_decided"]}
    assert "as the person will read it" in is_triaged(told, 422, **rows), "no part is left out without its words"
    is_triaged(told, **{**rows, "left_out": ["", "It is the order of the Family Court of 3 March."]})
    assert told.case().state is State.S1_OPEN
    here = told.read("points")
    assert ORDER in here
    assert "the order of the Family Court of 3 March" in here
    told.child()
    letter = told.letters()
    for words in (SAID, ORDER, "only a court", "the order of the Family Court of 3 March", "Ombudsman", "7 December"):
        assert words.casefold() in letter.casefold(), words
    assert "You should hear by Monday 7 December" in told.theirs(), "the rest is answered in its time"
    told.turn("Mo Reed")
    answer = told.read("answer")
    assert SAID in answer
    assert "Point 2: say what you found" not in answer, "nobody is asked to decide what a court decided"


def test_no_refusal_for_time_without_both_questions_what_was_weighed_and_reasons_that_the_child_reads_x_06_k_71(told):
    late = {**REFUSED, "route": "refused:out_of_time", "reasons": "It was in 2019, and those who were there have gone."}
    assert "Judge this first: more than a year ago" in is_triaged(told, 422, **late)
    page = told.read("checks/time")
    for asked in (
        "Was it not reasonable to expect it earlier?", "Can it still be looked at effectively and fairly?",
        "Disability, health, age, fear, being in care, and anything we could adjust for them",
    ):  # fmt: skip
        assert asked in page
    for empty in ("weighed", "why", "since"):
        assert "There is a problem" in is_judged(told, Judging.TIME, "refuse", 422, **{empty: ""}), empty
    blanket = is_judged(told, Judging.TIME, "refuse", 422, late="yes", fair="yes")
    assert "not out of time" in blanket, "a yes to both takes it"
    is_judged(told, Judging.TIME, "refuse", weighed="They were 8, and afraid of their carer.")
    is_triaged(told, **late)
    assert told.case().state is State.CLOSED
    kept = told.read("checks")
    assert "They were 8, and afraid of their carer." in kept, "the Ombudsman may read it"
    told.child()
    letter = told.letters()
    for words in (late["reasons"], "Your worker rings you each week.", "Ombudsman", "one year"):
        assert words in letter, words
    assert "afraid of their carer" not in letter, "what we weighed among us is not the letter"


def test_after_more_than_a_year_it_is_taken_where_a_child_could_not_say_it_before_x_06_k_72(told):
    is_judged(told, Judging.TIME, "accept", weighed="They were in care, and afraid.")
    is_triaged(told)
    assert "They were in care, and afraid." in told.read("checks")
    told.child()
    assert "You should hear by Monday 7 December" in told.theirs()
    assert "year ago" not in told.letters()


def test_a_court_is_judged_named_looked_at_again_and_when_it_ends_the_child_is_asked_at_once_x_10_e_30(told, keys):
    way = told
    court = {
        **REFUSED,
        "route": "refused:court",
        "reasons": "A judge looks at it.",
        "again": "After the hearing.",
    }
    assert "Judge this first: proceedings at the same time" in is_triaged(way, 422, **court)
    review = date(2026, 12, 7)
    wrong = ({"prejudice": "unknown"}, {"prejudice": "no"}, {"named": ""}, {"waits": ""}, {"why": ""})
    for said in wrong:
        is_judged(way, Judging.PROCEEDINGS, "all_waits", 422, review, **said)
    is_judged(way, Judging.PROCEEDINGS, "all_waits", 422)
    assert "Answer: when do you look again" in way.admin.page.text, "no court is waited for blindly"
    named = {"named": "Family Court, hearing of May", "why": "The judge decides the same."}
    is_judged(way, Judging.PROCEEDINGS, "all_waits", 303, review, **named)
    is_triaged(way, **court)
    assert way.case().state is State.CLOSED
    way.child()
    letter = way.letters()
    for words in ("A judge looks at it.", "After the hearing.", "Ombudsman", "send this to us again"):
        assert words in letter, words
    way.on(12, 7)
    way.turn("Hannah Teller")
    assert "We look again on Monday 7 December 2026" in way.read("checks")
    assert mailed(way, keys, "proceedings"), "the day to look again is in the mail of the morning"
    way.on(12, 9)
    way.turn("Hannah Teller")
    row = way.admin.get(way.at("checks")) and next(
        form["attributes"]["action"]
        for form in way.admin.page.forms
        if "/checks/ended/" in form["attributes"]["action"]
    )
    assert "not before it was received" in way.send(row, 422, data=day("ended-", date(2026, 11, 1)))
    way.send(row, data=day("ended-", date(2026, 12, 8)))
    assert "They ended on Tuesday 8 December 2026, and the person was told" in way.read("checks")
    way.child()
    asked = way.newest_letter()
    for words in ("Now the wait is over.", "The report", "8 December 2027"):
        assert words in asked, words
    way.send(row, 409, data=day("ended-", date(2026, 12, 8)))
    way.send("checks/take-up", data={"again-how": "They wrote on their page."})
    is_triaged(way)
    way.child()
    assert "You should hear by Wednesday 23 December" in way.theirs(), "every day counts anew from the ninth"
