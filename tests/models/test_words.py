"""The copy deck: what children and adults read, held to the reading targets and to what the service really does."""

import re

import pytest

from models.reading import measure
from models.words import DECKS, MissingWords, deck, fill, places

YOUNG, ADULT = ("young_person", "praise", "files"), {"parent": 6.0, "advocate": 8.0, "pages": 6.0}
JOURNEYS = ("young_person", "praise", "pictures", "parent", "advocate")
LONG_PAGE = {"receipt"}  # the last page may be a little longer
FACTS = {"number": "1", "over": "12", "name": "Sam", "phone": "01632 960100"}
BUTTONS = {
    "already",
    "understand",
    "relative",
    "recording",
    "recordings",
}  # on buttons and for grown-ups: the draft words have them too

PAGES = [(name, entry) for name in YOUNG for entry in deck(name).values()]
ADULTS = [(name, entry) for name in ADULT for entry in deck(name).values()]
ASKED = [(name, entry) for name in JOURNEYS for entry in deck(name).values()]


def named(pair):
    return f"{pair[0]}.{pair[1].id}" if isinstance(pair, tuple) else str(pair)


def filled(text):
    """A date has a weekday, a day and a month: as long as any fact gets."""
    return fill(text, **{place: _fact(place) for place in places(text)})


def _fact(place):
    kinds = {"_days": "10", "_most": "20", "_hours": "24", "_unit": "working days"}
    return next((fact for end, fact in kinds.items() if place.endswith(end)), FACTS.get(place, "Wednesday 25 November"))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_young_persons_page_meets_the_reading_targets_t25(page):
    entry = page[1]
    found = measure(filled(entry.read_first), names=["Leave"])
    assert found.grade <= 3.0
    assert found.ease >= 90
    assert found.mean_sentence <= 10
    assert found.max_sentence <= 16, found.longest
    assert found.words <= (110 if entry.id in LONG_PAGE else 90)


@pytest.mark.parametrize("entry", deck("pictures").values(), ids=lambda entry: entry.id)
def test_a_page_of_the_pictures_meets_targets_of_its_own_t25(entry):
    found = measure(filled(entry.read_first), names=["Leave"])
    assert found.grade <= 1.5
    assert found.ease >= 95
    assert found.mean_sentence <= 5
    assert found.max_sentence <= 8, found.longest
    assert found.words <= 25
    for text in entry.everything():
        if text not in (entry.why, entry.errors.get("long"), entry.errors.get("empty"), entry.say.get("symbol")):
            said = measure(filled(text))
            assert said.max_sentence <= 8, said.longest
            assert (said.jargon, said.hard) == ((), ())


def test_every_choice_of_the_pictures_has_its_picture_and_is_one_that_the_words_have_too():
    words = deck("young_person")
    for entry in deck("pictures").values():
        for name, field in entry.fields.items():
            assert set(field.options) == set(field.symbols)
            assert set(field.options) <= set(words[entry.id].field(name).options)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_sentence_of_a_young_persons_page_is_short_t25(page):
    for text in page[1].everything():
        found = measure(filled(text))
        assert found.max_sentence <= 18, found.longest  # an option or a receipt's line may hold a date


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_young_person_meets_no_jargon_and_no_hard_word_t24(page):
    found = measure(". ".join(map(filled, page[1].everything())), names=["Wednesday", "November", "Leave"])
    assert found.jargon == ()
    assert set(found.hard) <= BUTTONS


def test_the_receipt_as_a_child_reads_it_is_short_enough():
    words = deck("young_person")["receipt"]
    shown = [words.title, *words.text, *(words.said(name) for name in ("number", "words", "keep", "next"))]
    shown += [filled(words.say[name]) for name in ("first", "second", "third", "advocate_yes", "more")]
    assert measure("\n".join(shown)).words <= 130


@pytest.mark.parametrize("page", ADULTS, ids=named)
def test_an_adults_page_meets_its_reading_targets_t26(page):
    name, entry = page
    found = measure(filled(entry.read_first))
    assert found.grade <= ADULT[name]
    assert found.mean_sentence <= 15
    for text in entry.everything():
        assert measure(filled(text)).max_sentence <= 25, text


@pytest.mark.parametrize("page", ASKED, ids=named)
def test_every_question_says_why_who_answers_for_it_and_who_may_skip_it_t29(page):
    entry = page[1]
    assert entry.why
    assert entry.owner
    assert entry.skip


@pytest.mark.parametrize("page", ASKED, ids=named)
def test_every_control_has_a_label_and_every_choice_its_words(page):
    for words in page[1].fields.values():
        assert words.label
        assert all(words.options.values())
        assert set(words.symbols) <= set(words.options)


# Every promise in the words, and the control that keeps it (T30). A promise without one must leave the page.
PROMISES = {
    "We will try to talk to you first.": "safety alert: duty's page asks how the child was spoken to before others",
    "If you say no, we will show you who can help now.": "safety.no, reached from the answer",
    "People who keep children safe will read what you tell us.": "SafetyAlert, accepted by a named person or escalated",
    "If you say no, people who keep children safe will read what you tell us.": "registering a paper raises the alert",
    "Someone on our team will read it.": "clock K-02 triage, and the queue that every new case is in",
    "We will ask you first.": "Case.ask_first: no allocation before the person has answered",
    "We will tell you why if we can not do it.": "answer builder: each wish needs an answer and a why",
    "We will tell you yes or no.": "clock E-63 freeze, one working day",
    "If we can not do it, we will tell you why first.": "keeping_from: above the case until an officer has decided",
    "We will ask for an advocate for you today.": "referring: the provider's mail; clock K-05 until it went",
    "They will get in touch by {advocate_by}.": "clock X-14: red for the officers, and on their page a way to say so",
    "We will tell them your name and how to reach you.": "advocate_yes.shares, `contact`: only what was ticked",
    "We will chase them.": "Not heard?: a mail to the officers, red above the case and on the list of advocates",
    "If you pick none, we will not call, text or write.": "SafeWay: asked by the worker at the moment of sending",
    "When you press Send, our team will get it.": "check.send: the queue has it when the commit is done",
    "Who will read it": "heading of readers.readers_of: only those who can open it",
    "We will ask you before we talk to the person it is about.": "Case.ask_first, and the wall around the person named",
    "We will tell you why.": "extension notice, which moves the clock only when it was sent (K-13)",
}


def promises():
    sentence = re.compile(r"[^.!?]*\bwill\b[^.!?]*[.!?]?", re.IGNORECASE)
    for name in (*JOURNEYS, "pages", "common"):
        for entry in deck(name).values():
            for text in entry.everything():
                if text == entry.why:
                    continue
                for found in sentence.findall(text):
                    if re.search(
                        r"\b(we|someone|team|people .*us|who) (will|may)\b|will (get|read)", found, re.IGNORECASE
                    ):
                        yield entry.id, found.strip()


def test_every_we_will_has_a_control_behind_it_t30():
    said = {sentence for _, sentence in promises()}
    assert said - set(PROMISES) == set()
    assert set(PROMISES) - said == set(), "a promise that no page makes any more"


UNITS = r"(?:working |calendar )?(?:day|week|month|hour|year)s?\b"
NUMBERS = r"(?:\d+|two|three|four|five|ten|twenty)"

COUNTED = {"That is in 1 working day."}  # shown only when the count is one


@pytest.mark.parametrize("name", DECKS)
def test_no_figure_of_days_is_written_by_hand_t30(name):
    for entry in deck(name).values():
        for text in entry.everything():
            assert text in COUNTED or not re.search(rf"\b{NUMBERS} {UNITS}", text, re.IGNORECASE), text
            assert not re.search(r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|Sept)", text), text


def test_a_word_that_is_missing_stops_the_page():
    with pytest.raises(MissingWords):
        deck("young_person")["nothing"]
    with pytest.raises(MissingWords):
        deck("young_person")["safe"].error("nothing")
    with pytest.raises(MissingWords):
        deck("young_person")["advocate_yes"].before()
    with pytest.raises(MissingWords):
        fill("By {day}", week="x")


def test_words_only_promise_ways_that_work_today():
    later = re.compile(r"\b(?:listen to this|voice message us|upload|translate|bsl video)\b", re.IGNORECASE)
    for name in YOUNG:
        for entry in deck(name).values():
            for text in entry.everything():
                assert not later.search(text), text
