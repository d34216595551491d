"""An advocate asked for at once, with only what was ticked, by a mail that says nothing (K-05, PRV-10, X-14)."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from models.cases import advocacy, referrals, referring
from models.cases.recording import record
from models.cases.restarting import appoint_advocate
from models.cases.walls import wall_off
from models.jobs.late import ring_for_advocates
from models.jobs.outbox import By, send_pending
from models.post.mail import Refused
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Advocate, Clock, Event, Role
from models.tables import CaseEvent, Message, Organisation, Referral, RunningClock, Staff
from models.tables.task import Task
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who

YES = {
    "advocate": {"advocate": "yes"},
    "advocate_yes": {"shares": ["contact"], "start": "now", "wishes": "A woman"},
    "contact": {"ways": ["text"]},
    "contact_details": {"text_number": "07700 900123"},
    "about": {"topics": ["home"]},
}


@pytest.fixture
def provider(db, person):
    """An organisation with one person who can sign in."""
    made = Organisation(id=uuid.uuid4(), name="Alongside Advocacy", phone="01632 960150", active=True)
    db.add(made)
    db.flush()
    account = person(Role.PROVIDER, name="Ama Boateng")
    account.staff.organisation_id = made.id
    db.flush()
    return SimpleNamespace(email=account.email, staff_id=account.staff_id, organisation_id=made.id, actor=who(account))


def events(db, case):
    return list(db.scalars(select(CaseEvent.event).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)))


def sent_out(db, sessions, keys, refuse=()):
    """The worker's turn: referrals, then the outbox. Returns what went."""
    mails = []

    def post(mail):
        if mail.to in refuse:
            raise Refused
        mails.append(mail)

    referring.send_waiting(db, keys.worker, now=MONDAY)
    db.commit()
    sessions.configure(info={"chain": keys.chain("worker")})
    send_pending(sessions, keys.worker, keys.index, By(post), now=MONDAY)
    db.rollback()  # see what the worker did meanwhile
    return mails


def asked(db, keys, **more):
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=YES | more)
    return opened.case, db.scalars(select(Referral).where(Referral.case_id == opened.case.id)).one()


def test_a_yes_reaches_the_provider_at_once_and_only_then_counts_as_asked_for_k_05(db, sessions, keys, provider):
    case, referral = asked(db, keys)
    assert Event.ADVOCATE_REFERRED not in events(db, case)

    (mail,) = sent_out(db, sessions, keys)

    assert mail.to == provider.email
    db.refresh(referral)
    assert referral.sent_at is not None
    assert events(db, case)[-1] is Event.ADVOCATE_REFERRED
    clock = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.OFFER_ADVOCACY)).one()
    assert clock.stopped_on == MONDAY.date()


def test_the_mail_names_nobody_and_no_case_prv_10(db, sessions, keys, provider):
    case, _ = asked(db, keys)
    (mail,) = sent_out(db, sessions, keys)
    assert len(mail.body) <= 100
    for secret in ("Sam", case.reference, "900123", "http", "complain", "A woman"):
        assert secret not in mail.subject + mail.body


@pytest.mark.parametrize(
    ("ticks", "topics", "story"),
    [(["contact"], None, None), (["contact", "topics"], ["Where I live"], None),
     (["contact", "topics", "words"], ["Where I live"], "Nobody rings me back.")],
)  # fmt: skip
def test_the_provider_reads_what_was_ticked_and_nothing_else(db, sessions, keys, provider, ticks, topics, story):
    answers = {
        "advocate_yes": YES["advocate_yes"] | {"shares": ticks},
        "who": {"call_me": "Sam", "full_name": "Sam Reed"},
    }
    case, referral = asked(db, keys, **answers)
    shared = referrals.shared(db, case, referral, keys.staff.ring)
    assert (shared.name, shared.topics, shared.story, shared.wishes) == ("Sam", topics, story, "A woman")
    assert "07700 900123" in str(shared.rows)


def test_nothing_is_asked_for_without_the_tick_that_lets_them_be_found(db, keys, provider):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    with pytest.raises(NotAllowed):
        referring.ask_provider(
            db, opened.case, kind="advocate", shares=["words"], wishes="", keys=opened.keys, now=MONDAY
        )


def test_somebody_not_sure_is_rung_for_a_chat_with_no_more_than_how_to_reach_them(db, keys, provider):
    answers = {"advocate": {"advocate": "not_sure"}, "advocate_chat": {"chat": "yes"}}
    case, referral = asked(db, keys, **answers)
    assert (referral.kind, referral.shares) == ("chat", "contact")
    shared = referrals.shared(db, case, referral, keys.staff.ring)
    assert (shared.topics, shared.story) == (None, None)


@pytest.mark.parametrize("chat", ["no", "later", ""])
def test_somebody_not_sure_who_wants_no_call_gets_none(db, keys, chat):
    answers = {"advocate": {"advocate": "not_sure"}, "advocate_chat": {"chat": chat}}
    case = make_case(db, keys.public.ring, now=MONDAY, answers=answers).case
    assert not db.scalars(select(Referral)).all()
    assert Event.ADVOCATE_WANTED not in events(db, case)


def test_without_a_provider_an_officer_hears_of_it_at_once(db, sessions, keys, person):
    officer = person(Role.OFFICER)
    case, referral = asked(db, keys)
    (mail,) = sent_out(db, sessions, keys)
    assert (mail.to, case.reference in mail.body) == (officer.email, True)
    db.refresh(referral)
    assert referral.cannot == "no_provider"
    assert advocacy.asked(db, case).cannot
    task = db.scalars(select(Task)).one()
    assert (task.case_id, task.kind, task.due_on) == (case.id, "no_advocate", (MONDAY + timedelta(days=1)).date())


def test_a_mail_that_never_arrives_becomes_a_call_for_an_officer(db, sessions, keys, provider, person):
    person(Role.OFFICER)
    case, referral = asked(db, keys)
    sent_out(db, sessions, keys, refuse=(provider.email,))
    db.refresh(referral)
    assert (referral.cannot, referral.sent_at) == ("not_delivered", None)
    assert Event.ADVOCATE_REFERRED not in events(db, case)


def test_the_provider_whom_it_is_about_is_never_asked_e_26(db, sessions, keys, provider):
    case, referral = asked(db, keys)
    wall_off(db, [db.get_one(Staff, provider.staff_id)], (), now=MONDAY, case=case, confirmed=True)
    assert provider.email not in [mail.to for mail in sent_out(db, sessions, keys)]
    with pytest.raises(NoResultFound):
        referrals.one(db, provider.actor, referral.id)


def test_a_name_starts_the_clock_of_who_waits_and_a_first_contact_keeps_the_promise_k_11(db, sessions, keys, provider):
    case, referral = asked(db, keys, advocate_yes={"shares": ["contact"], "start": "wait"})
    sent_out(db, sessions, keys)
    db.refresh(referral)
    wednesday = MONDAY + timedelta(days=2)
    ring, actor = keys.staff.ring, provider.actor

    referrals.accept(db, case, referral, "Ama", "Call me free.", keys=ring, actor=actor, now=wednesday)

    clocks = {c.clock: c for c in db.scalars(select(RunningClock).where(RunningClock.case_id == case.id))}
    assert clocks[Clock.S1_RESPONSE].started_on == wednesday.date()
    assert clocks[Clock.ADVOCATE_CONTACT].stopped_on is None
    referrals.in_touch(db, case, referral, wednesday.date(), actor=actor, now=wednesday)
    assert clocks[Clock.ADVOCATE_CONTACT].stopped_on == wednesday.date()
    told = advocacy.asked(db, case, ring.with_case(case))
    assert (told.named.name, told.named.line, told.waits) == ("Ama", "Call me free.", False)


def test_two_working_days_pass_and_both_sides_can_see_it_x_14(db, sessions, keys, provider):
    case, referral = asked(db, keys)
    assert advocacy.asked(db, case).by == (MONDAY + timedelta(days=2)).date()
    thursday = (MONDAY + timedelta(days=3)).date()
    assert advocacy.asked(db, case).late(thursday)
    referral.provider_id = provider.organisation_id
    assert referrals.mine(db, provider.actor)[0].late(thursday)


def test_an_advocate_who_is_late_is_a_task_once_and_none_when_they_were_in_touch_x_14(db, keys, provider):
    case, _ = asked(db, keys)
    assert ring_for_advocates(db, now=MONDAY + timedelta(days=2)) == 0
    assert [ring_for_advocates(db, now=MONDAY + timedelta(days=3)) for _ in range(2)] == [1, 0]
    assert [(task.case_id, task.kind) for task in db.scalars(select(Task))] == [(case.id, "advocate_late")]
    other, _ = asked(db, keys)
    record(db, other, Event.ADVOCATE_CONTACTED, actor=provider.actor, now=MONDAY)
    assert ring_for_advocates(db, now=MONDAY + timedelta(days=3)) == 0


def test_a_provider_that_cannot_is_said_to_the_officers_and_sees_no_more(db, sessions, keys, provider, person):
    officer_id = str(person(Role.OFFICER).id)
    case, referral = asked(db, keys)
    sent_out(db, sessions, keys)
    db.refresh(referral)
    referrals.turn_down(db, case, referral, "nobody_free", keys=keys.staff.ring, actor=provider.actor, now=MONDAY)
    assert referrals.shared(db, case, referral, keys.staff.ring) is None
    assert db.scalars(
        select(Message).where(Message.cause.startswith("cannot:"), Message.cause.endswith(officer_id))
    ).one()


def test_a_change_of_mind_is_not_now_and_nothing_is_shared_any_more_t60(db, sessions, keys, provider):
    case, referral = asked(db, keys)
    sent_out(db, sessions, keys)
    db.refresh(referral)
    advocacy.not_now(db, case, actor=provider.actor, now=MONDAY)
    assert case.advocate is Advocate.NOT_NOW
    assert referrals.shared(db, case, referral, keys.staff.ring) is None
    clock = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.ADVOCATE_CONTACT)).one()
    assert clock.cancelled


def test_another_providers_people_see_nothing_az_02(db, sessions, keys, provider, person):
    _, referral = asked(db, keys)
    sent_out(db, sessions, keys)
    for other in (person(Role.PROVIDER), person(Role.OFFICER)):
        assert referrals.mine(db, who(other)) == []
        with pytest.raises(NoResultFound):
            referrals.one(db, who(other), referral.id)


def test_asking_twice_is_one_request_with_what_is_ticked_last(db, keys, provider):
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=YES)
    for shares in (["contact", "words"], ["contact"]):
        referring.ask_provider(db, opened.case, kind="advocate", shares=shares, wishes="", keys=opened.keys, now=MONDAY)
    assert db.scalars(select(Referral.shares)).one() == "contact"


def test_an_advocate_found_by_phone_ends_the_wait_for_the_provider_too(db, sessions, keys, provider):
    case, referral = asked(db, keys)
    sent_out(db, sessions, keys)
    db.refresh(referral)
    appoint_advocate(db, case, on=MONDAY.date(), actor=provider.actor, now=MONDAY)
    assert not referrals.mine(db, provider.actor)[0].open
    assert not advocacy.asked(db, case).waits
