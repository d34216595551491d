"""The small scripts in a real browser, under the content policy of the sites, with nothing but layouts and macros."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, Response, redirect, render_template_string, request
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from models.formats import FILTERS
from tests.browser_path import browser_path
from tests.templates.conftest import WORDED

ROOT = Path(__file__).parents[2]
CHROMIUM = browser_path()
PATIENCE = 20_000  # milliseconds: long enough for a machine with much else to do
expect.set_options(timeout=PATIENCE)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no browser on this machine")]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
TELL = """{% extends "layouts/portal.html" %}{% set with_htmx = true %}
{% from "components/fields.html" import textarea %}{% from "components/choices.html" import tiles %}
{% from "components/button.html" import button %}{% from "components/errors.html" import error_summary %}
{% from "components/picture_words.html" import picture_words %}
{% block title %}Tell us{% endblock %}{% block main %}<h1>Tell us</h1>
<form id="part-tell" method="post" hx-post="/tell" hx-target="#part-tell" hx-swap="outerHTML">
{{ textarea({"name": "story", "label": "What happened?"}) }}
{{ tiles({"name": "about", "label": "About", "data": [], "choices": topics}, symbols=True) }}
{{ button("Send", id="send") }}</form>
{{ picture_words(["apple", "river"], pictures=False) }}{% endblock %}"""
WRONG = """<form id="part-tell" method="post" hx-post="/tell" hx-target="#part-tell" hx-swap="outerHTML">
{% from "components/errors.html" import error_list %}{{ error_list([("#story", "Tell us what happened")]) }}
<textarea id="story" name="story"></textarea><button id="send">Send</button></form>"""
DONE = """<div id="part-tell"><h2 data-focus-after-swap>We have got it</h2></div>{% include "components/said.html" %}"""
TOPICS = [
    ("social_worker", "My social worker"),
    ("home", "Where I live"),
    ("family", "Seeing my family"),
    ("not_sure", "Not sure"),
]


def site() -> Flask:
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    council = SimpleNamespace(name="Ashbourne Council", phone="01632 960 100", safety_phone="01632 960 111")
    app.jinja_env.globals.update(
        static=lambda path: f"/static/{path}", csrf_token=lambda: "token", council=council, **WORDED
    )
    app.jinja_env.filters.update(FILTERS)

    @app.get("/")
    def tell() -> str:
        return render_template_string(TELL, topics=TOPICS)

    @app.post("/tell")
    def told() -> tuple[str, int]:
        if request.form["story"] == "break":
            return "broken", 500
        if request.form["story"]:
            return render_template_string(DONE, said="Sent."), 200
        return render_template_string(WRONG), 422

    @app.get("/leave")
    def leave() -> object:
        return redirect("/weather", 303)

    @app.get("/weather")
    def weather() -> str:
        return "<!doctype html><title>Weather</title><h1>Rain</h1>"

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(address)
    yield page
    assert faults == []
    context.close()


def active(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.id || document.activeElement.className || document.activeElement.tagName")
    )


def test_leaving_blanks_at_once_and_back_shows_nothing(page: Page) -> None:
    page.fill("#story", "my secret")
    page.click("#leave")
    page.wait_for_url("**/weather")
    page.go_back()
    assert "my secret" not in page.content()
    assert page.evaluate("document.querySelector('#story')?.value || ''") == ""


def test_leave_is_a_plain_link_too(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/weather")
    context.close()


def test_capitals_never_leave_and_three_shifts_elsewhere_do(page: Page) -> None:
    page.focus("#story")
    for _ in range(4):
        page.keyboard.press("Shift")
    assert page.url.endswith("/")
    page.focus("#send")
    for _ in range(12):  # three within two seconds; a machine with much else to do may need longer for three
        page.keyboard.press("Shift")
    page.wait_for_url("**/weather")


def test_touch_has_no_hidden_way_out(chromium: Browser, address: str) -> None:
    context = chromium.new_context(**{"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True})
    page = context.new_page()
    page.goto(address)
    page.tap("#story")
    page.keyboard.type("NOBODY RINGS ME. I AM SAD.")
    page.focus("#send")
    for _ in range(4):
        page.keyboard.press("Shift")
    assert page.url.endswith("/")
    assert page.input_value("#story") == "NOBODY RINGS ME. I AM SAD."
    context.close()


def test_a_mistake_takes_focus_and_its_link_leads_to_the_box(page: Page) -> None:
    page.click("#send")
    page.wait_for_selector(".govuk-error-summary")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.click(".govuk-error-summary a")
    assert active(page) == "story"


def test_htmx_asks_this_site_alone_and_stores_nothing_inp_02(page: Page) -> None:
    """Read from the page itself. That typed text stays text on every page: tests/reliability/test_canary.py."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "fetch" else None)
    page.fill("#story", '<div hx-get="/leave" hx-trigger="load">hello</div>')
    page.click("#send")
    expect(page.locator("h2:focus")).to_have_count(1)
    config = page.evaluate("[htmx.config.mode, htmx.config.includeIndicatorCSS, htmx.config.implicitInheritance]")
    assert config == ["same-origin", False, False]
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]
    assert [url.rpartition("/")[2] for url in asked] == ["tell"]


def test_what_is_done_takes_focus_and_is_said_once(page: Page) -> None:
    page.fill("#story", "hello")
    page.click("#send")
    expect(page.locator("h2:focus")).to_have_count(1)
    expect(page.locator("#status")).to_have_text("Sent.")


def test_a_fault_is_said_and_the_words_stay(page: Page) -> None:
    page.fill("#story", "break")
    page.click("#send")
    expect(page.locator("#status")).to_contain_text("still here")
    expect(page.locator("#story")).to_have_value("break")
    expect(page.locator("#send")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (768, 900), (1280, 900)])
def test_nothing_hides_what_has_focus(chromium: Browser, address: str, width: int, height: int) -> None:
    """T05, T06, T08: no sideways scroll, no stop under the bar, every stop large enough for a thumb."""
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    stops = []
    for _ in range(20):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("""() => {
            const at = document.activeElement, box = (at.closest('.heard-tile') ?? at).getBoundingClientRect();
            const bar = document.querySelector('.heard-leave').getBoundingClientRect();
            const under = !at.closest('.heard-leave, .govuk-skip-link') && bar.bottom > 0 && box.top < bar.bottom - 1
                && getComputedStyle(document.querySelector('.heard-leave')).position === 'sticky';
            const small = box.height < 44 && !at.closest('.govuk-skip-link');
                return {id: at.id || at.textContent.trim(), under, small};
        }""")
        )
        if stops[-1]["id"] == "secret-words-copy":
            break
    assert [stop["id"] for stop in stops[:2]] == ["Skip to main content", "leave"]
    assert [stop["id"] for stop in stops].index("story") <= 7
    assert [stop["id"] for stop in stops if stop["under"]] == []
    assert [stop["id"] for stop in stops if stop["small"]] == []
    context.close()


def test_a_tile_shows_it_is_chosen_without_colour(chromium: Browser, address: str) -> None:
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address)
    page.check("#about")
    wide = "e => getComputedStyle(document.querySelector(`label[for=${e}]`)).borderTopWidth"
    assert page.evaluate(wide, "about") == "4px"
    assert page.evaluate(wide, "about-2") == "2px"
    context.close()
