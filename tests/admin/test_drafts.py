"""What staff type is kept until it is sent: theirs alone, sealed, never overwritten by an older save (6.4, R4, R5)."""

from datetime import timedelta

import pytest

from models.cases import answering
from models.jobs.lapsing import forget_expired
from models.procedure.terms import Role
from models.tables import AuditRow, DeskDraft, Note, ThreadMessage
from tests.admin.test_answer import typed
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

PAGE = {"page": "aaaa1111"}


@pytest.fixture
def case(db, keys, person):
    found, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    db.commit()
    return found


@pytest.fixture
def priya(person, sign_in):
    account = person(Role.OFFICER, name="Priya Shah")
    sign_in(account=account)
    return account


def keep(admin, case, place="message", **fields):
    return admin.post(f"/cases/{case.reference}/draft/{place}", data=fields)


def waiting(db) -> list[DeskDraft]:
    db.expire_all()
    return db.query(DeskDraft).filter_by(gone=False).all()


def test_a_draft_is_found_again_on_the_case_by_its_author_and_by_nobody_else(admin, db, case, priya, sign_in) -> None:
    admin.get(f"/cases/{case.reference}/messages")
    assert keep(admin, case, body="We found the letter", **PAGE).status_code == 303
    admin.get(f"/cases/{case.reference}")
    assert "You have not sent: a message to them" in admin.page.text
    admin.get(f"/cases/{case.reference}/messages")
    assert "We found the letter" in admin.page.html
    sign_in(Role.MANAGER)
    admin.get(f"/cases/{case.reference}")
    assert "You have not sent" not in admin.page.text
    admin.get(f"/cases/{case.reference}/messages")
    assert "We found the letter" not in admin.page.html


def test_a_draft_is_sealed_like_the_file_and_the_audit_holds_no_word_of_it(admin, db, case, priya) -> None:
    admin.get(f"/cases/{case.reference}/notes")
    keep(admin, case, "note", kind="call", body="Rang the school about Sam", **PAGE)
    row = waiting(db)[0]
    assert b"school" not in bytes(row.typed.data if hasattr(row.typed, "data") else row.typed)
    assert db.query(AuditRow).filter_by(action="draft_kept").count() == 1
    assert not [r for r in db.query(AuditRow) if "school" in f"{r.reason}"]


@pytest.mark.parametrize(
    ("place", "page", "sent", "table"),
    [
        ("message", "messages", {"body": "We ring you on Friday.", "do": "send"}, ThreadMessage),
        ("note", "notes", {"kind": "note", "body": "Rang the school."}, Note),
    ],
)
def test_a_draft_is_gone_when_it_is_sent_and_a_late_save_brings_nothing_back(
    admin, db, case, priya, place, page, sent, table
) -> None:
    admin.get(f"/cases/{case.reference}/{page}")
    keep(admin, case, place, **sent, **PAGE, turn="1")
    assert admin.post(f"/cases/{case.reference}/{page}", data={**sent, **PAGE, "turn": "3"}).status_code == 303
    assert db.query(table).filter_by(case_id=case.id).count() == 1
    assert waiting(db) == []
    keep(admin, case, place, **sent, **PAGE, turn="2")
    assert waiting(db) == []


def test_a_letter_is_kept_until_it_is_let_go(admin, db, case, priya) -> None:
    page = f"/cases/{case.reference}/letters/new"
    admin.get(page)
    keep(admin, case, "letter", words="We will see you on Friday.", because="", **PAGE)
    admin.get(page)
    assert "We will see you on Friday." in admin.page.html
    assert admin.post(page, data={"words": "We will see you on Friday.", "send": "yes", **PAGE}).status_code == 303
    assert waiting(db) == []


def test_an_older_save_that_comes_late_changes_nothing(admin, db, case, priya) -> None:
    admin.get(f"/cases/{case.reference}/messages")
    keep(admin, case, body="The newer words", **PAGE, turn="2")
    keep(admin, case, body="The older", **PAGE, turn="1")
    admin.get(f"/cases/{case.reference}/messages")
    assert "The newer words" in admin.page.html
    assert "The older" not in admin.page.html


def test_two_windows_never_overwrite_each_other_and_both_texts_are_shown_r4(admin, db, case, priya) -> None:
    admin.get(f"/cases/{case.reference}/messages")
    keep(admin, case, body="From the first window", page="first", turn="1")
    assert keep(admin, case, body="From the second", page="second", turn="1").status_code == 409
    assert "From the first window" in admin.page.text
    assert "From the second" in admin.page.html
    seen = str(waiting(db)[0].revision)
    merged = {"body": "Both", "page": "second", "turn": "2", "draft-seen": seen}
    assert keep(admin, case, **merged).status_code == 303


def test_a_draft_is_thrown_away_by_its_author_or_when_its_days_are_over_ret_06(admin, db, case, priya) -> None:
    admin.get(f"/cases/{case.reference}/messages")
    keep(admin, case, body="Never mind", **PAGE)
    assert keep(admin, case, "poem", body="x").status_code == 404
    assert admin.post(f"/cases/{case.reference}/draft/message/drop", data=PAGE).status_code == 303
    assert waiting(db) == []
    keep(admin, case, body="Kept for 28 days", page="other")
    forget_expired(db, now=MONDAY + timedelta(days=27))
    assert len(waiting(db)) == 1
    forget_expired(db, now=MONDAY + timedelta(days=29))
    assert db.query(DeskDraft).count() == 0


def test_what_was_typed_before_send_for_a_check_is_checked_with_the_rest(
    admin, db, keys, given, sign_in, manager
) -> None:
    """The button belongs to the form of the answer: the last words go with it, without scripts too."""
    (case, ring), mo = given, who(manager)
    sign_in(account=manager)
    start = f"/cases/{case.reference}/answer"
    admin.get(start)
    assert (
        'form="reply"'
        in admin.page.html.split('id="ask-check"')[0].rsplit("<button", 1)[1]
        + (admin.page.html.split('id="ask-check"')[1].split(">")[0])
    )
    desk = answering.desk(db, case, mo, ring, now=MONDAY)
    sent = typed(desk, mo.id, **{"p1-why": "The last words.", **PAGE, "turn": "1"})
    assert admin.post(f"{start}/check", data=sent).status_code == 303
    db.expire_all()
    desk = answering.desk(db, case, mo, ring, now=MONDAY)
    assert desk.state == answering.TO_CHECK
    assert desk.reply.block(desk.points[0].id).why == "The last words."
    assert admin.post(f"{start}/check", data={**sent, "p1-a1-due-day": "99", "turn": "2"}).status_code == 422
    assert "The last words." in admin.page.html


def test_an_older_save_of_the_answer_changes_nothing_of_a_newer_one(admin, db, keys, given, sign_in, manager) -> None:
    (case, ring), mo = given, who(manager)
    sign_in(account=manager)
    start = f"/cases/{case.reference}/answer"
    admin.get(start)
    desk = answering.desk(db, case, mo, ring, now=MONDAY)

    def save(why, turn):
        return admin.post(start, data=typed(desk, mo.id, **{"p1-why": why, **PAGE, "turn": turn}))

    assert save("The newer words.", "5").status_code == 303
    assert save("The older", "4").status_code == 303
    db.expire_all()
    now = answering.desk(db, case, mo, ring, now=MONDAY)
    assert now.reply.block(now.points[0].id).why == "The newer words."
    assert save("", "6").status_code == 303  # its own words taken back, though the page still knows the older marks
    db.expire_all()
    now = answering.desk(db, case, mo, ring, now=MONDAY)
    assert now.reply.block(now.points[0].id).why == ""
