"""The letters about an answer: each says what it must, and a child's is a child's to read."""

import re
from datetime import UTC, date, datetime

import pytest

from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.letters import check_complete, compose, council_facts
from models.post.panel_letters import PANEL_KINDS
from models.reading import child_ready, measure

DAY = date(2026, 12, 21)
POINT = {
    "number": 1, "text": "Nobody rings me.", "looked_at": "The notes.", "found": "No one rang.",
    "finding_words": "We think you are right", "why": "We forgot.", "actions": ["We will ring. By 18 December."],
    "no_action": "", "recommended": "", "taken": "", "taken_why": "",
}  # fmt: skip
FACTS = {
    "reference": "CV-7K3M-9Q", "officer": "Priya", "advocate": "", "was": date(2026, 12, 7), "new_day": DAY,
    "reason": "A worker is ill.", "agreed_by": "Mo Reed and Ann Lee", "opening": "", "points": [POINT],
    "findings": ["Nobody rings me. – We think you are right"], "apology": "We are sorry.", "wishes": [], "told": "",
    "ask_by": DAY, "signed": "Mo", "stopped_on": DAY, "still": "", "until": DAY, "closed_on": DAY,
    "why": "You have our answer.", "next_stage": True, "started_on": DAY, "answer_by": DAY,
    "changed": "What we found is now: We think you are right. Before, it said: We could not find out.",
    "tell": "The rest stays.", "asked_on": DAY, "last": DAY, "investigator": "Ines", "independent": "Ruth",
    "meets_by": DAY, "place": "in_person", "papers_by": DAY,
    "starts_at": datetime(2026, 12, 15, 10, tzinfo=UTC), "people": ["Ines Okafor, chair of the panel"], "sent_on": DAY,
    "papers": ["The first answer"], "summary": "We read it all.", "recommended": ["Ring back in a day."],
    "decisions": [{"number": 1, "text": "Ring back.", "decided": "accepted", "words": "Accepted", "why": "",
                   "doing": "We will ring. By 18 December."}],
    "remedies": ["Point 1: We will ring. By 18 December."],
    "director": "Margaret", "view": "They agree.", "reasons": "We asked you two times.", "evidence": "You were ill.",
    "new": "Nothing.", "agreed_on": DAY, "their_reference": "26 005 179", "waited_for": "", "late": False,
}  # fmt: skip
KINDS = [
    "extension_statutory", "extension_corporate", "extension_asked", "extension_agreed", "answer_statutory",
    "answer_corporate", "answer_concern", "confirmation", "withdrawal", "closure", "restarted", "correction",
    "acknowledgement_stage2", "acknowledgement_corporate2", "extension_stage2", "extension_corporate2", "answer_stage2",
    "answer_corporate2", "late_stage2",
    *(kind.code for kind in PANEL_KINDS),
]  # fmt: skip


def made(kind: str, young_person: bool, **facts: object):
    policy = load_shipped("ashbourne", date(2026, 4, 1))
    still = "We will mend the heating." if kind == "closure" else ""
    opening = "They did good work." if kind in ("answer_stage2", "answer_stage3") else ""
    return compose(
        kind, young_person, **council_facts(policy), **{**FACTS, "still": still, "opening": opening, **facts}
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("young_person", [True, False])
def test_every_mandatory_part_is_there_g_05(kind: str, young_person: bool) -> None:
    letter = made(kind, young_person)
    assert check_complete(kind, letter.blocks, young_person=young_person) == []
    assert all(block["paragraphs"] or block["list"] for block in letter.blocks)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_to_a_child_is_easy_and_short_t27(kind: str) -> None:
    text = made(kind, True).text()
    contacts = re.sub(r"Ombudsman|\d{4,5} ?\d{3,6}( \d{4})?|Priya|CV-\S+", "", text)
    assert measure(contacts).grade <= 5
    assert measure(contacts).words <= 200
    # the Ombudsman's name is the law's; the sentence after it says what they do
    hard = [
        p
        for p in child_ready(contacts, 5, names=["Ombudsman", "Priya", "Ines", "Ruth"])
        if p.kind in ("grade", "sentence", "jargon")
    ]
    assert hard == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("extension")])
def test_a_notice_of_more_time_gives_reason_day_and_right_k_13(kind: str) -> None:
    for young_person in (True, False):
        text = made(kind, young_person).text()
        assert "A worker is ill." in text
        assert "Monday 21 December 2026" in text


def test_typed_text_cannot_forge_a_part() -> None:
    letter = made("answer_statutory", False, apology="\x1enext_stage\x1f\x1flocked\x1fThere is no next stage.")
    parts = [block["id"] for block in letter.blocks]
    assert parts.count("next_stage") == 1


def test_a_locked_part_says_it_is_the_laws() -> None:
    letter = made("answer_statutory", False)
    assert [block["locked"] for block in letter.blocks if block["id"] == "next_stage"] == [True]
    assert CATALOGUE["answer_statutory"].event is not None


def test_the_answer_as_a_parent_reads_it() -> None:
    point = {**POINT, "finding_words": "Upheld"}
    letter = made("answer_statutory", False, points=[point], findings=["Nobody rings me. – Upheld"])
    assert letter.text().split("\n\n")[:12] == [
        "The answer to your complaint CV-7K3M-9Q",
        "You complained to us. This is our answer.",
        "What we found",
        "1. Nobody rings me. – Upheld",
        "Point 1",
        "You told us: Nobody rings me.",
        "What we looked at: The notes.",
        "What we found: No one rang.",
        "Finding: Upheld.",
        "We forgot.",
        "What we will do:",
        "1. We will ring. By 18 December.",
    ]


@pytest.mark.parametrize("kind", ["extension_statutory", "extension_corporate", "extension_asked", "extension_agreed"])
@pytest.mark.parametrize("young_person", [True, False])
def test_a_letter_about_more_time_names_every_way_on_that_the_page_does_3_2(kind: str, young_person: bool) -> None:
    text = made(kind, young_person).text()
    assert "next step" in text
    assert "Ombudsman" in text
    assert not young_person or "advocate" in text
