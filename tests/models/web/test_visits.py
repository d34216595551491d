"""The public site's sessions: the cookie is the key, the row alone opens nothing (SES-01, SES-04, SES-05, TRK-06)."""

import uuid
from collections.abc import Callable

import pytest
from flask import Blueprint, g
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.cases import visiting
from models.db import Sessions
from models.sealing import Lock
from models.settings import Settings
from models.tables import Holder, Visit
from models.tables.session import VisitKind
from models.web import visits
from portal.guard import tracking_only
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Clock, Locks
from wsgi import create_app


@pytest.fixture
def holder(db: Session) -> tuple[Holder, Lock]:
    row = Holder(id=uuid.uuid4(), part="young_person", created_at=MONDAY)
    db.add(row)
    db.commit()
    return row, Lock.new("holder")


@pytest.fixture
def site(
    settings: Settings, keys: Locks, db: Session, sessions: Sessions, clock: Clock, holder: tuple[Holder, Lock]
) -> Browser:
    app = create_app("portal", settings, sessions=sessions, keys=keys.public, TESTING=True, CLOCK=clock)
    bp = Blueprint("probe", __name__)
    holder_id, lock = holder[0].id, holder[1]

    @bp.post("/begin/<kind>")
    def begin(kind: str) -> str:
        visits.begin(holder_id, lock, VisitKind(kind))
        g.db.commit()
        return "begun"

    @bp.post("/fail")
    def fail() -> str:
        visits.begin(holder_id, lock, VisitKind.DRAFTING)
        raise TimeoutError

    @bp.get("/who")
    def who() -> dict[str, object]:
        return {"kind": g.visit.kind if g.visit else None, "keys": sorted(g.keys)}

    @bp.get("/theirs")
    @tracking_only
    def theirs() -> str:
        return "story"

    app.register_blueprint(bp)
    return Browser(app, db)


def kind(site: Browser, **headers: str) -> str | None:
    found: str | None = site.get("/who", headers=headers).json["kind"]  # type: ignore[index]
    return found


def test_the_public_site_opens_only_what_this_cookie_opens(site: Browser) -> None:
    assert site.get("/who").json == {"kind": None, "keys": ["master", "worker"]}
    site.post("/begin/drafting")
    assert site.get("/who").json["keys"] == ["holder", "master", "visit", "worker"]  # type: ignore[index]
    assert site.application.extensions["keys"].ring["master"].seed is None
    assert site.application.extensions["keys"].ring["worker"].seed is None


def test_the_cookie_holds_no_data_and_scripts_cannot_read_it_ses_01(site: Browser) -> None:
    cookie = site.post("/begin/drafting").headers["Set-Cookie"]
    assert cookie.startswith("heard=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Expires" not in cookie


def test_over_tls_the_cookie_belongs_to_this_host_alone(
    settings: Settings, keys: Locks, sessions: Sessions, db: Session
) -> None:
    secure = Settings.load({}, **{**settings.__dict__, "portal_url": "https://localhost:8443"})
    app = create_app("portal", secure, sessions=sessions, keys=keys.public, TESTING=True)
    assert app.session_interface.name == "__Host-heard"  # type: ignore[attr-defined]
    answer = app.test_client().get("/leave", base_url="https://localhost:8443")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_what_the_browser_kept_opens_nothing_without_the_row_and_the_other_way_round(
    site: Browser, db: Session, holder: tuple[Holder, Lock]
) -> None:
    site.post("/begin/drafting")
    row = db.scalars(select(Visit)).one()
    token = site.get_cookie("heard", domain="localhost").value  # type: ignore[union-attr]
    assert token.encode() not in bytes(row.seed) + row.id.bytes
    assert (holder[1].seed or b"!") not in bytes(row.seed)
    site.use_cookie("heard", bytes(32))
    assert kind(site) is None


@pytest.mark.parametrize(("minutes", "still"), [(14, True), (15.1, False)])
def test_tracking_ends_after_fifteen_idle_minutes_ses_04(
    site: Browser, clock: Clock, minutes: float, still: bool
) -> None:
    site.post("/begin/tracking")
    clock.forward(minutes=minutes)
    assert (kind(site) == "tracking") is still


def test_every_page_keeps_tracking_alive_but_a_timer_does_not(site: Browser, clock: Clock) -> None:
    site.post("/begin/tracking")
    for _ in range(4):
        clock.forward(minutes=10)
        assert kind(site) == "tracking"
    for _ in range(4):
        clock.forward(minutes=4)
        last = kind(site, **{"HX-Request": "true", "X-Heard-Background": "1"})
    assert last is None


@pytest.mark.parametrize(("hours", "still"), [(20, True), (23.9, True), (24, False)])
def test_a_form_loses_nothing_for_a_day_ses_04(site: Browser, clock: Clock, hours: float, still: bool) -> None:
    site.post("/begin/drafting")
    clock.forward(hours=hours)
    assert (kind(site) == "drafting") is still


def test_leaving_ends_it_on_the_server_and_sets_a_new_cookie_ses_05(site: Browser, db: Session) -> None:
    site.post("/begin/tracking")
    before = site.get_cookie("heard", domain="localhost").value  # type: ignore[union-attr]
    answer = site.get("/leave")
    assert answer.status_code == 303
    assert answer.location == "https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert before not in answer.headers["Set-Cookie"]
    assert db.scalar(select(func.count()).select_from(Visit)) == 0
    site.set_cookie("heard", before, domain="localhost")
    assert kind(site) is None


def test_leaving_without_a_visit_sets_a_new_cookie_too(site: Browser) -> None:
    assert "Set-Cookie" in site.get("/leave").headers


def test_a_new_visit_ends_the_one_before_it(site: Browser, db: Session) -> None:
    site.post("/begin/drafting")
    site.post("/begin/tracking")
    assert db.scalars(select(Visit.kind)).all() == [VisitKind.TRACKING]


def test_when_a_beginning_fails_the_old_cookie_goes_on(site: Browser) -> None:
    site.post("/begin/drafting")
    assert site.post("/fail").status_code == 500
    assert kind(site) == "drafting"


def test_only_tracking_opens_their_pages(site: Browser) -> None:
    site.post("/begin/drafting")
    assert site.get("/theirs").location == "/come-back"
    answer = site.get("/theirs", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/come-back")
    site.post("/begin/tracking")
    assert site.get("/theirs").text == "story"


def test_cancelled_words_end_every_visit_trk_06(
    site: Browser, db: Session, holder: tuple[Holder, Lock], clock: Clock
) -> None:
    site.post("/begin/tracking")
    db.delete(db.get_one(Holder, holder[0].id))
    assert kind(site) is None
    assert db.scalar(select(func.count()).select_from(Visit)) == 0


def test_the_receipt_ends_with_the_visit(db: Session, holder: tuple[Holder, Lock]) -> None:
    visit = visiting.start_visit(db, b"t" * 32, holder[0].id, holder[1], VisitKind.DRAFTING, now=MONDAY)
    visiting.keep_receipt(db, visit, "CV-7K3M-9Q otter lamp")
    again = visiting.open_visit(db, b"t" * 32, now=MONDAY)
    assert again
    assert visiting.receipt_of(db, again) == "CV-7K3M-9Q otter lamp"
    visiting.end(db, b"t" * 32)
    assert visiting.receipt_of(db, again) is None


def test_a_row_pointed_at_somebody_else_opens_nothing(db: Session, holder: tuple[Holder, Lock]) -> None:
    visiting.start_visit(db, b"t" * 32, holder[0].id, holder[1], VisitKind.DRAFTING, now=MONDAY)
    other = Holder(id=uuid.uuid4(), part="parent", created_at=MONDAY)
    db.add(other)
    db.flush()
    db.scalars(select(Visit)).one().holder_id = other.id
    db.flush()
    assert visiting.open_visit(db, b"t" * 32, now=MONDAY) is None


def test_what_is_over_is_forgotten_ret_06(db: Session, holder: tuple[Holder, Lock], clock: Clock) -> None:
    begin: Callable[..., visiting.Visit] = visiting.start_visit
    begin(db, b"a" * 32, holder[0].id, holder[1], VisitKind.DRAFTING, now=MONDAY)
    begin(db, b"b" * 32, holder[0].id, holder[1], VisitKind.TRACKING, now=MONDAY)
    assert visiting.forget_visits(db, now=clock.forward(minutes=20)) == 1
    assert visiting.forget_visits(db, now=clock.forward(hours=24)) == 1
