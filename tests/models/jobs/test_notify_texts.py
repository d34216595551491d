"""Texts by GOV.UK Notify: by the same gate and outbox as mail, and told to a person when they do not arrive (PRV-10,
R3, K-18). Against a real HTTP server that speaks its interface."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.audit import SYSTEM, Actor
from models.cases import contacting, corresponding, meeting, posting
from models.cases.told import ContactCard
from models.jobs.doctoring_notify import notify_stands
from models.jobs.late import tell_people
from models.jobs.outbox import HELD, WAITS
from models.post.machine_ways import held_for_the_template, say_ways
from models.post.notices import BODY, not_at_night
from models.procedure.tasks import TEXT_LOST
from models.procedure.terms import Clock, Way
from models.settings import Settings
from models.tables import Holder, Letter, RunningClock, SafeWay, ThreadMessage
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.jobs.notified import TEXT, TUESDAY, ack, acknowledged, of_kind, tasks
from tests.notify import KEY, TEMPLATE


def test_without_it_a_text_stays_for_the_teams_own_phone(db, keys, worker, api):
    _, letter = acknowledged(db, keys, TEXT)
    worker()
    db.refresh(letter)
    assert (letter.way, letter.counted_at, api.taken) == (Way.TEXT, None, [])
    assert posting.waits(db, letter)


def test_a_letter_counts_on_the_day_notify_takes_the_text_of_it_k_18(db, keys, on, worker, api):
    _, letter = acknowledged(db, keys, TEXT)
    assert not posting.waits(db, letter)  # nobody texts it by hand as well
    worker(TUESDAY)
    assert [(one["phone_number"], one["template_id"]) for one in api.taken] == [("07700 900123", TEMPLATE)]
    assert ack(db).stopped_on == TUESDAY.date()


def test_a_text_holds_nothing_of_the_case_and_its_reference_nobodys_name_prv_10(db, keys, on, worker, api):
    opened, _ = acknowledged(db, keys, TEXT)
    worker()
    (one,) = api.taken
    assert set(one) == {"id", "type", "status", "completed_at", "phone_number", "template_id", "reference"}
    assert one["reference"] == str(of_kind(db, "notice")[0].id)
    assert opened.case.reference not in str(one)


@pytest.mark.parametrize("words", ["Ashbourne complaints: You have an update.", BODY + " ((link))", ""])
def test_no_text_goes_while_its_template_says_anything_else_prv_10(db, keys, on, worker, api, words):
    acknowledged(db, keys, TEXT)
    api.body = words
    worker()
    (message,) = of_kind(db, "notice")
    assert (api.taken, message.state, message.last_error) == ([], "queued", "WrongTemplate")
    api.body = BODY
    worker(MONDAY + HELD)
    assert len(api.taken) == 1


def test_texts_wait_a_week_without_being_given_up_while_the_template_is_wrong_r3(db, keys, on, worker, api):
    for _ in range(3):
        acknowledged(db, keys, TEXT)
    api.body = "Something else."
    for day in range(8):
        worker(MONDAY + timedelta(days=day))
    assert {(one.state, one.last_error, one.attempts) for one in of_kind(db, "notice")} == {
        ("queued", "WrongTemplate", 0)
    }
    assert held_for_the_template(db) == 3
    db.commit()
    api.body = BODY
    worker(MONDAY + timedelta(days=8))
    assert len(api.taken) == 3
    assert held_for_the_template(db) == 0


def test_no_text_goes_to_a_way_that_stopped_being_safe_after_it_was_queued_t37(db, keys, on, worker, api):
    acknowledged(db, keys, TEXT)
    db.execute(update(SafeWay).where(SafeWay.way == Way.TEXT).values(allowed=False))
    db.commit()
    worker()
    assert api.taken == []
    assert of_kind(db, "notice")[0].state == "stopped"


def test_nobodys_phone_sounds_at_night(db, keys, on, worker, api, person):
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    opened = make_case(db, keys.staff.ring, now=late, answers=TEXT)
    staff = Actor(kind="staff", id=person().staff_id, name="Priya")
    meeting.offer(db, opened.case, "meeting", "phone", [late + timedelta(days=9)], actor=staff, now=late)
    db.commit()
    worker(late)
    assert api.taken == []
    worker(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert len(api.taken) == 1


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (datetime(2026, 7, 1, 6, 59, tzinfo=UTC), datetime(2026, 7, 1, 7, tzinfo=UTC)),  # summer time
        (datetime(2026, 7, 1, 19, 0, tzinfo=UTC), datetime(2026, 7, 2, 7, tzinfo=UTC)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)),  # the clocks go back
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), datetime(2026, 7, 1, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_phone_may_sound_from_eight_to_eight(at, goes):
    assert not_at_night(at) == goes


def test_every_notice_reaches_who_asked_for_texts(db, keys, on, worker, api, person):
    account = person()
    staff = Actor(kind="staff", id=account.staff_id, name="Priya")
    opened, _ = acknowledged(db, keys, TEXT)
    corresponding.send_message(db, opened.case, "Hello.", actor=staff, keys=opened.keys, now=MONDAY)
    meeting.offer(db, opened.case, "meeting", "phone", [MONDAY + timedelta(days=9)], actor=staff, now=MONDAY)
    assert db.scalars(select(ThreadMessage)).one().to_text is None  # nothing for the team's phone
    db.commit()
    worker()
    assert len(api.taken) == 3
    late = update(RunningClock).where(RunningClock.clock == Clock.ACKNOWLEDGE)
    db.execute(late.values(due_on=MONDAY.date(), stopped_on=None))
    assert tell_people(db, now=TUESDAY) == 1
    db.commit()
    worker(TUESDAY)
    assert len(api.taken) == 4


@pytest.mark.parametrize(("status", "state"), [(400, "failed"), (429, "queued"), (500, "queued")])
def test_what_notify_refuses_is_told_apart_from_what_may_go_later(db, keys, on, worker, api, notify, status, state):
    notify.words()
    _, letter = acknowledged(db, keys, TEXT)
    notify._looked = float("inf")
    api.fails = [status]
    worker()
    (message,) = of_kind(db, "notice")
    assert (message.state, ack(db).stopped_on) == (state, None)
    assert tasks(db) == ([TEXT_LOST] if state == "failed" else [])
    if state == "queued":
        worker(MONDAY + WAITS[0])
        assert of_kind(db, "notice")[0].state == "sent"


def test_a_server_that_does_not_answer_is_tried_again(db, keys, on, worker, api, notify):
    acknowledged(db, keys, TEXT)
    right, notify.url = notify.url, "http://127.0.0.1:9"
    worker()
    assert of_kind(db, "notice")[0].state == "queued"
    notify.url, notify._client = right, None
    worker(MONDAY + WAITS[0])
    assert len(api.taken) == 1


def test_a_text_whose_answer_was_lost_goes_once_r3(db, keys, on, worker, api):
    acknowledged(db, keys, TEXT)
    api.lost = True
    worker()
    assert of_kind(db, "notice")[0].state == "queued"
    worker(MONDAY + WAITS[0])
    assert len(api.taken) == 1
    assert of_kind(db, "notice")[0].state == "sent"


def test_a_wrong_number_becomes_a_task_and_a_mail_and_moves_no_clock_back_r3(db, keys, on, worker, receipts, api):
    acknowledged(db, keys, TEXT)
    worker()
    api.settle("sending")
    assert receipts() == 0
    api.settle("permanent-failure")
    assert receipts() == 1
    assert of_kind(db, "notice")[0].state == "failed"
    assert tasks(db) == [TEXT_LOST]
    assert ack(db).stopped_on == MONDAY.date()
    assert receipts() == 0  # once


def test_a_phone_that_was_off_is_tried_once_more_and_then_a_person_is_told(db, keys, on, worker, receipts, api):
    acknowledged(db, keys, TEXT)
    worker()
    api.settle("temporary-failure")
    receipts()
    assert tasks(db) == []
    worker(TUESDAY)
    first, second = (one["reference"] for one in api.taken)
    assert first != second
    api.settle("temporary-failure", second)
    receipts(TUESDAY + timedelta(days=3))
    assert tasks(db) == [TEXT_LOST]
    assert worker(TUESDAY + timedelta(days=4)) == 0


def test_a_text_that_arrived_is_left_alone(db, keys, on, worker, receipts, api):
    acknowledged(db, keys, TEXT)
    worker()
    api.settle("delivered")
    receipts()
    assert [(one.state, one.receipt) for one in of_kind(db, "notice")] == [("sent", "arrived")]
    assert tasks(db) == []


def test_where_it_was_switched_off_meanwhile_a_text_waits_for_the_teams_phone(db, keys, on, worker):
    _, letter = acknowledged(db, keys, TEXT)
    worker(by=None)
    db.rollback()
    assert posting.waits(db, db.get(Letter, letter.id))
    assert db.get(Letter, letter.id).way is Way.TEXT


def test_the_doctor_says_what_is_wrong_with_it(db, api, tmp_path):
    file = tmp_path / "key"
    file.write_text(KEY)
    given = {"notify_key_file": file, "notify_template": TEMPLATE, "notify_url": api.url}
    settings = Settings.load({}, **given)
    assert "Restart" in next(iter(notify_stands(db, settings)))[1]
    say_ways(db, text=True, post=False, now=MONDAY)
    db.flush()
    assert list(notify_stands(db, settings)) == [("ok", "GOV.UK Notify answers.")]
    api.body = "Your complaint has an update."
    assert "exactly" in next(iter(notify_stands(db, settings)))[1]
    file.write_text(KEY.replace("b0", "b1"))
    assert "does not take the key" in next(iter(notify_stands(db, settings)))[1]


def test_changing_ones_number_changes_where_the_next_text_goes(db, keys, on, worker, api):
    opened, _ = acknowledged(db, keys, TEXT)
    card = ContactCard(ways=(Way.TEXT,), text_number="07700 900999", text_seen="no")
    holder = db.scalars(select(Holder).where(Holder.case_id == opened.case.id)).one()
    contacting.change(db, opened.case, holder, card, keys=opened.keys, actor=SYSTEM, now=MONDAY)
    db.commit()
    worker(TUESDAY)
    assert [one["phone_number"] for one in api.taken] == ["07700 900999"]
