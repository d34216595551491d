"""Every answer to every public question, as staff and who asks for their papers read it (experience 6.3, SAR-03)."""

import re

import pytest

from models.access.asked import asked_and_said, who_they_are
from models.cases.shown_words import questions
from models.fields import DateField, PickField, TilesField
from portal.journeys import PATHS

STEPS = [
    pytest.param(path.journey, step, id=f"{door}-{step.id}")
    for door, path in PATHS.items()
    for step in path.steps
    if step.form is not None
]
RAW = re.compile(r"\d{4}-\d{2}-\d{2}|\b[a-z0-9]+_[a-z0-9_]+\b|[{}]")
TYPED = "Sam wrote this"


def codes(field) -> list[str]:
    return [str(choice[0]) for choice in field.choices]


def told(form, place: int) -> dict[str, object]:
    """Something in every field; of what is picked, the choice of that place."""
    given: dict[str, object] = {}
    for field in form:
        if isinstance(field, TilesField):
            given[field.short_name] = codes(field)
        elif isinstance(field, PickField):
            given[field.short_name] = codes(field)[place % len(codes(field))]
        elif isinstance(field, DateField):
            given[field.short_name] = "2026-03-04"
        elif field.type == "FieldList":
            given[field.short_name] = [told(field.append_entry().form, place)]
        else:
            given[field.short_name] = TYPED
    return given


def offered(form) -> dict[str, list[str]]:
    return {field.short_name: codes(field) for field in form if isinstance(field, TilesField | PickField)}


@pytest.mark.parametrize(("journey", "step"), STEPS)
def test_every_answer_is_read_in_words(journey, step) -> None:
    most = max([1, *map(len, offered(step.form()).values())])
    for place in range(most):
        answers = {step.id: told(step.form(), place)}
        (question,) = questions(answers, journey)
        lines = [*asked_and_said(question), *(who_they_are({"answers": answers}, journey))]
        assert [line for line in lines if RAW.search(line)] == []
        chosen = [text for given in question.given if not given.typed for text in given.texts]
        assert not set(chosen) & {code for each in offered(step.form()).values() for code in each}
        assert all(given.label[0].isupper() and len(given.label) > 2 for given in question.given)
        assert question.title not in ("That is OK", "It is OK to say this", "Keep it safe"), "no comfort is a question"


def test_what_only_staff_open_is_told_once_and_in_words_sar_03() -> None:
    answers = {
        "who": {"full_name": "Sam Lee", "born": "2012-03-04"},
        "contact_details": {"text_number": "07700 900123"},
    }
    card = {"call_if_other": "end", "text_number": "07700 900123"}
    kept = {"full_name": "Sam Lee", "born": "2012-03-04", "contact": card, "needs": {"who_talks": "woman"}}
    assert list(who_they_are({**kept, "answers": answers}, PATHS["your-voice"].journey)) == [
        "Who are you?\nYour full name: Sam Lee", "Your birthday: 4 March 2012",
        "How to reach you\nWhat number can we text? 07700 900123", "If somebody else answers: End the call",
        "Whom they want to talk to: A woman",
    ]  # fmt: skip


def test_an_address_alone_is_read_beside_what_it_is_of() -> None:
    journey = PATHS["thanks"].journey
    (question,) = questions({"use": {"email": "sam@home.example"}}, journey)
    assert list(asked_and_said(question)) == [
        "Can we use your words?\nYour email, if you want to hear back: sam@home.example"
    ]
