"""What they answered is heard: about an advocate on the receipt (2.10), about who they are on the next page (P2)."""

import pytest

from models.words import deck
from portal.journeys import PATHS

CONTACT = {"ways": ["text"]}
DETAILS = {"text_number": "07700 900123", "text_seen": "no"}


def at(question, door="your-voice"):
    return f"/{door}/{PATHS[door].number(question)}"


@pytest.mark.parametrize(
    ("answer", "follows", "says"),
    [
        ("yes", {"advocate_yes": {"shares": ["contact"]}}, "We will ask for an advocate for you today."),
        ("not_now", {}, "You said not now to an advocate."),
        (
            "have_one",
            {"advocate_mine": {"name": "Ade", "copies": "ask"}},
            "You have an advocate. We only talk to them in",
        ),
        (
            "not_sure",
            {"advocate_chat": {"chat": "yes"}},
            "An advocate gets in touch for a chat by Wednesday 25 November.",
        ),
        ("not_sure", {"advocate_chat": {"chat": "no"}}, "You can ask for an advocate any time."),
        ("known_person", {"advocate_known": {"name": "Nan", "talk": "yes"}}, "You want help from someone you know."),
        ("", {}, "You can ask for an advocate any time."),
    ],
)
def test_the_receipt_has_a_line_for_each_answer_about_an_advocate_2_10(drafted, answer, follows, says):
    drafted.post(at("advocate"), data={"advocate": answer})
    for question, told in follows.items():
        assert drafted.post(at(question), data=told).status_code == 303
    assert drafted.post("/your-voice/check").status_code == 303
    drafted.get("/your-voice/sent")
    assert says in drafted.page.text
    others = {
        "You have an advocate.",
        "for a chat by",
        "help from someone you know.",
        "You said not now to an advocate.",
    }
    assert [one for one in others if one in drafted.page.text and one not in says] == []


@pytest.mark.parametrize("answer", ["relative", "other", "own_treatment", "helping"])
def test_whom_the_procedure_is_not_plainly_open_to_reads_what_can_happen_p2(portal, answer):
    here = at("standing", "your-say")
    there = portal.post(here, data={"standing": answer}).location
    assert answer not in there, "an address says nothing (T35)"
    portal.get(there)
    says = deck("parent")["standing"].said(answer)
    assert says.startswith("You can carry on.")
    assert says in portal.page.text
    others = {deck("parent")["standing"].said(one) for one in ("relative", "other", "own_treatment", "helping")} - {
        says
    }
    assert not [one for one in others if one in portal.page.text]


def test_whom_it_is_open_to_is_told_nothing_of_the_kind_p2(portal):
    portal.get(portal.post(at("standing", "your-say"), data={"standing": "parent"}).location)
    assert "You can carry on." not in portal.page.text
