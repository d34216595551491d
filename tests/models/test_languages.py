"""Every other language says what English says: all of it, with the same facts, and nothing that could harm a page."""

import re
from datetime import UTC, date, datetime

import pytest

from models import languages
from models.formats import ago, long_date, moment, near_date
from models.languages import ENGLISH, PLACE, fill, known, number, places, speaking
from models.words import DECKS, OURS, Untranslated, deck, said, table

COMPLETE = True  # on: a language that is shipped has words for everything (its drafts catch up before a release)
OTHERS = [code for code in known() if code != ENGLISH]
FILES = [(code, name) for code in OTHERS for name in DECKS]
TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ROOM = 12  # a label of one short word may need two
NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)


def texts(content, path=(), depth=0):
    """Every text by its place in the file."""
    if isinstance(content, dict):
        for key, inner in content.items():
            yield from () if key in OURS[depth] else texts(inner, (*path, key), depth + 1)
    elif isinstance(content, list):
        for place, inner in enumerate(content):
            yield from texts(inner, (*path, place))
    elif content:
        yield path, content


def pairs(code, name):
    english = dict(texts(table(name, ENGLISH)))
    return [(path, english.get(path), text) for path, text in texts(table(name, code))]


@pytest.mark.skipif(not COMPLETE, reason="the drafts are being written")
@pytest.mark.parametrize(("code", "name"), FILES)
def test_a_shipped_language_has_words_for_everything(code, name):
    there = {path for path, _ in texts(table(name, code))}
    assert {path for path, _ in texts(table(name, ENGLISH))} - there == set()
    assert not [text for entry in deck(name, code).values() for text in entry.everything() if type(text) is not str]


@pytest.mark.skipif(not COMPLETE, reason="the drafts are being written")
@pytest.mark.parametrize(("code", "name"), FILES)
def test_it_says_nothing_that_english_does_not_say(code, name):
    assert [path for path, english, _ in pairs(code, name) if english is None] == []


@pytest.mark.parametrize(("code", "name"), FILES)
def test_it_has_the_same_facts_and_no_figure_of_its_own_t30(code, name):
    for path, english, text in pairs(code, name):
        if english is not None:
            assert places(text) == places(english), path
            assert re.findall(r"\d{3,}", text) == re.findall(r"\d{3,}", english), path


@pytest.mark.parametrize(("code", "name"), FILES)
def test_it_is_plain_text_without_marks_that_turn_the_direction(code, name):
    for path, _, text in pairs(code, name):
        assert not re.search(r"[<>&]|javascript:|https?:", text), path
        assert not TURNS.search(text), path
        assert "{" not in PLACE.sub("", text), path


@pytest.mark.parametrize(("code", "name"), FILES)
def test_it_is_not_twice_as_long(code, name):
    for path, english, text in pairs(code, name):
        if english is not None:
            assert len(PLACE.sub("{}", text)) <= 2 * len(PLACE.sub("{}", english)) + ROOM, path


@pytest.mark.parametrize("code", known())
def test_a_language_can_write_dates_and_plurals_and_says_who_has_checked_it(code):
    language = known()[code]
    assert (len(language.months), len(language.weekdays)) == (12, 7)
    assert set(language.dates) == set(known()[ENGLISH].dates)
    assert language.direction in ("ltr", "rtl")
    assert all((language.name, language.english, language.offer, language.reviewed))
    forms = {language.form_of(count) for count in range(1000)}
    assert forms == set(range(len(forms)))
    for name in DECKS:
        for _, _, text in pairs(code, name):
            for place in PLACE.finditer(text):
                assert not place[2] or place[2].count("|") == len(forms), text


def test_dates_are_written_as_each_language_writes_them():
    day = date(2026, 12, 7)
    with speaking("pl"):
        assert long_date(day) == "7 grudnia 2026 (poniedziałek)"
        assert moment(NOON) == "7 grudnia 2026, 12:00"
        assert ago(datetime(2026, 12, 7, 11, 38, tzinfo=UTC), NOON) == "22 minuty temu"
        assert number(12_000) == "12\u00a0000"
    with speaking("ar"):
        assert near_date(day) == "الاثنين 7 ديسمبر"
        assert ago(datetime(2026, 12, 7, 11, 58, tzinfo=UTC), NOON) == "قبل دقيقتين"
    assert long_date(day) == "Monday 7 December 2026"


def test_a_fact_in_another_script_does_not_turn_the_sentence_t15():
    with speaking("ar"):
        assert fill("رقمك {reference}.", reference="HV-7K3M") == "رقمك \u2068HV-7K3M\u2069."
    assert fill("Your number {reference}.", reference="HV-7K3M") == "Your number HV-7K3M."


@pytest.mark.parametrize(("count", "shown"), [(1, "1 dzień"), (2, "2 dni"), (5, "5 dni"), (22, "22 dni")])
def test_a_plural_takes_the_form_of_its_number(count, shown):
    with speaking("pl"):
        assert fill("{days} {days|dzień|dni|dni}", days=count) == shown


def test_what_has_no_words_yet_is_shown_in_english_and_marked_as_english():
    assert Untranslated("It is <here>").__html__() == '<span lang="en" dir="ltr">It is &lt;here&gt;</span>'
    with speaking("ar"):
        assert isinstance(said(Untranslated("By {day}"), day="Monday"), Untranslated)
        assert said(Untranslated("{n} {n|day|days}"), n=2) == "2 days"


def test_speaking_ends_when_it_ends():
    with speaking("ar"):
        assert deck("common")["layout"].said("help") != deck("common", ENGLISH)["layout"].said("help")
    assert languages.current().code == ENGLISH
