"""What was chosen is shown to staff without the day it held when it was asked."""

import pytest

from models.cases.shown_words import questions
from models.procedure.terms import Journey


@pytest.mark.parametrize(
    ("journey", "answers", "reads"),
    [
        (Journey.ADVOCATE, {"start": {"starts": "now"}}, "Now."),
        (Journey.ADVOCATE, {"start": {"starts": "appointment"}}, "From the day I was given to the child."),
        (Journey.YOUNG_PERSON, {"advocate_yes": {"start": "now"}}, "Start now."),
        (Journey.YOUNG_PERSON, {"advocate_yes": {"start": "wait"}}, "Wait for my advocate."),
    ],
)
def test_a_day_that_was_worked_out_then_is_left_out_with_its_sentence(journey, answers, reads):
    (question,) = questions(answers, journey)
    assert question.given[0].texts == (reads,)


def test_a_question_keeps_its_words_without_the_day():
    (question,) = questions({"talked": {"call": True}}, Journey.PARENT)
    assert question.given[0].label == "Would you like a manager to ring you?"
