"""Every word on the person's own page and on the safety pages can be read by a child (T24, T25), and promises nothing
that no control keeps (T30)."""

import re
from typing import Any

import pytest

from models.reading import child_ready, measure
from models.words import deck, places
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

GRADE, EASE, MEAN = 3.0, 90, 10
KNOWN = {"reference", "ombudsman", "holiday"}  # each is explained where it first stands, or every child knows it
FACTS = {"who": "Mo", "date": "Monday 7 December", "day": "Monday 7 December", "time": "9am", "hours": "9am to 5pm"}
ANY = 99.0  # one sentence alone swings too far to be graded; the page as a whole is

ENTRIES = [(name, key) for name in ("tracking", "safety") for key in deck(name)]
# Each promise, and the page or the verb that keeps it.
KEPT = {
    "will write to you here": "the acknowledgement, ACKNOWLEDGE clock",
    "will pass it on": "closing a thank you, THANKED",
    "will not ask for your birthday": "reissuing: no such field exists",
    "will ask for one today": "referring.ask_provider: the worker mails the provider",
    "will ask for an advocate": "referring.ask_provider: the worker mails the provider",
    "will hear of it until you tell us": "allocating.give and contributing.ask refuse while ask_first holds",
    "will not talk to them": "asking_first: a no stays above the case, and who answers reads it",
    "will write to you and say": "asking_first.tell_what_is_left: until then nobody can be given the case",
    "will ask for someone to call you": "referring.ask_provider, a chat",
    "will read it and": "points: settle a change",
    "will look at what you said": "points: settle a change",
    "will show it": "tracking.show_sent",
    "will give you new": "reissuing.make",
    "will get it": "alerting.raise_alert",
    "will read it": "duty.alert, escalated after 15 minutes",
    "will try to talk to you first": "duty.finish records it",
    "will keep it": "alerting.raise_alert",
    "will not call": "contacting.change: no way is left but the page",
    "will look at what is in this list": "stage 2: the statement is what investigators are given",
    "will write a new list": "admin statement.begin: the next version",
    "will wait for you": "pausing.begin: our days move with it",
    "will ask you again": "following.wait_over: their page asks, and late.ask_again writes where that is safe",
    "will keep to that": "contacting.still_safe",
    "will talk to you first": "extending.answer_request, TALK",
    "will meet by": "the panel's clock, S3_PANEL (T30)",
    "will answer it": "the director's response, S3_RESPONSE clock",
    "will answer by": "the answer's clock: S1_RESPONSE or C1_RESPONSE (T30)",
    "will answer you": "the answer, S1_RESPONSE clock",
    "will look now": "next stage: C2_REQUESTED",
    "will tell you what they did": "their_alerts.TOLD: who closes an alert says if they told them",
    "will tell you when you will hear": "C2_ACKNOWLEDGE clock",
    "will see what you say": "the file is sealed to staff",
    "will not see it": "alerting.raise_alert walls whom a typed name may mean",
    "will not change the help": "said by law, not by a control",
}


def filled(text: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: FACTS.get(place[1], "2"), text)


@pytest.mark.parametrize(("name", "key"), ENTRIES)
def test_each_text_has_no_hard_word_and_no_long_sentence(name: str, key: str) -> None:
    for text in filter(None, deck(name)[key].everything()):
        problems = [problem for problem in child_ready(filled(text), ANY, names=["Mo"]) if problem.kind != "grade"]
        assert not [problem for problem in problems if problem.what.lower() not in KNOWN], f"{text!r}: {problems}"


@pytest.mark.parametrize(("name", "key"), ENTRIES)
def test_each_entry_as_a_whole_meets_the_targets(name: str, key: str) -> None:
    text = "\n".join(filled(text) for text in deck(name)[key].everything() if text)
    reading = measure(text, ["Mo"])
    assert reading.grade <= GRADE, (reading.grade, text)
    assert reading.ease >= EASE, (reading.ease, text)
    assert reading.mean_sentence <= MEAN, reading.mean_sentence


def test_no_date_is_written_into_the_deck() -> None:
    days = "january|february|march|april|june|july|august|september|october|november|december|monday|tuesday"
    for name, key in ENTRIES:
        for text in deck(name)[key].everything():
            assert not re.search(rf"\b({days})\b", text.lower()), text


def test_every_promise_has_something_behind_it() -> None:
    for name, key in ENTRIES:
        for text in deck(name)[key].everything():
            for promise in re.findall(r"(?<!\bi )\bwill [a-z ]+", text.lower()):
                assert any(known.startswith(promise.strip()) or promise.startswith(known) for known in KEPT), text


def test_nothing_says_please_or_sorry_in_an_error() -> None:
    for name, key in ENTRIES:
        for text in deck(name)[key].errors.values():
            assert not re.search(r"\b(please|sorry|valid|invalid|oops)\b", text.lower()), text
            assert not places(text)


@pytest.mark.parametrize("path", ["", "/points", "/messages", "/reach", "/6", "/5", "/4", "/sent", "/words"])
def test_the_pages_as_drawn_can_be_read(portal: Any, db: Any, keys: Any, path: str) -> None:
    case_with_words(db, keys)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    html = portal.get(f"/your-page{path}").get_data(as_text=True)
    main = html.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    text = re.sub(r"<[^>]+>", "\n", re.sub(r"<(script|style).*?</\1>", "", main, flags=re.DOTALL))
    reading = measure(re.sub(r"\s*\n\s*", "\n", text).replace(REFERENCE, ""), ["Wednesday"])
    assert reading.grade <= GRADE, (reading.grade, text)
    assert reading.mean_sentence <= MEAN
    assert reading.max_sentence <= 16, reading.longest
    assert not {word.lower() for word, _ in reading.jargon} - KNOWN
    assert not {word.lower() for word in reading.hard} - KNOWN - {"recording"}, reading.hard
