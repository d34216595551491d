"""The form on paper has every question, every choice and what is said before them, in the same words (issue 3, 2.1)."""

import pytest

from models.cases import languages_here
from models.procedure.reaching import DETAILS
from models.tables import Setting
from models.words import deck
from portal.journeys import PATHS
from portal.views.paper import ASKED, OWN_CHOICES, OWN_TEXT, WHOSE
from tests.conftest import MONDAY

ON_A_SCREEN = {"before", "visit"}  # drawn apart on paper; and asked for by telephone


def said_of(words):
    return [words.label, words.hint, *words.options.values()]


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_the_paper_form_asks_and_explains_what_the_questions_do_in_the_same_words(portal, db, language):
    db.merge(Setting(name=languages_here.NAME, value={"on": ["ar", "pl"]}, changed_at=MONDAY))
    db.commit()
    portal.set_cookie("language", language, domain=portal.host)
    portal.get("/paper")
    assert 'lang="en"' not in portal.page.html.partition("<main")[2].partition("</main>")[0]
    words = deck("young_person", language)
    for name in ASKED:
        entry = words[name]
        assert entry.short in portal.page.text
        assert entry.why in portal.page.text
        if name not in OWN_TEXT:
            assert not [text for text in entry.text if text not in portal.page.text], name
        asked = [one for of, one in entry.fields.items() if (name, of) not in OWN_CHOICES and of != WHOSE]
        assert not [said for one in asked for said in said_of(one) if said not in portal.page.text], name


def test_no_question_of_the_journey_is_missing_on_paper(portal):
    """Not the follow-ups of an advocate, nor the one they trust; what waits for a choice says for which."""
    assert {*ASKED} | ON_A_SCREEN == {step.id for step in PATHS["your-voice"].steps}
    page = portal.get("/paper") and portal.page
    words = deck("young_person")
    details = words["contact_details"]
    assert not [name for name in DETAILS if details.field(name).label not in page.text]
    assert details.said("trusted") in page.text
    assert "If you ticked: Yes, I want one" in page.text
    assert "If you ticked: The people who look after me / My social worker" in page.text
    assert words["tell"].field(WHOSE).label in page.text


def test_paper_says_who_reads_it_and_where_it_goes_and_promises_nothing_that_only_a_screen_keeps_t30(portal):
    portal.get("/")
    assert "/paper" in {link["href"] for link in portal.page.all("a")}
    assert "The post is free" in portal.page.text
    portal.get("/paper")
    text = portal.page.text
    assert "FREEPOST ASHBOURNE YOUR VOICE" in text
    assert deck("common")["reads"].text[0] in text
    assert deck("young_person")["before"].text[2] in text  # when we must tell someone
    assert deck("young_person")["hard_words"].field("advocate").hint in text
    assert "{" not in text
    assert "secret words" not in text  # nobody has any yet
    assert "I will check here" not in text
