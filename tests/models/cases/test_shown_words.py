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


def test_of_a_child_who_cannot_tell_staff_read_what_was_asked_about_what_was_seen_2_9():
    told = {"child_words": "She pushed the plate away.", "notes": "Since the move.", "best": "Kit Moss, her teacher"}
    answers = {"instructed": {"instructed": "non_instructed"}, "words": told}
    words = questions(answers, Journey.ADVOCATE)[1]
    assert words.title == "What has the child shown you?"
    assert [(one.label, one.texts[0]) for one in words.given] == [
        ("What the child showed, in their own way", "She pushed the plate away."),
        ("What you or others saw", "Since the move."),
        ("Who knows the child best?", "Kit Moss, her teacher"),
    ]
    (words,) = questions({"words": told}, Journey.ADVOCATE)
    assert (words.title, words.given[0].label) == ("What does the child say?", "The child's own words")
