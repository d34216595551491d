"""The reading measure: held to the scores of the draft words, which another tool measured."""

import json
from pathlib import Path

import pytest

from models.reading import age_of, child_ready, measure, syllables

DRAFT = json.loads((Path(__file__).parent / "draft_words.json").read_text())

# The other tool rounded syllables for each word to one decimal (up to 0.6 of a grade, 4.3 of ease) and counted them by
# hyphenation, which misses a final -y or -er ("any", "over": one); ours counts what is said: a little stricter.
GRADE, EASE = 1.1, 9.0


@pytest.mark.parametrize("page", DRAFT, ids=lambda page: page["name"])
def test_the_measure_agrees_with_the_draft_words(page):
    found = measure(page["text"])
    assert found.words == page["words"]
    assert found.max_sentence == page["max_sentence"]
    assert found.mean_sentence == pytest.approx(page["mean_sentence"], abs=0.051)
    assert found.grade == pytest.approx(page["fk"], abs=GRADE)
    assert found.ease == pytest.approx(page["fre"], abs=EASE)


@pytest.mark.parametrize("page", [page for page in DRAFT if page["id"] != "P"], ids=lambda page: page["name"])
def test_the_draft_words_have_no_hard_word_and_no_jargon(page):
    names = ("Sam", "Mo")
    assert measure(page["text"], names).hard == ()
    assert measure(page["text"], names).jargon == ()


@pytest.mark.parametrize(
    ("word", "count"),
    {
        "a": 1, "home": 1, "moved": 1, "wanted": 2, "going": 2, "something": 2, "family": 2, "every": 2, "idea": 3,
        "period": 3, "decision": 3, "question": 2, "social": 2, "complaint": 2, "safeguarding": 3, "placement": 2,
        "didn't": 2, "can't": 1, "table": 2, "places": 2, "homes": 1, "999": 1, "advocate": 3, "representation": 5,
        "careful": 2, "safely": 2, "remember": 3, "together": 3, "children": 2, "worries": 2, "people": 2, "use": 1,
    }.items(),
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(word, count):
    assert syllables(word) == count


def test_a_letter_in_the_councils_language_is_not_ready_for_a_child():
    text = (
        "Further to your representation regarding contact, the investigating officer will ensure that the outcome of "
        "the assessment is communicated to all relevant professionals following consideration of your placement."
    )
    problems = child_ready(text, 6)
    assert {problem.kind for problem in problems} == {"grade", "sentence", "jargon", "word"}
    assert ("contact", "seeing your family") in {(problem.what, problem.instead) for problem in problems}


def test_plain_words_are_ready_for_a_child():
    assert child_ready("You asked to see your brother more. We agree. You will see him each Sunday.", 5) == []


def test_a_name_is_not_a_hard_word():
    assert measure("Your new worker is Olivia Montgomery.").hard == ()
    assert measure("Aurelia will call you.", names=["Aurelia"]).hard == ()


def test_nothing_reads_as_nothing():
    assert measure("  \n ").words == 0
    assert child_ready("", 5) == []


def test_a_long_text_is_measured_fast_enough_to_do_while_typing():
    assert measure("They did not listen to me. " * 2000).words == 12_000


def test_what_is_not_english_is_not_measured() -> None:
    assert child_ready("Napiszemy do Ciebie do piątku i powiemy, co postanowiliśmy w sprawie przeprowadzki.", 3.0) == []
    assert child_ready("سنكتب إليك قبل نهاية يوم الجمعة لنخبرك بما قررناه بشأن انتقالك.", 3.0) == []
    assert child_ready("We will write to you by Friday and inform you of the determination of the application.", 3.0)


def test_long_words_that_a_child_seldom_meets_count_however_short_the_sentences_2_2():
    hard = measure("We will go on. It is notwithstanding that. It was safeguarding partnership arrangements. We will.")
    assert hard.rare == ("notwithstanding", "safeguarding", "partnership", "arrangements")
    assert hard.grade <= 6.5, "by the usual figure alone it would look easy"
    assert hard.rated > hard.grade
    assert hard.age >= 15
    problems = child_ready("We will go on. It is notwithstanding that. It is a partnership arrangement. We will.", 6)
    assert {"partnership", "arrangement", "notwithstanding"} <= {problem.what for problem in problems}
    assert any(problem.said.endswith("Use shorter words.") for problem in problems if problem.kind == "grade")


def test_one_rare_word_is_pointed_out_and_what_children_say_is_no_rare_word():
    one = measure("We wrote to the ombudsperson about you. You can see it too. We will tell you more soon.")
    assert one.rare == ("ombudsperson",)
    assert one.rated == one.grade
    assert measure("My grandmother has an appointment. Everybody was comfortable. I got the information.").rare == ()


@pytest.mark.parametrize(("grade", "said"), [(-1.0, "about age 5"), (5.2, "about age 10"), (14.0, "age 17 or more")])
def test_a_figure_is_said_as_an_age_in_words(grade, said):
    assert age_of(grade) == said
