"""The points that an officer begins from: what a mail says, and not how it begins and ends (E-07, P-07)."""

import pytest

from models.cases.paragraphs import said_in

SAYS = ["Nobody told me of the meeting.", "The report has the wrong school in it."]
BODY = "\n\n".join(SAYS)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Dear Sir or Madam,\n\n{BODY}\n\nYours faithfully,\n\nDana Whitfield\n12 Larch Road\n07700 900111",
        f"{BODY}\n\nBeryl Tansley",
        f"Hi\n{BODY}\n\nThanks\nDana",
        f"Good morning,\n\n{BODY}\n\nKind regards\nDana\n\nSent from my iPhone",
        f"{BODY}\n\nMany thanks,\n\nOn Mon, 9 Nov 2026 at 10:02, Complaints <c@council.example> wrote:\n> Please wait.",
        f"Hello all,\n\n{BODY}\n\n-----Original Message-----\nFrom: Team\nDear Dana,\n\nWe are sorry.",
    ],
)
def test_greeting_signature_and_the_mail_it_answers_are_no_points(text):
    assert said_in(text) == SAYS


@pytest.mark.parametrize(
    "text",
    [
        "Dear me, nobody rang. I waited all day.",
        "Thanks to Rosa I have a room. Nobody else helped.",
        "Hello is what she said, and then she shut the door. I was shocked.",
    ],
)
def test_a_sentence_that_begins_like_a_greeting_stays(text):
    assert said_in(text) == [text]


def test_a_goodbye_in_the_middle_takes_nothing_away():
    long = "After that I wrote down every call that I made and every call that nobody answered."
    assert said_in(f"She said\n\nThanks\n\n{long}") == ["She said", "Thanks", long]


def test_a_mail_of_nothing_but_a_greeting_is_still_there_to_read():
    assert said_in("Hello") == ["Hello"]
    assert said_in("  ") == []
    assert len(said_in("\n\n".join(f"Point {n}." for n in range(30)))) == 10
