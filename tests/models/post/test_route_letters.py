"""The letters of screening and of the ways beside the stages: whole, and a child can read theirs (G-05, T27)."""

from datetime import date
from typing import Any

import pytest

from models.cases.other_routes import next_words
from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.letters import check_complete, compose, council_facts
from models.post.route_letters import ROUTE_LETTERS
from models.procedure.freezing import LIFTED, SAID
from models.procedure.routes import WAYS
from models.procedure.screening import ROUTES
from models.reading import measure

FACTS: dict[str, Any] = {
    **council_facts(load_shipped("ashbourne", date(2026, 4, 1))),
    "reference": "CV-7K3M-9Q", "points": ["The bus pass has not come"], "officer": "Mo Ashe", "advocate": None,
    "extra": "",
    "route_reason": "This is about your bus pass.", "next": "We will ask you.", "reasons": "You told us so.",
    "evidence": "We read your file.", "note": "The bus pass is here now.", "was": "Case concern",
    "now": "Statutory complaint", "answered": True, "to": "statutory", "asks": False, "responder": "Mo Ashe",
    "answer_by": date(2026, 12, 7), "named": "Family Court", "waits": "What the report says",
    "goes_on": "How you were told",
    "ended_on": date(2026, 12, 1), "until": date(2027, 12, 1), "review_on": date(2026, 12, 14), "of_staff": True,
    "new_day": date(2026, 12, 18),
    "whole": True, "began_on": date(2026, 11, 23), "then": date(2026, 12, 30), "waited_for": "",
    "decision": SAID["frozen"][0], "reason": "You can stay.",
}  # fmt: skip
MOVED = {"on_hold": {"was": date(2026, 12, 7)}}
KINDS = [kind.code for kind in ROUTE_LETTERS]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("young_person", [True, False])
def test_every_letter_says_all_that_it_must_g_05(kind: str, young_person: bool) -> None:
    young_person = young_person and CATALOGUE[kind].child
    assert (
        check_complete(
            kind, compose(kind, young_person, **FACTS | MOVED.get(kind, {})).blocks, young_person=young_person
        )
        == []
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if CATALOGUE[kind].child])
def test_a_child_can_read_the_letter_t_27(kind: str) -> None:
    text = compose(kind, True, **FACTS | MOVED.get(kind, {})).text()
    reading = measure(text, ["Ashbourne", "Ombudsman", "December", "Family", "Court"])
    assert reading.grade <= 5, reading
    assert reading.words <= 200
    assert reading.max_sentence <= 16, reading.longest


@pytest.mark.parametrize("way", WAYS)
def test_a_child_can_read_what_happens_next_on_every_way_t_27(way: Any) -> None:
    words = next_words(way, "Mo Ashe", date(2026, 12, 7), child=True)
    assert measure(words, ["Mo", "Ashe", "December", "safeguarding"]).grade <= 5, words
    assert "{" not in words
    reason = ROUTES[way].reasons[0]
    assert reason.child not in words


def test_a_child_can_read_whether_the_change_waits_t_27() -> None:
    for words in (*(child for child, _ in SAID.values()), LIFTED[0]):
        assert measure(words).grade <= 5
