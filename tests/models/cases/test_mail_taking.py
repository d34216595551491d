"""A mail is kept whole before anybody is told that it was; it finds its case by our token alone (E-07)."""

import json
import uuid
from base64 import b64decode
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.audit import NoAudit
from models.cases import mail_desk
from models.cases.mail_taking import MOST_AN_HOUR, Later, take
from models.jobs.lapsing import forget_expired
from models.jobs.outbox import By, send_pending
from models.post.outbox import queue_notice
from models.post.replies import BOUNCE, REPLY
from models.procedure.terms import Event, Role, Way
from models.sealing import Unreadable
from models.tables import CaseEvent, IncomingMail, IncomingWall, Message, SafeWay, Task, Team, Upload
from tests.databases import MONDAY
from tests.files import docx, jpeg
from tests.mails import TO, WORDS, desk_of, mail, returned
from tests.making import make_case
from tests.models.cases.answered import who
from tests.models.jobs.test_outbox import EMAIL

HOUR = timedelta(hours=1)
OF = (mail_desk.NEW, mail_desk.ANSWERS, mail_desk.MACHINES)


@pytest.fixture
def desk(sessions, keys, tmp_path):
    return desk_of(sessions, keys, tmp_path / "files")


@pytest.fixture
def written_to(db, keys, desk):
    """A person who was sent a notice by mail, and the mail as it left."""
    opened = make_case(db, keys.public.ring, now=MONDAY, answers={**EMAIL})
    holder_id = db.scalars(select(SafeWay.holder_id).where(SafeWay.case_id == opened.case.id)).first()
    queue_notice(db, opened.case, holder_id, way=Way.EMAIL, cause="test", now=MONDAY)
    db.commit()
    left = []
    send_pending(desk.sessions, keys.worker, keys.index, By(left.append, desk.replies), now=MONDAY)
    return opened, left[0]


def rows(db):
    db.rollback()
    return db.scalars(select(IncomingMail).order_by(IncomingMail.came_at, IncomingMail.id)).all()


def said(keys, row):
    return keys.staff.ring.open_json(IncomingMail.words, row)


def test_what_is_taken_is_sealed_to_staff_and_the_worker_cannot_read_it_again(db, keys, desk):
    assert take(desk, mail(files=[("photo.jpg", jpeg(), "image/jpeg")]), now=MONDAY)
    [row] = rows(db)
    assert said(keys, row)["text"] == WORDS
    with pytest.raises(Unreadable):
        keys.worker.open_json(IncomingMail.words, row)
    assert (row.kind, row.why, row.case_id) == ("mail", "no_token", None)
    kinds = sorted(db.scalars(select(Upload.kind).where(Upload.incoming_id == row.id)))
    assert kinds == ["eml", "jpg"]
    stored = b"".join(path.read_bytes() for path in desk.files.everything())
    assert b"June" not in stored
    assert b"jo@home" not in stored


def test_the_same_mail_twice_is_one_and_another_that_borrows_its_id_is_another(db, desk):
    first = mail(message_id="<a@home.example>")
    assert take(desk, first, now=MONDAY)
    files = len(list(desk.files.everything()))
    assert not take(desk, b"Received: by another road\r\n" + first, now=MONDAY + HOUR)
    assert len(list(desk.files.everything())) == files
    assert take(desk, mail("Something else", message_id="<a@home.example>"), now=MONDAY + HOUR)
    assert len(rows(db)) == 2


def test_an_answer_to_a_notice_finds_its_case_and_the_case_waits_on_us(db, keys, desk, written_to):
    opened, notice = written_to
    assert notice.reply_to.startswith("help+")
    assert notice.bounce_to not in ("", notice.reply_to)
    assert opened.case.reference not in notice.reply_to + notice.body + notice.subject
    take(desk, mail(to=notice.reply_to, sender="sam@home.example"), now=MONDAY + HOUR)
    [row] = rows(db)
    assert (row.case_id, row.why, said(keys, row)["found"]) == (opened.case.id, "token", [])
    db.refresh(opened.case)
    assert opened.case.waiting_on == "us"
    events = db.scalars(select(CaseEvent.event).where(CaseEvent.case_id == opened.case.id)).all()
    assert Event.MESSAGE_FROM_PERSON in events


def test_an_answer_from_another_address_is_said_to_be_that(db, keys, desk, written_to):
    take(desk, mail(to=written_to[1].reply_to, sender="mum@home.example"), now=MONDAY + HOUR)
    assert said(keys, rows(db)[0])["found"] == ["other_address"]


def spoofed(desk, opened, notice_id):
    other = uuid.uuid4()
    good = desk.replies.address(REPLY, notice_id, opened.case.id)
    return {
        "made up": desk.replies.address(REPLY, other, opened.case.id),
        "of another case": desk.replies.address(REPLY, notice_id, other),
        "of another purpose": desk.replies.address(BOUNCE, notice_id, opened.case.id),
        "changed": good[:-30] + ("a" if good[-30] != "a" else "b") + good[-29:],
        "cut": good.replace("+", "+", 1)[:20] + "@ashbourne.example",
        "the reference": f"help+{opened.case.reference}@ashbourne.example",
        "at another domain": good.replace("ashbourne", "evil"),
    }


def test_a_spoofed_token_goes_to_the_register_and_touches_no_case(db, keys, desk, written_to):
    opened, _ = written_to
    notice_id = db.scalars(select(Message.id).where(Message.kind == "notice")).one()
    count = opened.case.event_count
    for number, (name, address) in enumerate(spoofed(desk, opened, notice_id).items()):
        take(desk, mail(f"{WORDS} {name}", to=address, sender=f"x{number}@evil.example"), now=MONDAY + HOUR)
    found = rows(db)
    assert len(found) == 7
    assert {row.case_id for row in found} == {None}
    db.refresh(opened.case)
    assert opened.case.event_count == count


def test_an_old_token_and_one_of_a_mailbox_that_is_not_safe_any_more_go_to_the_register(db, desk, written_to):
    opened, notice = written_to
    take(desk, mail("Old", to=notice.reply_to), now=MONDAY + timedelta(days=181))
    db.execute(update(SafeWay).where(SafeWay.case_id == opened.case.id, SafeWay.way == Way.EMAIL).values(allowed=False))
    db.commit()
    take(desk, mail("Not safe", to=notice.reply_to), now=MONDAY + HOUR)
    assert sorted((row.why, row.case_id) for row in rows(db)) == [("not_safe", None), ("old", None)]


def test_a_bounce_becomes_a_task_and_its_officer_is_told_once(db, keys, desk, written_to, person):
    opened, notice = written_to
    account = person(Role.OFFICER, name="Priya Shah")
    officer, address = who(account), account.email
    opened.case.officer_id = account.staff_id
    db.commit()
    for sender in ("", "again "):
        take(
            desk, returned(notice.bounce_to).replace(b"I am sorry", sender.encode() + b"I am sorry"), now=MONDAY + HOUR
        )
    [row, again] = rows(db)
    assert (row.kind, row.case_id, row.why, row.settled_at) == ("bounce", opened.case.id, "returned", MONDAY + HOUR)
    assert again.case_id == opened.case.id
    assert db.scalars(select(Message.state).where(Message.kind == "notice")).one() == "failed"
    [told] = db.scalars(select(Message).where(Message.kind == "staff")).all()
    work = keys.worker.open_json(Message.work, told)
    assert (work["to"], opened.case.reference in work["body"]) == (address, True)
    assert "sam@home" not in work["body"]
    assert [task.kind for task in db.scalars(select(Task))] == ["bounced"]
    assert [mail_desk.waiting(db, officer, keys.staff.ring, of).found for of in OF] == [[], [], []]


def test_a_forged_bounce_makes_no_task(db, desk, written_to):
    take(desk, returned(written_to[1].reply_to), now=MONDAY)  # a reply address is no return path
    take(desk, returned(TO), now=MONDAY)
    assert {row.case_id for row in rows(db)} == {None}
    assert db.scalars(select(Message.state).where(Message.kind == "notice")).one() == "sent"


def test_somebody_away_is_no_answer_of_theirs_and_a_machine_of_no_case_is_still_looked_at(db, desk, written_to):
    opened, notice = written_to
    count = opened.case.event_count
    take(desk, mail("I am away", to=notice.reply_to, Auto_Submitted="auto-replied"), now=MONDAY)
    take(desk, mail("From a form on a website", Precedence="bulk"), now=MONDAY + HOUR)
    away, form = rows(db)
    assert (away.kind, away.ended, form.kind, form.settled_at) == ("auto", "machine", "auto", None)
    db.refresh(opened.case)
    assert opened.case.event_count == count


def test_a_flood_of_one_sender_waits_and_nobody_elses_mail_does(db, desk):
    for number in range(MOST_AN_HOUR):
        take(desk, mail(f"Number {number}"), now=MONDAY)
    with pytest.raises(Later):
        take(desk, mail("One more"), now=MONDAY)
    assert take(desk, mail("Mine", sender="sam@home.example"), now=MONDAY)
    assert take(desk, mail("One more"), now=MONDAY + HOUR + HOUR)


def test_what_is_attached_goes_through_the_checks_of_uploads_and_what_is_refused_is_named(db, keys, desk):
    bomb = docx("They promised.", **{"word/media/sky.bmp": b"0" * 30_000_000})  # whole, and opens as any other
    files = [
        ("bomb.docx", bomb, "application/octet-stream"), ("run.exe", b"MZ", "application/octet-stream"),
        ("../../etc/passwd.jpg", jpeg(), "image/jpeg"), ("archive.zip", b"PK\3\4", "application/zip"),
    ]  # fmt: skip
    take(desk, mail(files=files), now=MONDAY)
    [row] = rows(db)
    refused = {one["name"]: one["why"] for one in said(keys, row)["refused"]}
    assert refused["run.exe"] == refused["archive.zip"] == "kind"
    assert refused["bomb.docx"] == "huge"
    held = db.scalars(select(Upload).where(Upload.incoming_id == row.id, Upload.kind == "jpg")).one()
    assert "/" not in keys.staff.ring.open_json(Upload.held, held)["name"]


def test_what_breaks_the_reader_is_kept_as_it_came(db, keys, desk):
    raw = b"Content-Type: message/rfc822\r\n\r\n" * 3_000 + b"words"
    take(desk, raw, now=MONDAY)
    [row] = rows(db)
    held = db.scalars(select(Upload).where(Upload.incoming_id == row.id)).one()
    facts = keys.staff.ring.open_json(Upload.held, held)
    with desk.files.open(held.id, b64decode(facts["key"])) as original:
        assert original.readall() == raw


def test_a_mail_that_cannot_be_kept_leaves_nothing_and_says_so(db, keys, desk):
    desk.sessions.configure(info={"chain": None})  # what cannot be written in the audit is not written at all (AUD-02)
    with pytest.raises(NoAudit):
        take(desk, mail(), now=MONDAY)
    desk.sessions.configure(info={"chain": keys.chain("worker")})
    assert rows(db) == []
    assert list(desk.files.everything()) == []


def test_a_colleague_named_in_it_and_their_team_do_not_see_it(db, keys, desk, person):
    team = Team(id=uuid.uuid4(), name="Children in care", directorate="Children")
    db.add(team)
    db.flush()
    named = who(person(Role.OFFICER, name="Mo Reed", team=team))
    mate = who(person(Role.OFFICER, name="Al Fry", team=team))
    other = who(person(Role.OFFICER, name="Priya Shah"))
    alternate = who(person(Role.ALTERNATE, name="Wanda Cole"))
    db.commit()
    take(desk, mail("I complain about MO  REED, who shouts. Moreed is not meant."), now=MONDAY)
    see = {one.name: len(mail_desk.waiting(db, one, keys.staff.ring).found) for one in (named, mate, other, alternate)}
    assert list(see.values()) == [0, 0, 1, 0]
    take(desk, mail("Mo Reed and Priya Shah both"), now=MONDAY + HOUR)
    db.rollback()
    assert len(mail_desk.waiting(db, alternate, keys.staff.ring).found) == 1


def test_what_is_no_complaint_is_forgotten_after_ninety_days_and_nothing_else(db, keys, desk, person):
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    db.commit()
    take(desk, mail("Buy this"), now=MONDAY)
    take(desk, mail("Help me", sender="sam@home.example"), now=MONDAY)
    junk = next(row for row in rows(db) if said(keys, row)["text"] == "Buy this")
    mail_desk.no_complaint(db, mail_desk.one(db, officer, junk.id, keys.staff.ring), "junk", actor=officer, now=MONDAY)
    db.commit()
    for days, left in ((89, 2), (91, 1)):
        with desk.sessions() as session, session.begin():
            forget_expired(session, now=MONDAY + timedelta(days=days))
        assert len(rows(db)) == left
    assert len(db.scalars(select(Upload)).all()) == 1


def test_nothing_of_a_mail_is_in_the_audit_or_in_clear(db, desk):
    take(desk, mail("A word nobody else uses: marmalade", subject="Quincunx"), now=MONDAY)
    [row] = rows(db)
    clear = json.dumps({name: str(value) for name, value in vars(row).items() if name != "words"})
    for word in ("marmalade", "Quincunx", "home.example"):
        assert word not in clear
    assert db.scalars(select(IncomingWall)).all() == []
