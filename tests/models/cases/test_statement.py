"""What a journey's answers become."""

from datetime import date

import pytest

from models.cases.statement import Statement
from models.procedure.terms import Advocate, Journey, Safe, Way

TODAY = date(2026, 11, 23)


def _build(answers, journey=Journey.YOUNG_PERSON):
    return Statement.build(journey, answers, TODAY)


def test_one_tile_is_a_statement():
    told = _build({"about": {"topics": ["school"]}})
    assert told.topics == ("school",)
    assert told.young_person
    assert told.anonymous
    assert not told.empty


@pytest.mark.parametrize("journey", list(Journey))
def test_nothing_said_is_a_statement_of_nothing(journey):
    told = _build({}, journey)
    assert told.account == ""
    assert told.addresses == {}
    assert all(not way.allowed for way in told.ways if way.way is not Way.HERE)


def test_the_record_is_kept_as_given_and_addresses_stay_out_of_the_half_the_person_sees():
    story = '  She said "no".\n\nAgain. \u202e '
    told = _build(
        {
            "tell": {"story": story},
            "contact": {"ways": ["email"]},
            "contact_details": {"email": "kit@example.com", "email_seen": "not_sure"},
        }
    )
    assert told.answers["tell"]["story"] == story
    assert "kit@example.com" not in str(told.answers)
    assert told.confidential["answers"]["contact_details"]["email"] == "kit@example.com"
    assert told.addresses == {"email": "kit@example.com"}
    assert next(way for way in told.ways if way.way is Way.EMAIL).shared


def test_a_way_that_was_unticked_again_is_not_used():
    told = _build({"contact": {"ways": ["here"]}, "contact_details": {"email": "kit@example.com"}})
    assert told.addresses == {}
    assert told.contact.email == ""


@pytest.mark.parametrize(("asked", "hold"), [("ask", True), ("unknown", True), ("", True), ("ok", False)])
def test_only_a_yes_lets_us_talk_to_the_worker_first(asked, hold):
    assert _build({"worker": {"worker": "Dana", "ask_first": asked}}).ask_first is hold


def test_a_young_person_who_named_no_worker_is_not_asked():
    assert not _build({"about": {"topics": ["school"]}}).ask_first


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("now", date(2026, 11, 24)),
        ("week", date(2026, 11, 30)),
        ("unknown", date(2026, 11, 30)),
        ("", date(2026, 11, 30)),
    ],
)
def test_something_about_to_happen_has_a_day_to_decide_by(when, day):
    assert _build({"soon": {"soon": "yes", "when": when}}).freeze_on == day


def test_no_freeze_is_asked_without_a_yes():
    assert _build({"soon": {"soon": "no", "what": ["home"]}}).freeze_on is None


def test_the_wait_for_an_advocate_is_the_persons_own_choice():
    wait = {"advocate": {"advocate": "yes"}, "advocate_yes": {"start": "wait", "shares": ["contact"]}}
    assert _build(wait).wait_for_advocate
    assert _build(wait).advocate is Advocate.YES
    now = {**wait, "advocate": {"advocate": "not_now"}}
    assert not _build(now).wait_for_advocate
    assert _build(now).advocacy.shares == ()


def test_a_parent_is_not_refused_for_being_late_or_for_a_court():
    told = _build(
        {
            "urgent": {"danger": "no"},
            "standing": {"standing": "relative"},
            "children": {"rows": [{"name": "Kit", "born": "2015-02-01", "lives": "with me"}]},
            "points": {"account": "", "rows": [{"what": "Nobody rang.", "when": "May", "who": "", "effect": None}]},
            "when": {"last": "longer"},
            "courts": {"courts": ["family"]},
        },
        Journey.PARENT,
    )
    assert told.over_a_year
    assert told.courts == ("family",)
    assert told.safe is Safe.YES
    assert told.points[0].what == "Nobody rang."
    assert told.children[0].born == date(2015, 2, 1)
    assert not told.anonymous


def test_an_advocates_own_address_is_not_the_childs():
    told = _build(
        {
            "you": {"name": "Ola", "email": "ola@example.org", "role": "advocate"},
            "contact": {"ways": ["text"], "speak_to": "me"},
            "contact_details": {"text_number": "07700 900123"},
            "words": {"child_words": "I want to stay.", "notes": "Met on Monday."},
        },
        Journey.ADVOCATE,
    )
    assert told.addresses == {"email": "ola@example.org"}
    assert told.contact.text_number == "07700 900123"
    assert (told.account, told.notes) == ("I want to stay.", "Met on Monday.")
    assert told.index_values["phone"] == ["07700 900123"]


@pytest.mark.parametrize(
    ("soon", "asked"),
    [
        ({"soon": "yes"}, True),
        ({"soon": "", "what": ["home"], "when": "now"}, True),
        ({"soon": "unknown", "what": ["school"]}, True),
        ({"soon": "", "when": "week"}, True),
        ({"soon": "no", "what": ["home"], "when": "now"}, False),
        ({"soon": "", "when": "unknown"}, False),
        ({"soon": ""}, False),
    ],
)
def test_saying_what_is_about_to_happen_asks_for_it_to_wait_without_the_yes_before_it_y8_e_61(soon, asked):
    assert (_build({"soon": soon}).freeze is not None) is asked
