"""The worker as its own PostgreSQL role does all of its jobs, and reads no words by it (AZ-15, AZ-11, decisions 9)."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from models.audit import SYSTEM
from models.cases import advocates, contributing, extending, withdrawing
from models.cases.corresponding import send_message
from models.cases.walls import raise_for_name
from models.files.store import Store
from models.jobs.schedule import JOBS, Worker
from models.procedure.terms import Journey, Role
from models.tables import Message
from tests.conftest import MONDAY
from tests.databases import ENGINE, Kept
from tests.files import jpeg, with_file
from tests.making import make_case
from tests.models.cases.answered import LAST, who
from tests.models.cases.test_alerting import raised
from tests.portal.test_tracking import add_points, answering

pytestmark = pytest.mark.skipif(ENGINE != "postgresql", reason="SQLite has no roles")
TURNS = [
    timedelta(),
    timedelta(hours=1),
    timedelta(days=2),
    timedelta(days=16),
    timedelta(days=60),
    timedelta(days=400),
]


@pytest.fixture
def as_worker(sessions, keys):
    """The database as the worker's role opens it."""
    url = sessions.engine.url
    kept = Kept(url.render_as_string(hide_password=False), f"{url.database}_worker")
    opened = kept.sessions()
    opened.configure(info={"chain": keys.chain("worker")})
    yield opened
    opened.engine.dispose()


@pytest.fixture
def there(db, keys, person, tmp_path):
    """A little of what the jobs look for: a case on its way with mail, files, a wall and an alert; one that stopped."""
    store = Store(tmp_path / "files")
    officer, colleague = person(Role.OFFICER, name="Priya Shah"), person(Role.RESPONDER, name="Mo Bell")
    for role in (Role.MANAGER, Role.DUTY, Role.ADMINISTRATOR):
        person(role, name=f"Of {role.value}")
    told = {"keys": keys.staff.ring, "actor": who(officer), "now": MONDAY}
    opened = make_case(db, keys.staff.ring, now=MONDAY)
    told["keys"] = opened.keys
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    contributing.ask(db, opened.case, colleague.staff_id, point_ids=[], question="When?", due_on=MONDAY.date(), **told)
    with_file(db, store, opened, jpeg())
    send_message(db, opened.case, "We read it.", **told)
    extending.ask(db, opened.case, new_due=LAST, reason="A colleague is ill.", **told)
    ade = person(Role.ADVOCATE, name="Ade Bell")
    advocates.give(db, opened.case, ade.staff_id, how="call", name="Sam Lee", copies=["letters"], **told)
    raise_for_name(db, "Kim Osei", now=MONDAY, case=opened.case)
    raised(db, keys, case=opened.case)
    other = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT)
    answering(db, other)
    withdrawing.withdraw(db, other.case, how="page", actor=SYSTEM, now=MONDAY, keys=other.keys)
    db.commit()
    return store


def test_every_job_is_done_at_each_of_its_times(db, keys, as_worker, there, tmp_path):
    gone, refused = [], {}
    worker = Worker(as_worker, keys.worker, keys.index, gone.append, tmp_path / "anchors", there)
    for later in TURNS:
        for job in JOBS:
            try:
                job.run(worker, MONDAY + later)
            except ProgrammingError as error:
                refused[job.name] = str(error.orig)
    assert refused == {}, "see models/migrations/roles.py"
    assert gone, "mail left, and who it is for was asked about once more (AZ-11)"
    assert not db.query(Message).where(Message.state == "queued", Message.attempts > 0).all()


@pytest.mark.parametrize("table", ["note", "contribution", "their_words", "answer", "transcript"])
def test_what_is_written_there_cannot_be_read_by_it(as_worker, there, table):
    with as_worker.reading() as db, pytest.raises(ProgrammingError, match="permission denied"):
        db.execute(text(f"SELECT * FROM {table}")).all()
