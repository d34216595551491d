"""Whatever goes wrong, a whole page says what to do and keeps what was typed (INP-08, INP-15, R6, CSRF-07)."""

import logging
from collections.abc import Callable

import pytest
from flask import Blueprint, abort, g, request
from sqlalchemy import event, text
from sqlalchemy.exc import NoResultFound, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.db import Sessions, connect, sqlite_module
from models.procedure.lifecycle import NotAllowed
from models.settings import Settings
from models.tables import JobRun
from models.web.headers import HEADERS
from models.web.logging import OneLine
from tests.browser_rules import Browser
from tests.conftest import ENGINE, Clock, Locks
from wsgi import create_app

STORY = "They moved my placement and nobody asked me.\nI want to see my brother."
SECRET = "Marigold Lane 14"


class Hostile(Exception):
    """An exception whose text holds what somebody typed."""


RAISED: dict[str, Callable[[], object]] = {
    "stale": lambda: (_ for _ in ()).throw(StaleDataError(SECRET)),
    "not-allowed": lambda: (_ for _ in ()).throw(NotAllowed("“closed” cannot happen to a case that is “new”.")),
    "nothing": lambda: (_ for _ in ()).throw(NoResultFound(SECRET)),
    "database": lambda: (_ for _ in ()).throw(OperationalError("INSERT", {}, Exception("database or disk is full"))),
    "broken": lambda: (_ for _ in ()).throw(Hostile(SECRET)),
    "forbidden": lambda: abort(403),
    "slow-down": lambda: abort(429),
}


@pytest.fixture
def site(settings: Settings, keys: Locks, db: Session, sessions: Sessions, clock: Clock) -> Browser:
    app = create_app("portal", settings, sessions=sessions, keys=keys.public, TESTING=True, CLOCK=clock)
    bp = Blueprint("probe", __name__)

    @bp.post("/probe/<what>")
    def probe(what: str) -> str:
        RAISED[what]()
        return "done"

    @bp.post("/echo")
    def echo() -> dict[str, str]:
        return dict(request.form)

    @bp.post("/write")
    def write() -> str:
        g.db.execute(text("UPDATE setting SET name = name"))
        return "done"

    @bp.post("/keep")
    def keep() -> str:
        g.db.merge(JobRun(job="probe", finished_at=g.now, note="x" * 100_000))
        g.db.commit()
        return "kept"

    @bp.get("/probe")
    def above() -> str:
        g.db.execute(text("SELECT 1"))
        return ""

    app.register_blueprint(bp)
    return Browser(app, db)


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("stale", 409, "changed while you were writing"),
        ("not-allowed", 409, "This cannot be done now"),
        ("nothing", 404, "not here"),
        ("database", 503, "could not save"),
        ("broken", 500, "our side"),
        ("forbidden", 403, "cannot open"),
        ("slow-down", 429, ""),
    ],
)
def test_every_failure_is_a_whole_page_with_the_typed_text_inp_15(
    site: Browser, what: str, status: int, said: str
) -> None:
    answer = site.post(f"/probe/{what}", data={"story": STORY, "words": "otter lamp", "topic": "moving"})
    assert answer.status_code == status
    page = site.page
    assert page is not None
    assert said in page.text
    assert SECRET not in answer.text
    assert "otter lamp" not in answer.text  # secret words are never shown again
    assert "999" in page.text
    if status != 404:
        assert "I want to see my brother." in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_kept_text_can_be_sent_again_from_the_page_itself(site: Browser) -> None:
    answer = site.post("/probe/database", data={"story": STORY, "topic": "moving"})
    assert 'action="/probe/database"' in answer.text
    form = site.page.forms[-1]  # type: ignore[union-attr]
    assert {field.get("name") for _, field in form["fields"]} >= {"story", "topic", "csrf_token"}


def test_a_conflict_leads_back_to_the_page_of_the_form(site: Browser) -> None:
    answer = site.post("/probe/stale", data={"story": STORY})
    assert 'href="/probe"' in answer.text


def test_a_form_whose_token_is_wrong_comes_back_with_its_text_and_a_new_one_csrf_07(site: Browser) -> None:
    answer = site.post("/echo", data={"story": STORY, "csrf_token": "old"}, token=False)
    assert answer.status_code == 400
    assert "I want to see my brother." in answer.text
    token = site.page.token()  # type: ignore[union-attr]
    again = site.post("/echo", data={"story": STORY, "csrf_token": token}, token=False)
    assert again.json["story"] == STORY  # type: ignore[index]


def test_a_save_in_the_background_never_takes_the_place_of_the_session_that_the_page_was_given_csrf_07(
    site: Browser,
) -> None:
    quiet = {"HX-Request": "true"}
    answer = site.post("/echo", data={"story": STORY, "csrf_token": "old"}, headers=quiet, token=False)
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_too_much_is_refused_kindly_inp_08(site: Browser, kind: str) -> None:
    answer = site.post("/echo", data={"story": "long " * 2_000_000}, content_type=kind)
    assert answer.status_code == 413
    assert "too big" in site.page.text  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_story_over_every_limit_of_ours_still_arrives_inp_08(site: Browser, kind: str) -> None:
    story = "é" * 300_000  # Flask alone turns a multipart field away at 500 kB
    assert site.post("/echo", data={"story": story}, content_type=kind).json["story"] == story  # type: ignore[index]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\ufffe\uffff", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tstays", "tab\tstays"),
        ("👨‍👩‍👧 Ŵyn \u202eabc עברית", "👨‍👩‍👧 Ŵyn \u202eabc עברית"),
    ],
)
def test_text_is_the_same_on_every_database_inp_07(site: Browser, kind: str, typed: str, kept: str) -> None:
    assert site.post("/echo", data={"t": typed}, content_type=kind).json["t"] == kept  # type: ignore[index]


def test_an_unknown_host_is_refused_inp_09(site: Browser) -> None:
    assert site.get("/healthz", base_url="http://evil.example").status_code == 400


@pytest.mark.parametrize("path", ["/%00", "/static/../wsgi.py", "/probe/x/y", "/" + "a" * 5000, "/track/x.css"])
def test_strange_addresses_are_not_found_hdr_04(site: Browser, path: str) -> None:
    assert site.get(path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_strange_methods_are_refused_inp_09(site: Browser, method: str) -> None:
    assert site.open("/probe", method=method).status_code in (400, 405)


def test_a_database_that_is_gone_is_said_with_numbers_to_ring_r6(site: Browser) -> None:
    site.post("/echo", data={"story": STORY})
    site.db = None
    site.application.extensions["sessions"] = connect("postgresql://nobody@127.0.0.1:1/none")
    for answer in (site.get("/probe"), site.post("/echo", data={"story": STORY})):
        assert answer.status_code == 503
        assert "0800 1111" in answer.text
        assert "Ashbourne County Council" in answer.text  # from the policy that was shipped
    assert "I want to see my brother." in answer.text


@pytest.mark.skipif(ENGINE != "sqlite", reason="locks of SQLite")
def test_a_locked_database_is_said_once_and_keeps_the_text_f_07(
    site: Browser, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.post("/echo", data={})
    monkeypatch.setattr("models.db.PATIENCE", 0.3)
    hurried = connect(sessions.engine.url.render_as_string())
    site.application.extensions["sessions"] = hurried
    holder = sqlite_module().connect(str(sessions.engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    refused: list[object] = []
    event.listen(hurried.engine, "handle_error", refused.append)
    answer = site.post("/write", data={"story": STORY})
    assert len(refused) == 1, "each question more would wait ten seconds more"
    holder.execute("ROLLBACK")
    holder.close()
    assert answer.status_code == 503
    assert "I want to see my brother." in answer.text
    form = {field.get("name"): field.get("value") for _, field in site.page.forms[-1]["fields"]}  # type: ignore[union-attr]
    assert form["csrf_token"]
    assert site.post("/write", data={"story": STORY}).status_code == 200
    hurried.engine.dispose()


@pytest.mark.skipif(ENGINE != "sqlite", reason="fills an SQLite file")
def test_a_full_disk_is_said_keeps_the_text_and_mends_itself_f_06(site: Browser, sessions: Sessions) -> None:
    site.post("/echo", data={})
    full = connect(sessions.engine.url.render_as_string())
    room = {"pages": 1}
    event.listen(full.engine, "connect", lambda raw, record: raw.execute(f"PRAGMA max_page_count={room['pages']}"))
    site.application.extensions["sessions"] = full
    answer = site.post("/keep", data={"story": STORY})
    assert answer.status_code == 503
    assert "I want to see my brother." in answer.text
    assert "0800 1111" in answer.text
    full.engine.dispose()
    room["pages"] = 1_000_000
    assert site.post("/keep", data={"story": STORY}).text == "kept"
    full.engine.dispose()


def test_a_log_line_holds_nothing_that_was_typed_log_01(site: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for what in RAISED:
        site.post(f"/probe/{what}", data={"story": STORY, "name": "Zebedee Quill"}, headers={"User-Agent": "canary/1"})
    lines = [OneLine().format(record) for record in caplog.records if record.name == "heard"]
    assert lines
    for line in lines:
        assert "\n" not in line
        assert not [word for word in (SECRET, "brother", "Zebedee", "canary", "127.0.0.1", "stale") if word in line]
    assert any('"route": "/probe/<what>"' in line for line in lines)
