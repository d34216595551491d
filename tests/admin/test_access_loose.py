"""What hangs on no case goes to who it is about too: mail, alerts, earlier requests; walls and children (SAR-03)."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from models.access import loose, papers, requests
from models.access.redacting import words_of
from models.audit import SYSTEM, Actor
from models.cases import alerting
from models.jobs.lapsing import forget_expired
from models.procedure.terms import Role, Safe
from models.tables import (
    AccessFile,
    AccessLoose,
    AccessPaper,
    AccessRequest,
    Holder,
    IncomingMail,
    Message,
)
from tests.admin.test_access import a_case, added, identified, logged, tick_all
from tests.admin.test_behaviour import day
from tests.conftest import MONDAY

THEIRS = "Sam Lee <sam.lee@home.example>"
KNOWN = {"known_as": "sam.lee@home.example, 07700 900 123, Sammy Lee"}


@pytest.fixture
def came(db, came):
    """The worker writes too: nothing of ours is open meanwhile."""

    def come(*given, **more):
        db.commit()
        return came(*given, **more)

    return come


def an_alert(db, keys, said, reach="07700 900 999", worker="", *, now=MONDAY):
    made = alerting.raise_alert(
        db, council="ashbourne", kind=Safe.NO, said=said, reach=reach, about_worker=None, worker=worker,
        holder_id=None, case=None, keys=keys.public.ring, actor=SYSTEM, now=now,
    )  # fmt: skip
    db.commit()
    return made.alert


def before(admin, db, **more):
    """A request that was written down the day before."""
    made = logged(admin, db, **more)
    db.execute(update(AccessRequest).values(logged_at=MONDAY - timedelta(days=1)))
    db.commit()
    return made


def knows(db, keys, row, account):
    """Which things of no case the request finds for them."""
    read = requests.read(db, row, keys.staff.ring, now=MONDAY)
    actor = Actor(kind="staff", id=account.staff_id, roles=frozenset({Role.RECORDS}))
    return loose.found(db, actor, read, keys.staff.ring)


def take_in(admin, db, to, things):
    for one in things:
        assert admin.post(f"{to}/loose", data={"thing": str(one.row.id)}).status_code == 303
    db.expire_all()
    return [f"{to}/{file_id}" for file_id in db.scalars(select(AccessFile.id).where(AccessFile.case_id.is_(None)))]


def sure(admin, at):
    assert admin.post(f"{at}/sure", data={"sure-why": "Their worker knows them."}).status_code == 303


def test_a_hundred_seeded_things_of_no_case_are_all_found_and_no_other_sar_03(
    admin, db, keys, sign_in, mabel, person, came
):
    case = a_case(db, keys, person, young_person=False)
    for n in range(15):
        came(f"seed-a{n}.", sender=THEIRS)
        came(f"seed-b{n}. My number is +44 7700 900123.", sender=f"x{n}@elsewhere.example")
        came(f"seed-c{n} tells of sammy LEE.", sender=f"y{n}@elsewhere.example")
        came(f"seed-d{n} about {case.reference}.", sender=f"z{n}@elsewhere.example")
        came(f"Others {n}: Sam is kind, ask Sal Leeson.", sender=f"o{n}@elsewhere.example")
    for n in range(20):
        an_alert(db, keys, f"seed-e{n}.", reach="07700 900123")
        an_alert(db, keys, f"seed-f{n}: I am Sam Lee.")
        an_alert(db, keys, f"Others {n}.")
    sign_in(account=mabel)
    before(admin, db, said="seed-g0. Everything.")
    row, to = logged(admin, db, **KNOWN)
    identified(admin, to)
    added(admin, db, to, case)
    things = knows(db, keys, row, mabel)
    assert len(things) == 101
    admin.get(to)
    assert admin.page.html.count('name="thing"') == 101
    (at,) = take_in(admin, db, to, things)
    assert knows(db, keys, row, mabel) == []
    sure(admin, at)
    said = {"child-competent": "yes", "child-wishes": "agrees", "child-harm": "no", "child-words": "An adult."}
    assert admin.post(f"{to}/child", data=said).status_code == 303
    two_give(admin, person, sign_in, mabel, at)
    assert admin.post(f"{at}/gather").status_code == 303
    text = all_papers(db, keys)
    many = {**dict.fromkeys("abcd", 15), **dict.fromkeys("ef", 20), "g": 1}
    seeds = [f"seed-{kind}{n}" for kind, most in many.items() for n in range(most)]
    assert [seed for seed in seeds if seed not in text] == []
    assert "Others" not in text
    assert "complaints" not in text, "nobody of ours had opened one yet"


def two_give(admin, person, sign_in, mabel, at):
    """Two people decide that what may be a child's goes."""
    assert admin.post(f"{at}/share", data={"share-decision": "give", "share-why": "An adult."}).status_code == 303
    sign_in(account=person(Role.MANAGER, name="Tom Field"))
    assert admin.post(f"{at}/share/settle", data={"do": "agree"}).status_code == 303
    sign_in(account=mabel)


def all_papers(db, keys):
    db.expire_all()
    file = db.scalars(select(AccessFile).where(AccessFile.case_id.is_(None))).one()
    ring = keys.staff.ring.plus(file=keys.staff.ring.unwrap(AccessFile.wrap, file, "file"))
    rows = db.scalars(select(AccessPaper).where(AccessPaper.file_id == file.id)).all()
    return "\n".join(text for one in papers.read_all(rows, ring) for text in one.texts)


def test_their_own_mail_with_its_files_goes_into_their_hands_and_is_kept_meanwhile_sar_03(
    admin, db, keys, sign_in, mabel, hannah, came
):
    picture = ("note.txt", b"Wayne Hutchings wrote on this paper.", "text/plain")
    to_mail, row = came("Nobody rings me. Sam Lee", sender=THEIRS, files=[picture])
    sign_in(Role.OFFICER, name="Olu Ade")
    admin.get(to_mail)
    db.execute(update(IncomingMail).values(settled_at=MONDAY - timedelta(days=100), ended="answered"))
    db.commit()
    sign_in(account=mabel)
    asked, to = logged(admin, db, **KNOWN)
    identified(admin, to)
    admin.get(to)
    assert "A mail, 23 November 2026, sent by who asks" in admin.page.text
    (at,) = take_in(admin, db, to, knows(db, keys, asked, mabel))
    forget_expired(db, now=MONDAY)
    assert db.get(IncomingMail, row.id) is not None, "what a request holds is not forgotten"
    papers_of = gathered_and_read(admin, at)
    assert "Nobody rings me" in papers_of
    assert "Wayne Hutchings wrote on this paper" in papers_of
    assert "complaints officer" in papers_of, "who opened it, by their role"
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303, admin.page.text
    sign_in(account=hannah)
    admin.get(f"{at}/built")
    assert "Nobody rings me" in admin.page.text
    assert "Wayne" not in admin.page.text
    assert admin.post(f"{at}/settle", data={"do": "agree"}).status_code == 303
    assert "Nobody rings me" in " ".join(words_of(admin.post(f"{at}/take").data))
    assert admin.post(f"{at}/release", data={"saw": "yes"}).status_code == 303
    db.expire_all()
    assert db.get(AccessRequest, asked.id).answered_on == MONDAY.date()


def gathered_and_read(admin, at):
    assert admin.post(f"{at}/gather").status_code == 303
    admin.get(at)
    links = [given["href"] for given in admin.page.all("a") if "/papers/" in given.get("href", "")][1:]
    said = []
    for paper in links:
        admin.get(paper)
        said.append(admin.page.text)
        assert admin.post(paper, data=tick_all(admin.page)).status_code == 303
    return "\n".join(said)


def test_who_is_named_in_it_does_not_find_count_or_open_it_az_04(admin, db, keys, sign_in, mabel, hannah, came):
    came("Mabel Stone shouted at me. Sam Lee", sender=THEIRS)
    an_alert(db, keys, "I am Sam Lee and Mabel Stone hit me.")
    came("It is Sam Lee again.", sender=THEIRS)
    sign_in(account=mabel)
    row, to = logged(admin, db, **KNOWN)
    identified(admin, to)
    assert [one.kind for one in knows(db, keys, row, mabel)] == ["incoming_mail"]
    every = knows(db, keys, row, hannah)
    assert len(every) == 3
    for one in every:
        admin.post(f"{to}/loose", data={"thing": str(one.row.id)})
    assert db.scalar(select(func.count(AccessLoose.id))) == 1, "not by a form sent by hand either"
    sign_in(account=hannah)
    files = take_in(admin, db, to, knows(db, keys, row, hannah))
    assert len(files) == 2, "what others are kept from lies in a folder of its own"
    hers = db.scalars(select(AccessLoose.file_id).where(AccessLoose.kind == "safety_alert")).one()
    sign_in(account=mabel)
    admin.get(to)
    assert str(hers) not in admin.page.html
    assert "alert" not in admin.page.text.casefold().replace("safety alert or earlier request", "")
    for page in (f"{to}/{hers}", f"{to}/{hers}/papers/1", f"{to}/{hers}/built"):
        assert admin.get(page).status_code == 404
    assert admin.post(f"{to}/{hers}/gather").status_code == 404


def test_a_parent_asking_for_a_child_gets_none_of_it_before_two_decided_sar_02(
    admin, db, keys, sign_in, mabel, hannah, came
):
    came("My mum must not know that I wrote. Sam Lee", sender=THEIRS)
    an_alert(db, keys, "I am Sam Lee. Dana Lee hits me.")
    sign_in(account=mabel)
    before(admin, db, by="child")
    row, to = logged(admin, db, by="parent", who="Dana Lee", about="Sam Lee", known_as="sam.lee@home.example")
    identified(admin, to)
    seen = {"authority-how": "responsible", "authority-seen": "Birth certificate", **day("authority-on", MONDAY)}
    assert admin.post(f"{to}/authority", data=seen).status_code == 303
    things = knows(db, keys, row, mabel)
    assert {one.kind for one in things} == {"incoming_mail", "safety_alert", "access_request"}
    (at,) = take_in(admin, db, to, things)
    sure(admin, at)
    assert admin.post(f"{at}/gather").status_code == 303
    assert db.scalar(select(func.count(AccessPaper.id))) == 0
    assert admin.post(f"{at}/share", data={"share-decision": "give", "share-why": "She asks."}).status_code == 422
    assert "First write down whether the child understands" in admin.page.text
    admin.post(f"{to}/nothing", data={"do": "ask"})
    sign_in(account=hannah)
    assert admin.post(f"{to}/nothing", data={"do": "agree"}).status_code == 303
    said = " ".join(words_of(admin.post(f"{to}/answer").data))
    for word in ("mail", "alert", "earlier", "Sam"):
        assert word not in said


def test_an_alert_and_a_mail_of_the_cases_of_the_request_are_known_by_those_sar_03(
    admin, db, keys, sign_in, mabel, person, came
):
    case = a_case(db, keys, person, young_person=False)
    notice = Message(
        id=uuid.uuid4(), kind="notice", cause="x", case_id=case.id, state="sent", queued_at=MONDAY, due_at=MONDAY
    )
    db.add(notice)
    db.commit()
    _, mailed = came("It is about that.", sender="x@elsewhere.example")
    db.execute(update(IncomingMail).values(notice_id=notice.id))
    alert = an_alert(db, keys, "Come.")
    alert.holder_id = db.scalars(select(Holder.id).where(Holder.case_id == case.id)).first()
    db.commit()
    assert alert.holder_id
    sign_in(account=mabel)
    row, to = logged(admin, db)
    assert knows(db, keys, row, mabel) == []
    added(admin, db, to, case)
    assert {one.row.id for one in knows(db, keys, row, mabel)} == {mailed.id, alert.id}
