"""What the Ombudsman keeps finding in councils (rules 7), each with how it would show here and the way out of it."""

from typing import NamedTuple


class Fault(NamedTuple):
    title: str
    shows: str  # how it shows in a case of ours
    way_out: str


FAULTS: dict[str, Fault] = {
    "X-01": Fault(
        "The wrong procedure",
        "Dealt with as corporate though their standing is of the children’s procedure, and no second person agreed",
        "Look at it again, and deal with it in the right way from now on",
    ),
    "X-02": Fault(
        "Stage 2 delayed",
        "A day of stage 2 has passed: appointed, drafted, facts checked, reported or answered",
        "Do what is late, or give notice of more time before the day",
    ),
    "X-03": Fault(
        "A next stage that is not begun",
        "They asked for the next stage, and the day to acknowledge it has passed",
        "Acknowledge it. That it was upheld, costs much or brings no more is no reason to refuse",
    ),
    "X-04": Fault(
        "Stage 3 left out",
        "At the Ombudsman instead of a panel, with no yes of theirs written down, or sent back by the Ombudsman",
        "Run the panel after all: it is owed from the day it was asked for",
    ),
    "X-05": Fault(
        "Stage 3 delayed",
        "A day of stage 3 has passed: chair, panel, papers, report or the director’s answer",
        "Fix the day of the panel, or do what is late",
    ),
    "X-06": Fault(
        "Refused because it is more than a year ago, without judging it",
        "Refused, older than a year, and neither question of the test was answered",
        "Judge the time: was it reasonable to expect it earlier, and can it still be looked into fairly?",
    ),
    "X-07": Fault(
        "A late request for a stage turned away",
        "A request for a panel came late, and nobody decided about it within five working days, or it was not taken "
        "without reasons",
        "Decide it for its own reasons. Late is not enough for a no",
    ),
    "X-08": Fault(
        "The statement of complaint drags on",
        "The day to agree the statement has passed",
        "Offer a version again, or go on with the person’s own words",
    ),
    "X-09": Fault(
        "What was promised is not carried out",
        "Something we said we would do, or the Ombudsman recommended, was due and is not marked as done",
        "Do it, mark it as done with how you know, and tell the person",
    ),
    "X-10": Fault(
        "Waiting for a court, and forgotten",
        "It waits for proceedings, and the day to look again has come",
        "Find out whether they have ended. If so, invite the person to send it again",
    ),
    "X-11": Fault(
        "What they have from us in writing is wrong",
        "A day we told them was wrong or moved with a bank holiday, and we have not written to them since",
        "Write to them with the day that counts",
    ),
    "X-12": Fault(
        "The person is not kept informed",
        "They have heard nothing from us for five working days or longer while we work on it",
        "Write to them, even if nothing is new",
    ),
    "X-13": Fault(
        "A part of it is ignored",
        "A point that has no way of its own, though the case was decided",
        "Say how each point is handled, or give it a case of its own",
    ),
    "X-14": Fault(
        "The advocate is late or absent",
        "An advocate was to be offered or in touch by a day that has passed",
        "Chase the provider, or ask another",
    ),
    "X-15": Fault(
        "Upheld, and nothing follows",
        "A point was upheld, and neither what will be done nor why nothing follows is written down",
        "Add what will be done, by whom and by when",
    ),
    "X-16": Fault(
        "It stalls because somebody left",
        "Decided, and its officer, whoever answers or one of the two who investigate has left, or nobody is named; or "
        "somebody from outside has a part that they may not have (G-04)",
        "Name somebody else. Whoever may not have their part: end it under Stage 2 or Stage 3, and appoint another",
    ),
    "X-17": Fault(
        "A measure on contact nobody looks at again",
        "The day to look at it again, or its last day, has passed",
        "Look at it again, or end it and tell them",
    ),
}
