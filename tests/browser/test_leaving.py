"""After Leave or sign-out, Back shows nothing: over TLS, with the browser's back-forward cache on (0.2-A, PRV-06)."""

import base64
import datetime
import hashlib
import ipaddress
import secrets
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from playwright.sync_api import BrowserContext, Error, Page, Playwright
from werkzeug.wrappers import Request, Response

from models.cases import desk_sessions
from models.db import connect
from models.procedure.terms import Role
from portal.journeys import PATHS
from portal.views.leave import ELSEWHERE
from tests.browser.conftest import KEPT, PATIENCE, QUIET
from tests.browser.serving import serving
from tests.browser.walking import answer, begin, come_back, press
from tests.browser_path import browser_path
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from wsgi import create_app

TRIALS = 5  # of each of two ways out, with JavaScript and without: 20
SECRET = "Nobody rings me back."


@dataclass(frozen=True)
class Tls:
    """A certificate for this run alone, and how the browser is told to trust it without ignoring every error."""

    context: ssl.SSLContext
    pin: str


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName(_host())]
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
    made = made.not_valid_after(now + datetime.timedelta(days=1))
    certificate = made.add_extension(x509.SubjectAlternativeName(names), critical=False).sign(key, hashes.SHA256())
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    folder = tmp_path_factory.mktemp("tls")
    (folder / "both.pem").write_bytes(key.private_bytes(*plain) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Tls(context, base64.b64encode(hashlib.sha256(public).digest()).decode())


def _host() -> str:
    return ELSEWHERE.split("/")[2]


@Request.application
def weather(request: Request) -> Response:
    return Response("<!doctype html><title>Weather</title><h1>Sunny</h1>", mimetype="text/html")


@pytest.fixture(scope="module")
def apps(settings, keys) -> dict[tuple[str, str], Flask]:
    """Made once: templates are compiled once. Each test puts its own database in."""
    safe = replace(settings, portal_url="https://localhost", admin_url="https://127.0.0.1")
    return {
        (site, host): create_app(site, safe, sessions=connect(safe), keys=made, PROPAGATE_EXCEPTIONS=True)
        for site, host, made in (("portal", "localhost", keys.public), ("admin", "127.0.0.1", keys.staff))
    }


@pytest.fixture
def secure(apps, sessions, clock, tls: Tls) -> Iterator[dict[str, str]]:
    """Both sites and the one that Leave goes to, over TLS, as they are on the internet."""
    for app in apps.values():
        app.extensions["sessions"] = sessions
        app.config["CLOCK"] = clock
    with serving({**apps, ("elsewhere", "127.0.0.1"): weather}, tls.context) as ports:
        addresses = {site: f"https://{host}:{ports[site]}" for site, host in apps}
        yield {**addresses, "elsewhere": str(ports["elsewhere"])}


@pytest.fixture
def visitor(playwright: Playwright, scripted: bool, secure, tls: Tls) -> Iterator[BrowserContext]:
    """A browser as people have it: the pages behind Back are kept in memory."""
    args = [*QUIET, f"--ignore-certificate-errors-spki-list={tls.pin}"]
    args.append(f"--host-resolver-rules=MAP {_host()}:443 127.0.0.1:{secure['elsewhere']}")
    off = ["--disable-back-forward-cache"]
    browser = playwright.chromium.launch(executable_path=browser_path(), args=args, ignore_default_args=off)
    context = browser.new_context(java_script_enabled=scripted)
    context.set_default_timeout(PATIENCE)
    yield context
    browser.close()


def content_of(page: Page) -> str:
    """All that is shown, and all that is in a box. A page that is still coming is asked again."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        try:
            return str(page.evaluate(SHOWN))
        except Error:
            page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} never came")


SHOWN = """document.documentElement.innerText + document.title
    + [...document.querySelectorAll('textarea, input')].map((one) => one.value).join()"""


def goes_back(page: Page, planted: str) -> None:
    for _ in range(3):
        with suppress(Error):  # the answer to a form: the browser asks before it would send it again, and shows nothing
            page.go_back(wait_until="commit", timeout=3000)
        page.wait_for_timeout(60)  # as long as a page out of the cache would need to be painted
        assert planted not in content_of(page), f"Back shows it on {page.url}"


def test_the_cache_behind_back_is_really_on(visitor: BrowserContext, scripted: bool):
    """Without this the other two would prove nothing (0.2-B)."""
    page = visitor.new_page()
    page.goto(ELSEWHERE)
    page.evaluate("window.kept = 'yes'")
    page.goto(f"{ELSEWHERE}/tomorrow")
    page.go_back(wait_until="commit")
    assert page.evaluate("window.kept") == "yes"


def test_leave_then_back_shows_nothing(visitor: BrowserContext, secure, db, keys, scripted: bool):
    case_with_words(db, keys)
    for trial in range(TRIALS):
        page = visitor.new_page()
        if trial % 2:
            planted = "They hid my letters"
            begin(page, secure["portal"])
            press(page, "Continue")
            answer(page, {"School": True})
            press(page, "Continue")
            page.get_by_label("Tell us what happened").fill(planted)
            press(page, "Send this now")
            page.get_by_text(planted).wait_for()
        else:
            planted = SECRET
            come_back(page, secure["portal"], REFERENCE, WORDS)
            press(page, "What you sent us")
            page.get_by_label("Your secret words").fill(WORDS)
            press(page, "Show what I sent")
            page.get_by_text(planted).wait_for()
        cookies = visitor.cookies()
        assert all(cookie["name"].startswith("__Host-") and cookie["secure"] for cookie in cookies), cookies
        press(page, "Leave this site")
        page.wait_for_url(f"{ELSEWHERE}**")
        goes_back(page, planted)
        left = {cookie["value"] for cookie in visitor.cookies()} & {cookie["value"] for cookie in cookies}
        assert not left, "a cookie of the visit outlived it (T32)"
        page.goto(f"{secure['portal']}/help")
        if scripted:
            assert page.evaluate(KEPT) == [0, 0, 0, 0, 0], "storage or a cache outlived the visit (T32)"
        page.close()


def test_leave_then_back_fills_no_box_in_again(visitor: BrowserContext, secure):
    """A browser keeps what was ticked and typed for its Back button; nothing of it may come back (T32, PRV-05)."""
    page = visitor.new_page()
    begin(page, secure["portal"])
    yp = PATHS["your-voice"]
    for question, given in (("about", {"School": True}), ("who", {"What can we call you?": "Kai Planted"})):
        page.goto(f"{secure['portal']}/your-voice/{yp.number(question)}")
        answer(page, given)
        press(page, "Continue")
    page.goto(f"{secure['portal']}/your-say/{PATHS['your-say'].number('you')}")
    page.locator("input[autocomplete=name]").fill("Rosa Planted")
    press(page, "Leave this site")
    page.wait_for_url(f"{ELSEWHERE}**")
    for _ in range(6):
        with suppress(Error):
            page.go_back(wait_until="load", timeout=3000)
        page.wait_for_timeout(60)  # as above
        assert not page.locator("input:checked").count(), f"Back ticks a box on {page.url}"
        assert "Planted" not in content_of(page), f"Back fills in a name on {page.url}"


def test_sign_out_then_back_shows_nothing(visitor: BrowserContext, secure, db, keys, person, clock):
    case_with_words(db, keys)
    account = person(Role.OFFICER, name="Priya Shah")
    for _ in range(TRIALS):
        token = secrets.token_bytes(32)
        desk_sessions.start(db, token, account.id, whole=True, now=clock.now)
        db.commit()
        value = base64.urlsafe_b64encode(token).rstrip(b"=").decode()
        visitor.add_cookies([{"name": "__Host-staff", "value": value, "url": secure["admin"], "secure": True}])
        page = visitor.new_page()
        page.goto(f"{secure['admin']}/queue")
        page.goto(f"{secure['admin']}/cases/{REFERENCE}")
        page.get_by_text(SECRET).wait_for()
        press(page, "Sign out")
        page.get_by_label("Password", exact=True).wait_for()
        goes_back(page, SECRET)
        page.close()
