"""The person's own pages and the page of help in pictures: few words, and a symbol by each thing to press."""

import re

import pytest

from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_pictures import links, pictured

__all__ = ["pictured"]


def test_their_own_pages_and_the_help_page_have_few_words_and_a_symbol_by_each_choice_2_9(pictured, db, keys):
    """Stopping, an advocate, waiting, being seen, ways to be reached, new words: none falls back to many words."""
    case_with_words(db, keys, answers={"about": {"topics": ["home"]}})
    pictured.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    pictured.get("/your-page")
    own = {link["href"] for link in pictured.page.all("a") if str(link.get("href", "")).startswith("/your-page/")}
    assert len(own) >= 10
    for path in sorted(own):
        if pictured.get(path).status_code != 200:
            continue
        html = pictured.page.html
        assert 'class="heard-picture"' in html, path
        assert "switch" in links(pictured), path
        assert html.count('class="heard-tile__label"') == html.count('class="heard-tile__symbol"'), path
        assert 'class="govuk-radios' not in html, f"{path}: a choice without its picture"
        main = html.partition("<main")[2].partition('id="listen"')[0]
        buttons = main.count('data-module="govuk-button"')
        assert main.count('" width="40" height="40">') >= buttons, path
    pictured.get("/help")
    assert "Who pays may see who you call." in pictured.page.text
    assert "symbols/private.svg" in pictured.page.html
    assert links(pictured)["switch"] == "?mode=words"
    pictured.post("/your-page/sent", data={"secret_words": WORDS})
    assert "Where I live" in pictured.page.text
    assert re.search(r'<div class="heard-drawn"><img src="[^"]*symbols/home\.', pictured.page.html)


@pytest.mark.parametrize(
    ("address", "says", "not_says"),
    [
        ("/how-it-works", "3. Three people meet", "An investigator looks into it."),
        ("/privacy", "It is locked. Your words open it.", "locked before it is stored"),
        ("/on-your-side/1", "For a child I care for", "For my child, or a child in my care"),
    ],
)
def test_how_it_works_privacy_and_who_is_on_ones_side_have_few_words_too_2_9(portal, address, says, not_says):
    portal.get(f"{address}?mode=pictures", follow_redirects=True)
    assert says in portal.page.text
    assert not_says not in portal.page.text
    portal.get(f"{address}?mode=words", follow_redirects=True)
    assert not_says in portal.page.text
