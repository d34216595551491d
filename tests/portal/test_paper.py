"""The form on paper has every question and every choice, in the same words, and says where to send it free."""

from models.words import deck
from portal.views.paper import ASKED, NOT_ON_PAPER


def test_the_paper_form_asks_what_the_questions_ask_in_the_same_words(portal):
    portal.get("/")
    assert "/paper" in {link["href"] for link in portal.page.all("a")}
    assert "The post is free" in portal.page.text
    portal.get("/paper")
    words = deck("young_person")
    for name in ASKED:
        assert words[name].short in portal.page.text
        for field in (one for of, one in words[name].fields.items() if of not in NOT_ON_PAPER):
            assert not [said for said in field.options.values() if said not in portal.page.text]
    assert "FREEPOST ASHBOURNE YOUR VOICE" in portal.page.text
