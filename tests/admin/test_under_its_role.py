"""Both sites under their own PostgreSQL roles: every page of the staff site opens, its common verbs are done, and a
person's own pages open (AZ-15, decisions 9). The worker: tests/models/jobs/test_as_its_role.py."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from models.files.store import Store
from models.procedure.terms import Role
from tests.crawling import crawl
from tests.databases import ENGINE, Kept
from tests.filling import buttons, dates, filled, forms, on
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_tracking import add_points, answering

pytestmark = pytest.mark.skipif(ENGINE != "postgresql", reason="SQLite has no roles")
HERE = f"/cases/{REFERENCE}"
ONE = [Role.OFFICER, Role.MANAGER, Role.RESPONDER, Role.DUTY, Role.RECORDS]
LAST = ("sign-out", "step-aside")  # nothing of the case can be opened after it
OTHERS = [[Role.ADMINISTRATOR], [Role.AUDITOR], [Role.DIRECTOR]]


@pytest.fixture
def as_staff(admin, sessions):
    """The staff site as its role opens the database; what the test itself adds is the owner's."""
    url = sessions.engine.url
    kept = Kept(url.render_as_string(hide_password=False), f"{url.database}_staff")
    admin.application.extensions["sessions"] = opened = kept.sessions()
    yield admin
    opened.engine.dispose()


@pytest.fixture
def opened(as_staff, db, keys, tmp_path):
    as_staff.application.extensions["files"] = Store(tmp_path / "files")
    answering(db, opened := case_with_words(db, keys))
    add_points(db, opened, "Nobody rings me back.", "My room is cold.")
    return opened


@pytest.mark.slow
def test_every_page_opens_and_every_form_is_done_or_refused_as_the_staff_role_az_15(
    as_staff, opened, sign_in, clock
) -> None:
    """Whoever has nearly every role between them; each form of theirs is sent, filled in as it stands."""
    sent, done = set(), 0
    for roles, starts, most in ((ONE, ["/", HERE], 150), *((role, ["/"], 40) for role in OTHERS)):
        sign_in(*roles)
        for to, page, form in [found for _, one in crawl(as_staff, starts, most=most) for found in _forms(one)]:
            if to in sent or to.rpartition("/")[2] in LAST:
                continue
            sent.add(to)
            days = {part: said for one in dates(form) for part, said in on(one, clock.now.date()).items()}
            answer = as_staff.post(to, data={**filled(page, form), **days, **buttons(form)[0]})
            assert answer.status_code < 500, to
            done += answer.status_code == 303
    assert len([to for to in sent if to.startswith(HERE)]) > 40, "the forms are still found"
    assert done > 20, "and enough of them change something"


def _forms(page):
    return [(form["attributes"]["action"], page, form) for form in forms(page)]


def test_everything_on_a_persons_own_page_opens_as_the_public_role_az_15(portal, db, keys) -> None:
    answering(db, opened := case_with_words(db, keys))
    add_points(db, opened, "Nobody rings me back.")
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert len(list(crawl(portal, ["/your-page", "/"], most=150))) > 20
    told = portal.post("/your-page/messages", data={"text": "I wrote this as the public role."})
    assert told.status_code == 303


def test_the_public_role_reads_no_note_and_no_account_az_15(public_sessions) -> None:
    for table in ("note", "account", "confidential"):
        with public_sessions.reading() as db, pytest.raises(ProgrammingError, match="permission denied"):
            db.execute(text(f"SELECT * FROM {table}")).all()


def test_what_was_recorded_is_changed_by_no_role_aud_01(as_staff) -> None:
    with (
        as_staff.application.extensions["sessions"]() as db,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        db.execute(text("UPDATE audit SET action = 'x'"))
