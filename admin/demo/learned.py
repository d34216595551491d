"""What was learned from complaints that are over, and one where contact had to be measured."""

from functools import partial

from admin.demo.answers import CALLS, MANNER, ROOM
from admin.demo.closed import YP, P, over
from admin.demo.tale import Found, Tale
from admin.demo.tellings import Answers, parent, young
from admin.demo.world import Moments
from models.procedure.terms import Journey


def told(
    t: Tale, days: int, officer: str, manager: str, journey: Journey, sent: Answers, point: str, found: Found,
    said: str, did: str, *, reason: str = "child", released_by: str = "hannah",
) -> Moments:  # fmt: skip
    """Closed, the promise kept, and a line for everybody to read."""
    yield from over(t, days, officer, manager, journey, sent, point, found, reason=reason)
    yield t.world.back(max(days - 34, 1), "11:00")
    t.keeps_promises(officer, "Seen in the records of the team.")
    t.tells_the_public(officer, said, did, released_by=released_by)


def measured(t: Tale) -> Moments:
    """Forty calls a day: warned, talked over, and one person to ring for half a year. The complaint goes on (S-34)."""
    yield t.world.back(24, "16:00")
    t.sends(P, parent(
        "Neil Sowerby", "Nobody tells me anything about the plan.", child=("Ivy", "2016-03-03"),
        email="neil.sowerby@mail.example",
    ))  # fmt: skip
    yield t.world.back(23, "10:00")
    t.statutory("grace", "You are not told about the plan", responder="marcus", reason="own_right")
    yield t.world.back(20, "10:00")
    t.warns(
        "grace", "You rang the team up to forty times a day. Other families could not get through.",
        "Please ring once a day, and leave a message if nobody can answer.", "demands",
    )  # fmt: skip
    yield t.world.back(9, "14:00")
    t.meets_about_contact(
        "grace", "Grace in the chair, the team manager", "The calls went on. One person can answer them all.",
        "He says that he forgets what he was told: each call is followed by a short e-mail.",
    )  # fmt: skip
    yield t.world.back(8, "10:00")
    t.measures(
        "hannah", "named", "The calls went on after we asked you.",
        "One person takes your calls, each weekday from two to three. You get an e-mail after each call.",
        ends=120, review=60,
    )  # fmt: skip


STORIES = (
    partial(told, days=64, officer="priya", manager="paul", journey=YP, point="No one rings you back", found=CALLS,
            sent=young("Ash", "13_15", "I ring and no one rings back.", "social_worker", worker="", wants=["sorry"]),
            said="Nobody rings us back.", did="Each worker now keeps a day for calls. A manager looks each Friday."),
    partial(told, days=70, officer="owen", manager="paul", journey=YP, point="Your room is damp", found=ROOM,
            sent=young("Bo", "13_15", "My room is wet.", "home", wants=["fix"]),
            said="My room is damp.", did="Every room is looked at each spring, and damp is mended within a week."),
    partial(told, days=55, officer="grace", manager="marcus", journey=P, point="Workers came late", found=MANNER,
            reason="own_right", released_by="",
            sent=parent("Ola Kemp", "The workers were late each time.", child=("Rae", "2018-08-08"),
                        email="ola.kemp@mail.example"),
            said="Workers come late.", did="Families get a text when a worker is late."),
    measured,
)  # fmt: skip
