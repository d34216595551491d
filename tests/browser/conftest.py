"""Both sites, running, in a real browser. Journeys run with JavaScript and without; `look` judges each page."""

import base64
import logging
import os
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from models.cases import desk_sessions, languages_here
from models.db import Sessions
from models.jobs.outbox import By, send_pending
from models.post.mail import Mail
from models.tables import Account, Setting
from portal.views.leave import ELSEWHERE
from tests.browser.judging import violations
from tests.browser.lights import LANGUAGES, LIGHTS, ON_SCREEN, PHONE, in_each_light, in_language
from tests.browser.serving import serving
from tests.browser_path import light_path
from tests.conftest import MONDAY, Clock, Locks

MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]  # it beeps
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
OURS = re.compile(rf"^(https?://(localhost|127\.0\.0\.1)[:/]|data:|{re.escape(ELSEWHERE)})")
# The tests' server leaves a file to be closed by itself where the browser goes on before it has read it all.
HALF_READ = "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
logging.getLogger("werkzeug").setLevel(logging.ERROR)
PICTURES = os.environ.get("HEARD_TEST_SCREENSHOTS")  # a folder: keep a picture of every page looked at
WIDTHS = (320, 768, 1280) if PICTURES else (320, 1280)
PATIENCE = 20_000  # milliseconds, for everything that is waited for: long enough for a machine with much else to do
expect.set_options(timeout=PATIENCE)
NOT_THERE = ("page-nowhere", "not-found")  # looked at because they are not there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings(HALF_READ))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """A journey that fails says what its pages showed."""
    report = yield
    if report.when == "call" and report.failed and "context" in getattr(item, "funcargs", {}):
        for page in item.funcargs["context"].pages:  # type: ignore[attr-defined]
            shown = page.evaluate("document.querySelector('main')?.innerText ?? document.documentElement.innerText")
            report.sections.append((page.url, shown[:3000]))
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = light_path()
    if path is None:
        pytest.fail("no browser: run `make test`, which finds or fetches one")
    return {"executable_path": path, "args": [*QUIET, *MICROPHONE]}


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def browser_context_args(scripted: bool) -> dict[str, Any]:
    return {"java_script_enabled": scripted, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


@pytest.fixture(autouse=True)
def _nothing_left_and_nobody_else_asked(context: BrowserContext) -> Iterator[None]:
    """After every journey: no request went to anybody else (T34), no script was refused or failed, and the browser
    keeps nothing (SES-08). The one other site is where Leave goes to; a blank page stands in for it."""
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    context.on("request", lambda request: None if OURS.match(request.url) else wrong.append(request.url))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    context.route(
        f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
    )
    yield
    assert not wrong, wrong
    for page in context.pages:
        if page.url.startswith("http"):
            assert page.evaluate(KEPT) == [0, 0, 0, 0, 0], f"{page.url} left something in the browser"


KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    globalThis.caches ? (await caches.keys()).length : 0,
    navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0]"""


@dataclass(frozen=True)
class Running:
    """The two sites' addresses: two host names, as in the demo, so that their cookies never meet."""

    portal: str
    admin: str


@pytest.fixture
def sites(_app: Callable[[str], Flask], sessions: Sessions, clock: Clock, db: Session) -> Iterator[Running]:
    """A council that has switched its other languages on."""
    db.merge(Setting(name=languages_here.NAME, value={"on": list(LANGUAGES)}, changed_at=MONDAY))
    db.commit()
    apps = {}
    for name, host in (("portal", "localhost"), ("admin", "127.0.0.1")):
        app = apps[name, host] = _app(name)
        app.extensions["sessions"] = sessions
        app.config["CLOCK"] = clock
    with serving(apps) as ports:
        yield Running(**{name: f"http://{host}:{ports[name]}" for name, host in apps})


@pytest.fixture
def at_the_desk(context: BrowserContext, sites: Running, db: Session, clock: Clock) -> Callable[[Account], Page]:
    """A page of the staff site, signed in as this account. Signing in itself has its own journey."""

    def enter(account: Account, *, where: BrowserContext | None = None) -> Page:
        token = secrets.token_bytes(32)
        desk_sessions.start(db, token, account.id, whole=True, now=clock.now)
        db.commit()
        chosen = where or context
        value = base64.urlsafe_b64encode(token).rstrip(b"=").decode()
        chosen.add_cookies([{"name": "staff", "value": value, "url": sites.admin}])
        page = chosen.new_page()
        page.goto(sites.admin)
        return page

    return enter


@pytest.fixture
def post(sessions: Sessions, keys: Locks, clock: Clock) -> Callable[[], list[Mail]]:
    """Let the worker send what waits; gives the mails that went."""

    def run() -> list[Mail]:
        sent: list[Mail] = []
        sessions.configure(info={"chain": keys.chain("worker")})
        send_pending(sessions, keys.worker, keys.index, By(sent.append), now=clock.now)
        return sent

    return run


PUBLIC = "body.heard--public"
CONTROLS = "a[href], button, input, select, textarea, summary"
TOO_SMALL = """(controls) => [...document.querySelectorAll(controls)].filter((one) => {
    const inText = one.matches('a') && getComputedStyle(one).display === 'inline'
        && one.parentElement.textContent.trim() !== one.textContent.trim();  // a link in a sentence is exempt
    const shown = one.type !== 'hidden' && one.checkVisibility({visibilityProperty: true});
    if (inText || !shown || one.tabIndex < 0) return false;
    const boxes = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
    const offScreen = boxes.every((box) => box.right < 0 || box.bottom < 0 || box.width <= 1);
    return !offScreen && !boxes.some((box) => box.width >= 43.5 && box.height >= 43.5);
}).map((one) => one.outerHTML.slice(0, 120))"""


def _judged(page: Page, name: str, *, colours_alone: bool = False) -> None:
    found = violations(page, colours_alone=colours_alone)
    assert not found, f"{name}: {found}"
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name.replace(' at ', '-')}.png", full_page=True)


def _fits(page: Page, name: str) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    small = page.evaluate(TOO_SMALL, CONTROLS) if page.locator(PUBLIC).count() else []
    assert not small, f"{name}: smaller than 44 by 44: {small}"


@pytest.fixture
def look(scripted: bool) -> Callable[..., None]:
    """Judge the page as it is now (T01, T07, T08, T15): no axe violation and nothing wider than the screen, on a phone
    and a desk; its colours by night, in the reader's own and on paper; a public page whole in Arabic and Polish."""

    def judge(page: Page, name: str, widths: tuple[int, ...] = WIDTHS) -> None:
        if not scripted:
            return
        page.wait_for_load_state()  # a click returns before the new page has its styles
        lost = page.evaluate("performance.getEntriesByType('navigation')[0]?.responseStatus === 404")
        assert not lost or name in NOT_THERE, f"{name}: nothing is at {page.url}"
        expect(page.locator("[aria-busy=true], .htmx-request")).to_have_count(0)  # nor a part that is asked for
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            _fits(page, f"{name} at {width}")
            _judged(page, f"{name} at {width}")
        public = page.locator(PUBLIC).count() > 0
        for light in in_each_light(page, tuple(LIGHTS) if public else ON_SCREEN):
            _judged(page, f"{name}-{light} at {widths[-1]}", colours_alone=True)
        for code in LANGUAGES if public else ():
            with in_language(page, code) as beside:
                if beside is not None:
                    _fits(beside, f"{name}-{code} at {PHONE}")
                    _judged(beside, f"{name}-{code} at {PHONE}")

    return judge
