"""The journeys as tables: the way through them, and the least and the most that they ask of a person."""

import re
from collections import Counter

import pytest

from models.words import deck
from portal.journeys import DOORS, PATHS, carry_on, young_person
from portal.journeys.step import Path

BANNED = ("complaint", "abuse", "social", "protection")


def _pages(path: Path, answers) -> list[str]:
    number, found = 0, []
    while (number := path.after(number, answers)) is not None:
        found.append(path.steps[number - 1].id)
    return found


def test_one_tile_is_six_pages_seven_taps_and_no_key_t49():
    """Start, before you start, safe, about, check, sent. A tap on each door, answer and button."""
    path = PATHS["your-voice"]
    pages = ["start", *_pages(path, {})[:3], "check", "receipt"]
    assert pages == ["start", "before", "safe", "about", "check", "receipt"]
    assert path.may_send(path.number("about"))
    assert len(pages) <= 6


@pytest.mark.parametrize(
    ("answer", "follows"),
    [
        ("yes", ["advocate_yes"]),
        ("have_one", ["advocate_mine"]),
        ("not_sure", ["advocate_chat"]),
        ("known_person", ["advocate_known"]),
        ("not_now", []),
        ("", []),
    ],
)
def test_every_answer_about_an_advocate_has_its_own_page_at_most(answer, follows):
    pages = _pages(PATHS["your-voice"], {"advocate": {"advocate": answer}})
    assert [page for page in pages if page.startswith("advocate_")] == follows


def test_the_whole_of_it_is_seventeen_pages_at_most_t50():
    answers = {
        "about": {"topics": ["social_worker", "school"]},
        "advocate": {"advocate": "yes"},
        "contact": {"ways": ["text", "call"]},
    }
    assert len(["start", *_pages(PATHS["your-voice"], answers), "check", "receipt"]) <= 17


def test_a_parent_with_one_point_has_twenty_pages_at_most_t51():
    answers = {
        "standing": {"standing": "parent"},
        "responsibility": {"responsibility": "yes"},
        "contact": {"ways": ["email"]},
        "when": {"last": "year"},
    }
    assert len(["start", *_pages(PATHS["your-say"], answers), "check", "receipt"]) <= 20


@pytest.mark.parametrize("topics", [["social_worker"], ["carers", "school"]])
def test_a_complaint_about_a_worker_asks_who_must_not_know(topics):
    assert "worker" in _pages(PATHS["your-voice"], {"about": {"topics": topics}})


def test_a_complaint_about_school_does_not_ask_for_a_name():
    assert "worker" not in _pages(PATHS["your-voice"], {"about": {"topics": ["school"]}})


@pytest.mark.parametrize("standing", deck("parent")["standing"].fields["standing"].options)
@pytest.mark.parametrize("last", ["year", "longer", "ongoing", ""])
def test_no_standing_and_no_lateness_ends_a_parents_journey(standing, last):
    answers = {"standing": {"standing": standing}, "when": {"last": last}}
    pages = _pages(PATHS["your-say"], answers)
    assert {"points", "wants", "contact"} <= set(pages)
    assert ("sooner" in pages) == (last == "longer")


def test_only_those_whose_standing_settles_nothing_are_asked_how_they_are_involved():
    asked = {"standing": {"standing": "relative"}, "responsibility": {"responsibility": "no"}}
    assert "involved" in _pages(PATHS["your-say"], asked)
    assert "involved" not in _pages(PATHS["your-say"], {"standing": {"standing": "special_guardian"}})


@pytest.mark.parametrize("path", PATHS.values(), ids=lambda path: path.door)
def test_back_is_the_way_we_came(path):
    for answers in ({}, {"about": {"topics": ["carers"]}, "advocate": {"advocate": "yes"}}):
        number = path.after(0, answers)
        while (after := path.after(number, answers)) is not None:
            assert path.before(after, answers) == number
            number = after


@pytest.mark.parametrize("path", PATHS.values(), ids=lambda path: path.door)
def test_every_question_has_its_words_and_every_control_its_label(path):
    for step in path.steps:
        entry = path.entry(step)
        if step.form is not None:
            shown = {*step.form.kinds, *getattr(step.form, "row_kinds", {})}
            assert shown <= set(entry.fields)


@pytest.mark.parametrize("path", PATHS.values(), ids=lambda path: path.door)
def test_addresses_and_titles_do_not_say_what_this_is_t35(path):
    titles = [path.entry(step).title for step in path.steps] + [path.words[page].title for page in ("check", "receipt")]
    for text in (path.door, path.service, *titles):
        assert not [word for word in BANNED if word in text.lower()], text


def test_who_is_not_safe_can_carry_on_where_they_were():
    for journey, door in DOORS.items():
        path, number = PATHS[door], carry_on(journey)[1]
        assert path.step(number)
    assert carry_on(young_person.PATH.journey) == ("your-voice", 3)


TELLING = re.compile(r"safe|scared|danger|worse|stop|advocate|abuse|complain|social|not[-_]now|not[-_]sure|worried")


def test_no_address_holds_a_telling_word_t35(portal):
    for rule in portal.application.url_map.iter_rules():
        if rule.endpoint != "static" and "GET" in rule.methods:
            assert not TELLING.search(rule.rule), rule.rule


def test_no_title_in_a_history_gives_an_answer_away_t35():
    for name in ("young_person", "parent", "advocate", "praise", "tracking", "safety", "pages"):
        for key, entry in deck(name).items():
            if (name, key) not in {("tracking", "alert"), ("tracking", "ask_worse")}:
                assert not re.search(r"safe|scared|danger|worse|\bstop\b|advocate|abuse", entry.tab.lower()), (
                    name,
                    key,
                )


def test_what_an_answer_leads_to_is_a_number_in_the_address_t35(portal):
    scared = portal.post("/your-voice/6", data={"feelings": ["scared"]}).location
    assert re.fullmatch(r"/your-voice/\d+\?s=\d", scared)
    assert portal.post("/your-voice/2", data={"safe": "no"}).location == "/now/1"
    portal.get(scared)
    assert "Do you want to tell us if you are safe?" in portal.page.text


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_nothing_is_asked_twice_on_one_way_through_t17(path):
    """What a question is for is its words; pages that only one answer leads to are another way through."""
    asked = Counter(
        field.label
        for step in path.steps
        if not step.id.startswith("advocate_") and not step.aside
        for field in path.entry(step).fields.values()
        if field.label
    )
    assert [label for label, times in asked.items() if times > 1] == []
