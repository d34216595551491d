"""That text which was passed is not measured again hides no other text (T08)."""

import pytest
from playwright.sync_api import Page

from tests.browser.judging import CONTRAST, violations

PAGE = """<!doctype html><html lang="en"><title>Somewhere</title>
<style>main {{ background: {behind} }} p {{ color: {colour}; font-size: {size} }} {more}</style>
<main><h1>Somewhere</h1><p class="{name}">{text}</p></main></html>"""
STRONG = {"behind": "#fff", "colour": "#444", "size": "16px", "name": "said", "text": "It was passed.", "more": ""}


@pytest.fixture(params=[pytest.param(True, id="js")])
def scripted() -> bool:
    return True


def faint(page: Page, **drawn: str) -> bool:
    page.set_content(PAGE.format(**{**STRONG, **drawn}))
    return CONTRAST in [rule for rule, *_ in violations(page)]


@pytest.mark.parametrize(
    "drawn",
    [
        {"colour": "#bbb"},
        {"behind": "#555"},
        {"more": "main { opacity: .3 }"},
        {"more": ".said { background: #333 }"},
        {"colour": "#8a8a8a", "size": "16px", "name": "other"},
    ],
    ids=lambda drawn: " ".join(drawn.values()),
)
def test_text_that_became_faint_is_found_however_often_it_was_passed_t08(page: Page, drawn: dict[str, str]) -> None:
    assert not faint(page)
    assert not faint(page)
    assert faint(page, **drawn)
    assert faint(page, **drawn), "what is wrong is never taken as passed"


def test_what_need_not_be_strong_lets_nothing_through_that_must_t08(page: Page) -> None:
    assert not faint(page, colour="#888", size="30px"), "large text may be weaker"
    assert faint(page, colour="#888", size="16px")
    assert not faint(page, colour="#bbb", text="→"), "a sign alone is no text"
    assert faint(page, colour="#bbb", text="These are words.")
    assert not faint(page, colour="#ccc", more="p { visibility: hidden }"), "nobody sees it"
    assert faint(page, colour="#ccc")
