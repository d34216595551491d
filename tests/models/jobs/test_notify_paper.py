"""Letters printed and posted by GOV.UK Notify: to an address that is safe, once, and counted on the day it was posted
(PRV-11, R3, K-18)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.audit import SYSTEM, Actor
from models.cases import posting, printing
from models.jobs.outbox import WAITS
from models.jobs.receipts import KEPT
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import PAPER_LOST, PAPER_UNKNOWN
from models.procedure.terms import Way
from models.tables import Case, Letter, SafeWay
from tests.conftest import MONDAY
from tests.models.jobs.notified import ADDRESS, NAMED, POST, TUESDAY, ack, acknowledged, looked_at, of_kind, tasks


@pytest.fixture
def paper(db, keys, on, person):
    """A letter that a second person has looked at, and how it is given to be printed."""
    opened, letter = acknowledged(db, keys, NAMED | POST)
    looked_at(db, letter, person)
    staff = Actor(kind="staff", id=person().staff_id, name="Priya")

    def give():
        case = db.get(Case, letter.case_id)
        ring = keys.staff.ring.with_case(case)
        printing.give_to_notify(db, case, letter, ring, actor=staff, now=MONDAY)
        db.commit()

    return opened, letter, give


def test_a_letter_by_post_counts_on_the_day_it_was_posted_k_18(db, paper, worker, receipts, api):
    _, letter, give = paper
    give()
    assert not posting.waits(db, letter)
    worker()
    assert ack(db).stopped_on is None
    api.settle("accepted")
    assert receipts() == 0
    api.settle("received", at="2026-11-24T23:30:00.000000Z")
    receipts(TUESDAY + timedelta(days=1))
    assert ack(db).stopped_on == TUESDAY.date()


def test_its_paper_stands_where_notify_reads_the_address_and_nothing_else_is_there(paper, worker, api):
    import base64

    import pypdfium2

    paper[2]()
    worker()
    assert api.taken[0]["reference"] != paper[0].case.reference
    assert set(api.taken[0]) == {"id", "type", "status", "completed_at", "reference", "content"}
    pdf = base64.b64decode(api.taken[0]["content"])
    page = pypdfium2.PdfDocument(pdf)[0]
    mm = 72 / 25.4
    width, height = page.get_size()
    assert (round(width / mm), round(height / mm)) == (210, 297)

    def within(left, top, right, bottom):
        text = page.get_textpage()
        return text.get_text_bounded(left * mm, height - bottom * mm, right * mm, height - top * mm).split("\r\n")

    assert within(24.6, 39.5, 120, 66.3) == ["Sam Poole", "1 High Street", "Ashbourne", "AB9 9ZY"]
    assert within(0, 30, 124, 39.5) == within(0, 66.3, 124, 94) == [""]  # white around it
    assert within(0, 0, 15, 297) == within(195, 0, 210, 297) == within(0, 292, 210, 297) == [""]


def test_a_letter_that_was_not_printed_is_for_our_hands_again(db, paper, worker, receipts, api):
    _, letter, give = paper
    give()
    worker()
    api.settle("validation-failed")
    receipts()
    db.rollback()
    assert posting.waits(db, db.get(Letter, letter.id))
    assert tasks(db) == [PAPER_LOST]
    with pytest.raises(NotAllowed, match="before"):
        give()


def test_nobody_says_what_became_of_a_letter_a_person_finds_out_r3(db, paper, worker, receipts):
    paper[2]()
    worker()
    assert receipts(MONDAY + KEPT) == 0
    assert receipts(MONDAY + KEPT + timedelta(minutes=1)) == 1
    assert [one.state for one in of_kind(db, "paper")] == ["unknown"]
    assert tasks(db) == [PAPER_UNKNOWN]


def test_no_letter_is_printed_twice_r3(paper, worker, api):
    paper[2]()
    api.lost = True
    worker()
    worker(MONDAY + WAITS[0])
    assert len(api.taken) == 1


def test_a_paper_stays_when_the_address_changed_after_it_was_made_prv_11(db, keys, paper, worker, api):
    opened, letter, give = paper
    give()
    db.execute(update(SafeWay).where(SafeWay.way == Way.POST).values(since=MONDAY + timedelta(minutes=1)))
    db.commit()
    worker(TUESDAY)
    assert api.taken == []
    assert of_kind(db, "paper")[0].state == "stopped"
    assert posting.waits(db, db.get(Letter, letter.id))


def test_more_pages_than_it_prints_stay_for_our_hands(db, keys, paper, monkeypatch):
    _, letter, give = paper
    monkeypatch.setattr(printing, "MOST_PAGES", 0)
    with pytest.raises(NotAllowed, match="pages"):
        give()


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({"post_opened": "not_sure"}, "to mind"),
        ({"post_opened": "no", "post_plain": "yes"}, "to mind"),
        ({"post_opened": "no", "address": "1 High Street"}, "postcode"),
    ],
)
def test_what_a_machine_cannot_mind_stays_for_our_hands_prv_11(db, keys, on, person, details, why):
    answers = NAMED | {"contact": {"ways": ["post"]}, "contact_details": {"address": ADDRESS} | details}
    _, letter = acknowledged(db, keys, answers)
    looked_at(db, letter, person)
    case = db.get(Case, letter.case_id)
    with pytest.raises(NotAllowed, match=why):
        printing.give_to_notify(db, case, letter, keys.staff.ring.with_case(case), actor=SYSTEM, now=MONDAY)
