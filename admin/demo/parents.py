"""Parents, carers and relatives whose complaint is open, on both procedures."""

from admin.demo.answers import ADULT_OPENING, ADULT_SORRY, ADULT_WISHES, DECISION, LATE_HELP, MANNER, REPORT
from admin.demo.story import told
from admin.demo.tale import Found, Tale
from admin.demo.tellings import parent
from admin.demo.world import Moments
from models.procedure.judgements import Judging
from models.procedure.standing import Standing
from models.procedure.terms import Channel, Journey, Procedure, Way

P = Journey.PARENT
LATE = "Short breaks agreed for {} did not begin"
UNTRUE = "The assessment contains statements that you did not make"


def writes(t: Tale, who: str, *found: Found) -> None:
    sorry = ADULT_SORRY if any(one.finding in ("upheld", "partially_upheld") for one in found) else ""
    t.writes(who, found, opening=ADULT_OPENING, apology=sorry, wishes=ADULT_WISHES)


def answers(t: Tale, who: str, *found: Found) -> None:
    """Written, checked by a second person, and let go."""
    writes(t, who, *found)
    t.is_checked_and_goes(who)


def just_sent(t: Tale) -> Moments:
    yield t.world.ago(hours=2)
    t.sends(P, parent(
        "Rachel Denham", "Our social worker has cancelled the last four visits, each time on the day. My son sits by "
        "the window waiting. Nobody rings to say who will come instead.", child=("Oscar Denham", "2016-04-12"),
        email="rachel.denham@mail.example",
    ))  # fmt: skip


def long_ago(t: Tale) -> Moments:
    """More than a year ago: a flag for the officer, never a refusal by itself."""
    yield t.world.back(3, "21:10")
    t.sends(P, parent(
        "Gwen Parry", "When my daughter was born in care proceedings I was told I had no right to an advocate. I know "
        "now that was wrong.", last="longer", child=("Elin", "2023-01-30"), email="gwen.parry@mail.example",
        more={"sooner": {"why": "I was ill for a long time after and could not face reading the papers."}},
    ))  # fmt: skip


def second_person(t: Tale) -> Moments:
    """The corporate route for a parent needs a second person's agreement (X-01)."""
    yield t.world.back(2, "11:05")
    t.sends(P, parent(
        "Colin Baird", "The school transport contractor left my daughter at the wrong gate twice.",
        child=("Isla Baird", "2015-09-09"), wants=["no_repeat", "apology"], email="colin.baird@mail.example",
    ))  # fmt: skip
    yield t.world.back(1, "10:30")
    t.decides(
        "owen", Procedure.CORPORATE, "not_function", "School transport left Isla at the wrong gate twice",
        responder="stephen", standing=Standing.PARENT,
    )  # fmt: skip


def grandmother(t: Tale) -> Moments:
    """Whether her interest in the children is enough has still to be decided (E-14)."""
    yield t.world.back(2, "14:30")
    t.sends(P, parent(
        "Sheila Rook", "I had both boys every weekend until they went into care. Nobody tells me anything now.",
        standing="relative", child=("Alfie and Ned Rook", ""), wants=["explanation", "meeting"],
        more={"responsibility": {"responsibility": "no"}, "involved": {"involved": ["cared", "in_touch"]}},
        address="4 Mill Row, Ashbourne, AB9 9ZZ",
    ))  # fmt: skip


def aunt(t: Tale) -> Moments:
    """Her interest was decided, so stage 1 counts from that day (K-11)."""
    yield t.world.back(8, "09:45")
    t.sends(P, parent(
        "Yasmin Iqbal", "My nephew lives with me but the allowance has not been reviewed since he moved in.",
        standing="relative", child=("Bilal", "2014-11-02"), wants=["money", "review"],
        email="yasmin.iqbal@mail.example", more={"involved": {"involved": ["cared", "conferences", "plans"]}},
    ))  # fmt: skip
    yield t.world.back(4, "10:00")
    t.judges("grace", Judging.INTEREST, "enough", cared="yes", child="Bilal says that he is glad of it.")
    t.statutory("grace", "The allowance was not reviewed since Bilal moved in", responder="nasreen", reason="interest")


def due_tomorrow(t: Tale) -> Moments:
    """Two managers were asked for facts: one has answered, one has not."""
    yield t.world.back(9, "08:20")
    t.sends(P, parent(
        "Martin and Jo Pell", "We are foster carers. Two children were placed with us on a Friday night with no "
        "papers, no medication and no bag.", "Placed without medication", "No placement papers for nine days",
        standing="foster_carer", wants=["explanation", "no_repeat"], email="pell.family@mail.example",
    ))  # fmt: skip
    yield t.world.back(8, "11:40")
    t.statutory(
        "owen", "The children were placed without their medication", "Placement papers came nine days late",
        responder="paul", reason="own_right", standing=Standing.FOSTER_CARER,
    )  # fmt: skip
    yield t.world.back(5, "09:30")
    t.asks("owen", "stephen", "Who was the out-of-hours manager that Friday, and what was handed over?", 3)
    yield t.world.back(3, "16:15")
    t.is_told("stephen", "Celia Grant covered. The hand-over note lists medication as “to follow”. It did not follow.")
    yield t.world.back(2, "09:15")
    t.asks("owen", "joanna", "When were the placement papers signed, and by whom?", 1)
    writes(t, "paul", Found(
        "The hand-over note and the rota of that weekend.", "The medication was left at the last address.",
        LATE_HELP.finding, "Nobody checked the bag against the list.", "Give each on-call worker the list", "ruth",
    ))  # fmt: skip


def ready_to_go(t: Tale) -> Moments:
    """Checked by a second person; it can be released now."""
    yield t.world.back(8, "19:30")
    t.sends(P, parent(
        "Adaeze Obi", "The report for the conference says I missed three appointments. I was never told of them.",
        child=("Chidi Obi", "2019-06-21"), wants=["record", "apology"], email="adaeze.obi@mail.example",
        must_not_see="Chidi's father",
    ))  # fmt: skip
    yield t.world.back(7, "10:10")
    t.statutory("priya", UNTRUE, responder="joanna", reason="own_right")
    yield t.world.back(2, "11:00")
    writes(t, "joanna", REPORT)
    t.asks_for_check("joanna")
    yield t.world.back(1, "12:30")
    t.checks("hannah")


def printed(t: Tale) -> Moments:
    """More time was taken, and announced before the day had passed (K-13)."""
    yield t.world.back(12, "20:45")
    t.sends(P, parent(
        "Dana Whitfield", "My daughter is disabled. Six hours a week of short breaks were agreed and nothing began. "
        "Every time I ring I am told that it is with the other team.", "Short breaks have not begun",
        "Nobody takes responsibility between the two teams", child=("Lily Whitfield", "2012-03-27"),
        wants=["service", "apology", "explanation"], email="dana.whitfield@mail.example",
    ))  # fmt: skip
    yield t.world.back(11, "09:55")
    t.statutory(
        "priya", LATE.format("Lily"), "Neither team took responsibility", responder="nasreen", reason="own_right"
    )
    yield t.world.back(10, "21:00")
    t.agrees_points()
    yield t.world.back(5, "14:00")
    t.announces_more_time(
        "hannah", "nasreen", t.day(13), "Two services have to answer, and one of the managers is back on Monday."
    )
    yield t.world.back(3, "20:20")
    t.says("Thank you for telling me before the date and not after it. Will the hours be made up?")
    yield t.world.back(2, "10:05")
    t.writes_to_person("priya", "That is one of the questions we have put to both managers. It will be in the answer.")


def answer_to_post(t: Tale) -> Moments:
    """Everything is written and released; it counts only on the day it goes into the post (K-18)."""
    yield t.world.back(10, "10:30")
    t.registered("grace", told(
        P, Channel.LETTER, t.world.back(11, "09:00"),
        "I write about the way two of your workers behaved in my home. They came late, one took a call in my kitchen, "
        "and I was spoken to as if I were a child.", standing="parent", name="Mrs Edith Cole", child_name="Robin Cole",
        address="12 Quarry Lane, Ashbourne, AB9 9ZY", ways=(Way.POST,), wants="An apology in writing",
    ))  # fmt: skip
    yield t.world.back(9, "10:00")
    t.statutory("grace", "Two workers came late and one took a private call", responder="marcus", reason="own_right")
    yield t.world.back(9, "15:30")
    t.posts("grace")
    yield t.world.back(2, "10:00")
    writes(t, "marcus", MANNER)
    t.asks_for_check("marcus")
    yield t.world.back(1, "11:00")
    t.checks("hannah")
    t.releases("hannah")


def answered(t: Tale) -> Moments:
    yield t.world.back(15, "09:30")
    t.sends(P, parent(
        "Ben Lockyer", "My son's move was decided in a meeting that I was told of the day after.",
        child=("Jamie", "2011-08-14"), wants=["explanation", "review"], email="ben.lockyer@mail.example",
    ))  # fmt: skip
    yield t.world.back(14, "10:00")
    t.statutory("owen", "A move was decided in a meeting you were not told of", responder="paul", reason="own_right")
    yield t.world.back(7, "10:00")
    answers(t, "paul", DECISION)


def asks_when_late(t: Tale) -> Moments:
    """Nobody answered in time, so the next stage was open the day after, and it was asked for (K-15)."""
    yield t.world.back(16, "09:30")
    t.sends(P, parent(
        "Leanne Foss", "We were promised a family group conference before any decision. It never happened.",
        child=("Tyler", "2018-02-03"), wants=["meeting"], email="leanne.foss@mail.example",
    ))  # fmt: skip
    yield t.world.back(14, "10:00")
    t.statutory("grace", "A promised family group conference did not happen", responder="marcus", reason="own_right")
    yield t.world.back(3, "21:00")
    t.asks_next_stage("You said you would answer by last week. You have not.")


def left_out(t: Tale) -> Moments:
    """One part is for somebody else; the rest goes on, and it is late."""
    yield t.world.back(14, "13:00")
    t.sends(P, parent(
        "Harriet Voyle", "The health visitor lost our red book. Your duty team then rang my employer instead of me.",
        child=("Wren", "2024-05-05"), email="harriet.voyle@mail.example",
    ))  # fmt: skip
    yield t.world.back(13, "10:00")
    t.statutory(
        "priya", "The duty team rang your employer instead of you", responder="stephen", reason="own_right",
        left_out="The health visitor lost the red book", reasons="Health visitors work for the NHS.",
    )  # fmt: skip


def own_treatment(t: Tale) -> Moments:
    yield t.world.back(4, "15:20")
    t.sends(P, parent(
        "Hugh Stannard", "I came to reception about a form and was asked in front of a full room what I was on.",
        standing="own_treatment", wants=["apology"], email="hugh.stannard@mail.example",
    ))  # fmt: skip
    yield t.world.back(3, "10:00")
    t.decides("owen", Procedure.CORPORATE, "own_treatment", "You were asked a private question in front of others",
              responder="stephen", standing=Standing.OUTSIDE)  # fmt: skip


def corporate_more_time(t: Tale) -> Moments:
    yield t.world.back(13, "15:20")
    t.sends(P, parent(
        "Petra Lindholm", "I wrote three times as a neighbour about noise from the home. I had no reply.",
        standing="own_treatment", wants=["explanation"], email="petra.lindholm@mail.example",
    ))  # fmt: skip
    yield t.world.back(12, "10:00")
    t.decides("grace", Procedure.CORPORATE, "own_treatment", "Three letters about noise were not answered",
              responder="stephen", standing=Standing.OUTSIDE)  # fmt: skip
    yield t.world.back(4, "10:00")
    t.announces_more_time("hannah", "stephen", t.day(8), "The records are with the home's former manager.")


def corporate_answered(t: Tale) -> Moments:
    yield t.world.back(16, "15:20")
    t.sends(P, parent(
        "Craig Dunnett", "My references for fostering were shared with my neighbour by mistake.",
        standing="own_treatment", wants=["explanation", "apology"], email="craig.dunnett@mail.example",
    ))  # fmt: skip
    yield t.world.back(15, "10:00")
    t.decides("priya", Procedure.CORPORATE, "own_treatment", "Your references were sent to the wrong person",
              responder="joanna", standing=Standing.OUTSIDE)  # fmt: skip
    yield t.world.back(8, "10:00")
    answers(t, "joanna", MANNER)


def corporate_next_stage(t: Tale) -> Moments:
    yield from corporate_answered(t)
    yield t.world.back(3, "10:40")
    t.asks_next_stage("An apology is not enough. I asked how it could happen.")


STORIES = (
    just_sent, long_ago, second_person, grandmother, aunt, due_tomorrow, ready_to_go, printed, answer_to_post, answered,
    asks_when_late, left_out, own_treatment, corporate_more_time, corporate_answered, corporate_next_stage,
)  # fmt: skip
