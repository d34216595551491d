"""Every page begins alike: way out first, help in one place, and no script or style inside the page."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from models.formats import FILTERS
from tests.templates.conftest import WORDED

TEMPLATES = Path(__file__).parents[2] / "templates"
ERRORS = sorted(p.name for p in (TEMPLATES / "errors").glob("[0-9]*.html"))
COUNCIL = SimpleNamespace(
    name="Ashbourne Council", short="Ashbourne", phone="01632 960 100", safety_phone="01632 960 111"
)
PORTAL = '{% extends "layouts/portal.html" %}'
PAGES = {
    "public": PORTAL + "{% block title %}Tell us{% endblock %}{% block main %}<h1>Tell us</h1>{% endblock %}",
    "praise": PORTAL + "{% block leave %}{% endblock %}{% block title %}Thank you{% endblock %}",
    "busy": PORTAL + "{% set with_htmx = true %}{% block title %}Tell us{% endblock %}",
    "staff": '{% extends "layouts/admin.html" %}{% block title %}Queue{% endblock %}',
}


def page(name: str, **more: object) -> str:
    env = Environment(loader=ChoiceLoader([DictLoader(PAGES), FileSystemLoader(TEMPLATES)]), autoescape=True)
    env.globals.update(
        static=lambda path: f"/static/{path}",
        csrf_token=lambda: "token",
        get_flashed_messages=lambda: ["Saved <it>."],
        council=COUNCIL,
        **WORDED,
        g=SimpleNamespace(staff=SimpleNamespace(name="Priya Nair")),
    )
    env.filters.update(FILTERS)
    return env.get_template(name).render(**more)


@pytest.mark.parametrize("name", [*PAGES, *(f"errors/{e}" for e in ERRORS)])
@pytest.mark.parametrize("site", ["portal", "admin"])
def test_no_script_or_style_in_the_page(name: str, site: str) -> None:
    html = page(name, site=site)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", html)
    assert html.count("<main") == 1
    assert html.lstrip().startswith("<!doctype html>")


def test_title_says_what_then_where_and_marks_an_error() -> None:
    assert "<title>Tell us – Your voice – Ashbourne</title>" in page("public")
    wrong = SimpleNamespace(errors={"story": ["Tell us what happened"]})
    assert "<title>Error: Tell us – " in page("public", form=wrong)
    assert "<title>Queue – Heard – Ashbourne</title>" in page("staff")


def test_first_the_skip_link_then_the_way_out_then_help() -> None:
    html = page("public")
    order = [html.index(mark) for mark in ('href="#main"', 'id="leave"', 'class="heard-header"', "tel:999", "<main")]
    assert order == sorted(order)
    assert 'href="/leave"' in html


def test_praise_has_no_way_out_and_still_has_help() -> None:
    html = page("praise")
    assert "data-leave" not in html
    assert "tel:08001111" in html


def test_htmx_only_where_it_is_used_and_without_eval_or_storage() -> None:
    assert "htmx" not in page("public")
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", page("busy"))
    assert config
    assert '"mode": "same-origin"' in config[1]
    assert '"includeIndicatorCSS": false' in config[1]
    assert "422" not in config[1]
    assert "409" not in config[1]


def test_what_was_done_is_escaped_and_read_out() -> None:
    assert '<div id="status" class="heard-status" role="status"><p>Saved &lt;it&gt;.</p></div>' in page("staff")


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_blame_nobody_and_stand_without_a_council(name: str) -> None:
    for council in (COUNCIL, None):
        html = page(f"errors/{name}", site="portal", council=council, kept=[("What happened", "<b>my words</b>")])
        assert not re.search(r"please|sorry|invalid|oops", html, re.IGNORECASE)
        assert "tel:999" in html
        assert html.count("<h1") == 1
        assert "&lt;b&gt;my words" in html


def test_private_boxes_send_nothing_away(ours: Environment) -> None:
    made = ours.get_template("components/fields.html").module
    field = {"name": "a", "label": "Words"}
    for html in (made.textarea(field), made.text(field, private=True)):  # type: ignore[attr-defined]
        for said in ('spellcheck="false"', 'autocorrect="off"', 'writingsuggestions="false"', 'data-gramm="false"'):
            assert said in html


def test_tiles_are_native_boxes_with_words(ours: Environment) -> None:
    made = ours.get_template("components/choices.html").module
    html = made.tiles(  # type: ignore[attr-defined]
        {
            "name": "a",
            "label": "About",
            "data": ["own_home"],
            "choices": [("home", "Where I live"), ("own_home", "On my own")],
        },
        symbols=True,
    )
    assert 'id="a-2" name="a" type="checkbox" value="own_home" checked' in html
    assert 'src="/static/symbols/own-home.svg" alt=""' in html
    assert html.count("checked") == 1
