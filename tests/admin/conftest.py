"""A case given to a responding manager: what the tests of the answer begin with."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases import advocates, allocating
from models.cases.mail_taking import take
from models.files.store import Store
from models.post.outbox import queue_notice
from models.procedure.terms import Role, Way
from models.tables import IncomingMail, Organisation, SafeWay, Staff
from tests.admin.panelling import ASKED, PEOPLE, at_stage_2
from tests.admin.whole_way import Way as WholeWay
from tests.mails import desk_of, mail
from tests.making import make_case
from tests.models.cases.answered import MONDAY, one, routed, who
from tests.models.jobs.test_outbox import EMAIL
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_tracking import answering


@pytest.fixture
def priya(person):
    return one(person, Role.OFFICER, "Priya Shah")


@pytest.fixture
def mabel(person):
    return person(Role.RECORDS, name="Mabel Stone")


@pytest.fixture
def hannah(person):
    return person(Role.MANAGER, name="Hannah Cole")


@pytest.fixture
def nadia(person):
    return one(person, Role.RESPONDER, "Nadia Rahim")


@pytest.fixture
def officer_of(person):
    return who(person(Role.OFFICER, name="Priya Shah"))


@pytest.fixture
def manager(person):
    return person(Role.RESPONDER, name="Mo Reed")


@pytest.fixture
def given(db, keys, officer_of, manager):
    """A case of two points: the first is Mo's, the second another manager's."""
    answers = {"wants": {"wants": ["sorry"]}}
    case, ring = routed(
        db, keys.staff.ring, officer_of, points=("Nobody rings me back.", "My room is cold."), answers=answers
    )
    allocating.give(db, case, manager.staff_id, actor=officer_of, now=MONDAY)
    return case, ring


def our_officer(db):
    """Somebody of ours who writes to a child."""
    staff = Staff(id=uuid.uuid4(), name="Priya Shah", job="")
    db.add(staff)
    db.flush()
    return Actor(kind="staff", id=staff.id, name=staff.name, roles=frozenset({Role.OFFICER}))


@pytest.fixture
def place(db):
    row = Organisation(id=uuid.uuid4(), name="Alongside Advocacy", kind="advocacy")
    db.add(row)
    db.flush()
    return row


@pytest.fixture
def ade(db, person, place):
    account = person(Role.ADVOCATE, name="Ade Bell")
    account.staff.organisation_id = place.id
    db.commit()
    return account


@pytest.fixture
def let_in(db, keys, ade):
    """A child with words who told an officer that Ade helps them and may have the first letter."""
    opened = case_with_words(db, keys)
    answering(db, opened)
    told = {"keys": opened.keys, "actor": SYSTEM, "now": MONDAY}
    advocates.give(db, opened.case, ade.staff_id, how="call", name="Sam Lee", copies=["acknowledgement"], **told)
    db.commit()
    return opened


@pytest.fixture
def on(clock, portal, person, sign_in):
    """`on(day, hour)`: that day has come, and the manager and the child sign in again."""
    manager = []

    def come(when, hour=10):
        clock.now = datetime(when.year, when.month, when.day, hour, tzinfo=UTC)
        manager[:] = manager or [person(Role.MANAGER, name="Hannah Teller")]
        sign_in(account=manager[0])
        portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})

    return come


@pytest.fixture
def panel(db, keys, clock, portal, admin, on):
    """The child asks on their own page, and an officer has a pool of four."""
    opened = at_stage_2(db, keys, clock)
    on(ASKED.date())
    assert "They will meet by Thursday 7 January" in portal.get("/your-page/next").text
    assert portal.post("/your-page/next", data={"text": "They did not talk to my teacher."}).status_code == 303
    for name in PEOPLE:
        given = {"name": name, "does": ["independent", "panel"], "knows": ["childcare"], "active": ["yes"]}
        assert admin.post("/pool/new", data=given).status_code == 303
    return opened


@pytest.fixture
def desk(admin, sessions, keys, tmp_path):
    store = Store(tmp_path / "files")
    admin.application.extensions["files"] = store
    made = desk_of(sessions, keys, tmp_path / "files")
    yield made
    sessions.configure(info={})


@pytest.fixture
def came(db, desk):
    """A mail came; the address of its page."""

    def come(*given, now=MONDAY, **more):
        take(desk, given[0] if given and isinstance(given[0], bytes) else mail(*given, **more), now=now)
        db.rollback()
        row = db.scalars(select(IncomingMail).order_by(IncomingMail.came_at.desc(), IncomingMail.id)).first()
        return f"/mail/{row.id}", row

    return come


@pytest.fixture
def written_to(db, keys, desk, came):
    """A case whose person had a notice of ours by mail."""
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=EMAIL)
    db.add(SafeWay(case_id=opened.case.id, holder_id=None, way=Way.EMAIL, allowed=True, since=MONDAY))
    queue_notice(db, opened.case, None, way=Way.EMAIL, cause="test", now=MONDAY)
    db.commit()
    return opened


@pytest.fixture
def way(admin, portal, db, clock, person, sign_in, tmp_path):
    """Both sites, for a case that is told from the first word on, each step on the page of whoever takes it."""
    for site in (admin, portal):
        site.application.extensions["files"] = Store(tmp_path / "files")
    return WholeWay(portal, admin, db, clock, person, sign_in)
