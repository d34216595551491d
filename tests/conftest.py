"""Fixtures every test may use: a database, both sites, and a browser that checks the house rules on every page."""

import os
import secrets
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from models import audit
from models.cases import desk_sessions, duty_rota, languages_here, names_here, policies
from models.dangers import Environment
from models.db import Sessions, connect
from models.procedure.terms import Role
from models.settings import Settings
from models.tables import Account, AccountRole, AuditRow, Staff, Team
from models.tables.account import AccountState
from tests.asking import asks_a_database
from tests.browser_rules import Browser
from tests.databases import ENGINE, MONDAY, Kept, Locks, postgresql_database, sqlite_database
from wsgi import create_app

# The same examples each time, and as long as each may take: what a run says is not a matter of luck or of how busy the
# machine is. `HYPOTHESIS_PROFILE=default` looks for new ones.
hypothesis.settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What no database is asked is shown once, with SQLite."""
    if ENGINE == "postgresql":
        asking = [item for item in items if asks_a_database(item)]
        if left_out := set(items) - set(asking):
            config.hook.pytest_deselected(items=list(left_out))
            items[:] = asking


class Clock:
    """The time as the sites see it. `clock.now = …` or `clock.forward(minutes=16)`."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture(scope="session")
def keys() -> Locks:
    return Locks()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Safe to use with real code: folders that go away, and argon2 as cheap as it gets."""
    folder = tmp_path_factory.mktemp("heard")
    return Settings.load(
        {},
        environment=Environment.TEST,
        data=folder / "data",
        keys=folder / "keys",
        runtime=folder / "run",
        database=f"sqlite:///{folder / 'data' / 'heard.db'}",
        demo_data=False,
        mail_folder=folder / "mail",
        argon2_memory=8,
        argon2_time=1,
        argon2_lanes=1,
    )


@pytest.fixture(scope="session")
def _empty(worker_id: str, keys: Locks) -> Iterator[Callable[[], Sessions]]:
    yield from postgresql_database(worker_id, keys) if ENGINE == "postgresql" else sqlite_database(keys)


@pytest.fixture
def sessions(_empty: Callable[[], Sessions]) -> Sessions:
    """A database with every table, the policies and nothing else."""
    made = _empty()
    for remembered in (policies, duty_rota, languages_here, names_here):
        remembered.forget()
    return made


@pytest.fixture
def db(sessions: Sessions, keys: Locks) -> Iterator[Session]:
    """The test's own session, in the staff's chain. What it adds is committed before a page is asked for."""
    with sessions.reading() as session:
        session.info["chain"] = keys.chain("staff")
        yield session


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def _app(settings: Settings, keys: Locks) -> Callable[[str], Flask]:
    """Made once: templates are compiled once. Each test puts its own database in."""
    made = {"portal": keys.public, "admin": keys.staff}
    options: dict[str, Any] = {"TESTING": True, "PROPAGATE_EXCEPTIONS": True}
    return cache(lambda name: create_app(name, settings, sessions=connect(settings), keys=made[name], **options))


def _site(app: Flask, db: Session, sessions: Sessions, clock: Clock) -> Browser:
    app.extensions["sessions"] = sessions
    app.config["CLOCK"] = clock
    return Browser(app, db)


@pytest.fixture(scope="session")
def _public() -> Iterator[Callable[[str, str], Sessions]]:
    kept: dict[str, Kept] = {}
    yield lambda url, role: kept.setdefault(role, Kept(url, role)).sessions()
    for one in kept.values():
        one.sessions().engine.dispose()


@pytest.fixture
def public_sessions(sessions: Sessions, _public: Callable[[str, str], Sessions]) -> Sessions:
    """On PostgreSQL the public site works as a role that may not read notes, cards or accounts (AZ-15)."""
    url = sessions.engine.url
    return sessions if sessions.sqlite else _public(url.render_as_string(hide_password=False), f"{url.database}_public")


@pytest.fixture
def portal(_app: Callable[[str], Flask], db: Session, public_sessions: Sessions, clock: Clock) -> Browser:
    return _site(_app("portal"), db, public_sessions, clock)


@pytest.fixture
def admin(_app: Callable[[str], Flask], db: Session, sessions: Sessions, clock: Clock) -> Browser:
    return _site(_app("admin"), db, sessions, clock)


@pytest.fixture
def person(db: Session) -> Callable[..., Account]:
    """An account with these roles, and the member of staff it belongs to."""

    def make(*roles: Role, name: str = "", team: Team | None = None, manager: Staff | None = None) -> Account:
        staff = Staff(id=uuid.uuid4(), name=name or f"{_names(roles)} {secrets.token_hex(2)}", job="")
        staff.senior = Role.RESPONDER in roles  # who may not decide at stage 2 is a test of its own (K-40)
        staff.team_id, staff.manager_id = team and team.id, manager and manager.id
        db.add(staff)
        db.flush()
        account = Account(
            id=uuid.uuid4(),
            staff_id=staff.id,
            email=f"{secrets.token_hex(4)}@ashbourne.example",
            state=AccountState.ACTIVE,
            password_hash="!",  # nobody signs in with it
            created_at=MONDAY,
        )
        account.staff = staff
        account.roles = [AccountRole(role=role) for role in roles]
        db.add(account)
        db.flush()
        return account

    return make


@pytest.fixture
def sign_in(admin: Browser, db: Session, person: Callable[..., Account], clock: Clock) -> Callable[..., audit.Actor]:
    """`sign_in(Role.OFFICER)`: `admin` is then that person's browser. Give an account to be somebody in particular."""

    def enter(*roles: Role, account: Account | None = None, browser: Browser | None = None, **who: Any) -> audit.Actor:
        account = account or person(*roles, **who)
        token = secrets.token_bytes(32)
        desk_sessions.start(db, token, account.id, whole=True, now=clock.now)
        db.commit()
        (browser or admin).use_cookie("staff", token)
        desk = desk_sessions.look(db, token, now=clock.now)
        assert desk is not None
        db.commit()
        return desk.actor

    return enter


@pytest.fixture
def officer(sign_in: Callable[..., audit.Actor]) -> audit.Actor:
    return sign_in(Role.OFFICER, name="Priya Shah")


def _names(roles: tuple[Role, ...]) -> str:
    return " ".join(role.value.title() for role in roles) or "Somebody"


MAY_BE_WRITTEN_BY_READING = {"audit", "audit_head", "staff_session"}


@event.listens_for(Session, "before_flush")
def _reading_never_writes(session: Session, context: Any, instances: Any) -> None:
    """Opening a page changes nothing, so a crawler, a prefetch or a shared link is harmless (CSRF-03)."""
    from flask import has_request_context, request

    if has_request_context() and request.method == "GET" and request.path != "/leave":
        rows = [row for row in session.dirty | session.new | session.deleted if not isinstance(row, AuditRow)]
        wrote = {row.__tablename__ for row in rows} - MAY_BE_WRITTEN_BY_READING
        assert not wrote, f"{request.method} {request.path} wrote {wrote}"
