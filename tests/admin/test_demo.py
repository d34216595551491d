"""The invented council: every state is there, everything printed works, and it is never mixed with real cases."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from admin.demo import loading, praise, sign_ins
from models.cases import policies
from models.credentials import totp_code
from models.procedure.screening import ROUTES
from models.procedure.terms import Advocate, Channel, Clock, Journey, Procedure, Role, State
from models.tables import AuditRow, Case, SafetyAlert, Staff
from models.tables.history import Extension, RunningClock
from models.tables.register import Spend
from models.tables.safety import WallEntry
from models.tables.words import Answer, Contribution, Letter, PointChange, ThreadMessage
from models.web import sitekeys
from tests.admin.places import Machine, machine
from tests.browser_rules import Browser
from wsgi import create_app

pytestmark = pytest.mark.slow
SOURCES = sorted(Path(loading.__file__).parent.glob("*.py"))


@dataclass(frozen=True)
class Loaded:
    machine: Machine
    printed: str
    portal: Flask
    admin: Flask

    @property
    def kept(self) -> sign_ins.SignIns:
        found = sign_ins.read(self.machine.settings)
        assert found is not None
        return found


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """`heard demo`, once for all tests."""
    with machine(tmp_path_factory.mktemp("demo")) as made:
        answer = made.heard("demo")
        assert answer.exit_code == 0, answer.output
        settings = made.settings
        apps = {
            site: create_app(site, settings, keys=sitekeys.load(settings, site), TESTING=True)
            for site in ("portal", "admin")
        }
        yield Loaded(made, answer.output, **apps)
        for app in apps.values():
            app.extensions["sessions"].engine.dispose()
    policies.forget()


def _count(loaded: Loaded, table: type) -> int:
    with loaded.machine.place.bare.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_every_state_route_journey_channel_and_answer_about_an_advocate_is_there(loaded: Loaded) -> None:
    with loaded.machine.place.bare.reading() as db:
        cases = db.scalars(select(Case)).all()
    assert len(cases) >= 60
    assert {case.state for case in cases} == set(State) - {State.NEW}
    assert {case.procedure for case in cases} == {*Procedure, None}
    assert {case.journey for case in cases} == set(Journey)
    assert {case.channel for case in cases} == set(Channel)
    assert {case.advocate for case in cases} == {*Advocate, None}
    refusals = {case.route_reason for case in cases if case.procedure is Procedure.REFUSED}
    assert refusals == {reason.id for reason in ROUTES[Procedure.REFUSED].reasons}


def test_there_is_something_on_every_page_of_the_staff_site(loaded: Loaded) -> None:
    today = loaded.machine.now.date()
    with loaded.machine.place.bare.reading() as db:
        cases = db.scalars(select(Case).where(Case.closed_on.is_(None))).all()
        assert any(case.next_due_on < today for case in cases)
        assert any(case.next_due_on == today for case in cases)
        assert any(case.freeze_on and not case.freeze_decided for case in cases)
        assert any(case.to_alternate for case in cases)
        assert any(case.ask_first for case in cases)
        assert any(case.late_flag for case in cases)
        assert Counter(case.young_person for case in cases)[True] >= 20
        alerts = db.scalars(select(SafetyAlert)).all()
        assert {(a.accepted_at is None, a.closed_at is None) for a in alerts} == {
            (True, True), (False, True), (False, False),
        }  # fmt: skip
        walls = db.scalars(select(WallEntry)).all()
        assert {(wall.confirmed, wall.lifted_at is None) for wall in walls} >= {(True, True), (False, True)}
        assert any(wall.lifted_at for wall in walls)
        assert {a.state for a in db.scalars(select(Answer))} == {
            "writing", "to_check", "returned", "checked", "released",
        }  # fmt: skip
        waiting = select(Letter.kind).where(Letter.counted_on.is_(None), Letter.way.in_(("post", "call")))
        assert {"refusal", "answer_statutory", "acknowledgement_statutory"} <= set(db.scalars(waiting))
        assert {bool(row.given_at) for row in db.scalars(select(Contribution))} == {True, False}
        assert {row.answer for row in db.scalars(select(Extension))} >= {None, "yes", "no"}
        assert {bool(row.settled_at) for row in db.scalars(select(PointChange))} == {True, False}
        assert {bool(row.from_staff_id) for row in db.scalars(select(ThreadMessage))} == {True, False}
        running = select(RunningClock.clock).where(RunningClock.stopped_on.is_(None))
        assert {Clock.S1_CONFIRM, Clock.S2_RESPONSE, Clock.C2_ACKNOWLEDGE, Clock.FREEZE} <= set(db.scalars(running))
        assert (db.scalar(select(func.count()).select_from(Staff)) or 0) >= 35
        paid = db.scalars(select(Spend)).all()
        assert {row.heading for row in paid} >= {"Investigating officers", "Independent persons", "Stage 3", "Redress"}
        assert any(row.pence < 0 for row in paid), "one was taken back"


def test_the_place_is_well_and_its_audit_holds(loaded: Loaded) -> None:
    doctor = loaded.machine.heard("doctor")
    assert doctor.exit_code == 0, doctor.output
    assert loaded.machine.heard("audit", "verify").exit_code == 0


def test_loading_twice_changes_nothing_and_prints_the_same(loaded: Loaded) -> None:
    before = _count(loaded, AuditRow)
    again = loaded.machine.heard("demo")
    assert again.exit_code == 0, again.output
    assert _count(loaded, AuditRow) == before
    assert again.output in loaded.printed


def test_everything_needed_is_printed(loaded: Loaded) -> None:
    kept, printed, settings = loaded.kept, loaded.printed, loaded.machine.settings
    roles = {role for person in loading.PEOPLE if person.shown for role in person.roles}
    assert roles == set(Role)
    assert {way.person for way in kept.ways_back} == {"Young person", "Parent", "Advocate"}
    for account in kept.accounts:
        assert all(text in printed for text in (account.email, account.password, account.totp))
    for way in kept.ways_back:
        assert way.reference in printed
        assert way.words in printed
    for text in (settings.portal_url, settings.admin_url, str(settings.mail_folder), "heard staff code"):
        assert text in printed


def test_each_sign_in_works_with_its_code(loaded: Loaded) -> None:
    for account in loaded.kept.accounts:
        browser = Browser(loaded.admin)
        first = browser.post("/sign-in", data={"email": account.email, "password": account.password})
        assert (first.status_code, first.location) == (303, "/sign-in/code"), account
        second = browser.post("/sign-in/code", data={"code": totp_code(account.totp, loaded.machine.now)})
        assert second.status_code == 303, account
        assert browser.get("/account").status_code == 200, account


def test_each_reference_and_its_words_open_their_own_page(loaded: Loaded) -> None:
    for way in loaded.kept.ways_back:
        browser = Browser(loaded.portal)
        browser.get("/come-back")
        answer = browser.post("/come-back", data={"reference": way.reference, "secret_words": way.words})
        assert answer.status_code == 303, way
        page = browser.get(answer.location)
        assert page.status_code == 200
        assert way.reference in page.text


def test_every_case_opens_for_somebody_in_the_office(loaded: Loaded) -> None:
    """The pages of ninety cases, in every state: none fails, and none is shown across its wall."""
    browsers = []
    for account in loaded.kept.accounts:
        if account.role in ("Officer", "Complaints manager", "Alternate"):
            browser = Browser(loaded.admin)
            _sign_in(browser, loaded, account)
            browsers.append(browser)
    with loaded.machine.place.bare.reading() as db:
        references = list(db.scalars(select(Case.reference)))
    for reference in references:
        answers = [browser.get(f"/cases/{reference}").status_code for browser in browsers]
        assert set(answers) <= {200, 404}
        assert 200 in answers, reference


def test_the_officer_finds_mail_of_this_morning_and_tasks(loaded: Loaded) -> None:
    browser = Browser(loaded.admin)
    _sign_in(browser, loaded, next(one for one in loaded.kept.accounts if one.name == "Priya Shah"))
    mail = browser.get("/mail").text
    assert "My grandson and the contact centre" in mail
    assert "Automatic reply" in mail
    assert browser.get("/tasks").text.count("Do it, or give it on") == 4


def test_a_way_back_is_known_to_nobody_but_those_printed(loaded: Loaded) -> None:
    folder = loaded.machine.settings.data
    words = [way.words for way in loaded.kept.ways_back]
    others = [path for path in folder.rglob("*") if path.is_file() and path.name != "demo.json"]
    assert all(phrase.encode() not in path.read_bytes() for phrase in words for path in others)
    assert (folder / "demo.json").stat().st_mode & 0o077 == 0


def test_the_demo_is_refused_in_production_and_among_real_people(tmp_path: Path) -> None:
    with machine(tmp_path) as made:
        assert made.heard("keys", "new").exit_code == 0
        assert made.heard("db", "upgrade").exit_code == 0
        refused = made.heard("demo", HEARD_DEMO_DATA="no")
        assert refused.exit_code == 1
        assert "among real ones" in refused.output
        assert made.heard("demo", "--reset", HEARD_DEMO_DATA="no").exit_code == 1
        made.heard("staff", "add", "ada@ashbourne.example", "--name", "Ada Reeve", "--role", "officer")
        assert "people here already" in made.heard("demo").output
        (made.settings.data / "something").touch()
        assert "not made by the demo" in made.heard("demo", "--reset").output
        with made.place.bare.reading() as db:
            assert db.scalar(select(func.count()).select_from(Staff)) == 1


def test_starting_again_makes_new_keys_and_new_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "CHAPTERS", (praise,))
    with machine(tmp_path) as made:
        assert made.heard("demo").exit_code == 0
        first = (sign_ins.read(made.settings), (made.settings.keys / "staff" / "master.v1.seed").read_bytes())
        answer = made.heard("demo", "--reset")
        assert answer.exit_code == 0, answer.output
        second = (sign_ins.read(made.settings), (made.settings.keys / "staff" / "master.v1.seed").read_bytes())
        assert first[0] != second[0]
        assert first[1] != second[1]
        assert made.heard("audit", "verify").exit_code == 0
        with made.place.bare.reading() as db:
            assert db.scalar(select(func.count()).select_from(Case)) == len(praise.STORIES)


def test_a_load_that_was_interrupted_says_so(tmp_path: Path) -> None:
    with machine(tmp_path) as made:
        sign_ins.keep(made.settings, sign_ins.SignIns())
        answer = made.heard("demo")
        assert answer.exit_code == 1
        assert "make reset" in answer.output


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_nobody_can_be_rung_or_written_to(source: Path) -> None:
    """Numbers kept for drama, and mail domains that lead nowhere."""
    content = source.read_text("utf-8")
    assert all(
        re.match(r"07700 900\d{3}|01632 960\d{3}", number) for number in re.findall(r"\b0\d{4} ?\d{6}\b", content)
    )
    assert all(address.endswith(".example") for address in re.findall(r"[\w.-]+@([\w.-]+\w)", content))


def _sign_in(browser: Browser, loaded: Loaded, account: sign_ins.SignIn) -> None:
    """Past the form, whose codes are good once."""
    from models.cases import accounts, desk_sessions

    token = secrets.token_bytes(32)
    with loaded.machine.place.sessions() as db:
        found = accounts.with_email(db, account.email)
        assert found is not None
        desk_sessions.start(db, token, found.id, whole=True, now=loaded.machine.now)
        db.commit()
    browser.use_cookie("staff", token)
