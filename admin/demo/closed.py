"""Cases that are over, each in its own way: answered, stopped, put right, and refused with every reason there is."""

from functools import partial

from admin.demo.advocates import answers as answers_child
from admin.demo.answers import CALLS, DECISION, LATE_HELP, MANNER, MONEY, REPORT, ROOM, SAID, SEEING
from admin.demo.parents import answers as answers_adult
from admin.demo.story import told
from admin.demo.tale import Found, Tale
from admin.demo.tellings import Answers, advocate, parent, young
from admin.demo.world import Moments
from models.cases.correcting import Fact
from models.procedure.judgements import Judging
from models.procedure.terms import Channel, Journey, Procedure, Way

YP, P, A = Journey.YOUNG_PERSON, Journey.PARENT, Journey.ADVOCATE


def over(
    t: Tale, days: int, officer: str, manager: str, journey: Journey, sent: Answers, point: str, found: Found,
    reason: str = "child", took: int = 9, why: str = "no_more",
) -> Moments:  # fmt: skip
    """Sent, acknowledged, answered after `took` working days, and closed some weeks later."""
    yield t.world.back(days, "16:00")
    t.sends(journey, sent)
    yield t.world.back(days - 1, "10:00")
    t.statutory(officer, point, responder=manager, reason=reason)
    yield t.world.back(days - took, "11:00")
    (answers_adult if journey is P else answers_child)(t, manager, found)
    yield t.world.back(max(days - took - 21, 1), "15:00")
    t.closes(officer, why)


def put_right(t: Tale) -> Moments:
    """Closed, and the finding corrected in place: the case stays closed, and the old finding is kept (6.8)."""
    yield from over(
        t, 58, "priya", "anita", YP,
        young("Dee", "18_over", "My bond for the flat was late so I lost it.", "own_home", "money", wants=["why"]),
        "The bond for your flat came late", MONEY, "care_leaver",
    )  # fmt: skip
    yield t.world.back(12, "11:00")
    t.corrects_fact("hannah", Fact.FINDING, "upheld", "The letter says upheld; partly upheld was entered by mistake.")


def received_earlier(t: Tale) -> Moments:
    """Closed; later it turned out that it had reached another team four days before."""
    yield from over(
        t, 66, "owen", "joanna", P,
        parent("Tom Hartnoll", "The assessment says that I live alone. I do not.", child=("Eddie", "2020-10-10"),
               wants=["record"], email="tom.hartnoll@mail.example"),
        "The assessment is wrong about who lives with you", REPORT, "own_right", why="settled",
    )  # fmt: skip
    yield t.world.back(20, "10:00")
    t.corrects_fact("owen", Fact.RECEIVED_ON, t.world.day_back(70), "The duty team had it four working days before.")


def closed_after_stopping(t: Tale) -> Moments:
    """Stopped, and nobody changed their mind in ten working days: it closes by itself."""
    yield t.world.back(30, "16:00")
    t.sends(YP, young("Gray", "13_15", "I dont like the taxi man.", "school", wants=["change"]))
    yield t.world.back(29, "10:00")
    t.statutory("grace", "You do not like the taxi driver", responder="nasreen")
    yield t.world.back(26, "18:00")
    t.stops("no")


def closed_after_late(t: Tale) -> Moments:
    """Answered twelve days late, and said so."""
    yield from over(
        t, 62, "grace", "marcus", P,
        parent("Sunita Bose", "Two workers came late and spoke over me.", child=("Anik", "2017-07-07"),
               email="sunita.bose@mail.example"),
        "Two workers came late and spoke over you", MANNER, "own_right", took=22,
    )  # fmt: skip


REFUSED = {  # reason -> who, what they said, what they look after the child as, why, what goes on
    "court": ("Keith Mallory", "I want the contact order changed. The hearing is in three weeks.", "parent",
              "The hearing in three weeks will decide this. Looking into it now could get in its way.",
              "Time together goes on as the court ordered."),
    "no_pr": ("Denise Farr", "I used to live with their dad. I want to know why they were moved.", "other",
              "You do not have parental responsibility, and the children's father has asked us not to share this.",
              "The children's own advocate knows that you asked after them."),
    "best_interest": ("Ron Tapley", "I want my granddaughter interviewed about her old school.", "relative",
                      "She is four. Being asked about it again would upset her and could not change what happened.",
                      "Her school goes on giving her extra help."),
    "out_of_time": ("Marion Gale", "My file from 1998 has pages missing.", "formerly_in_care",
                    "The people and papers of that time are gone, so nobody could look at it fairly now.",
                    "You can ask for your file, and somebody will read it with you."),
    "outside_remit": ("Lee Cantrell", "The hospital lost my son's notes.", "parent",
                      "The hospital is not part of the council. Its own team answers complaints about notes.",
                      "Our social worker goes on visiting as before."),
    "considered": ("Vic Norland", "I want the same five points looked at once more.", "parent",
                   "All five points were considered at every stage, and by the Ombudsman.",
                   "Your visits go on as they are."),
    "childs_view": ("Jan Ellery", "My niece hates her new school. She would never tell you so herself.", "relative",
                    "We talked with her. What she wants herself is not what was sent for her.",
                    "Her social worker goes on talking with her about school."),
    "unsuitable": ("Glen Harbury", "I speak for the boy next door. Get him out of there.", "relative",
                   "You do not know him well enough to say what he wishes, and he has an advocate of his own.",
                   "His advocate goes on seeing him."),
    "tribunal": ("Moira Quill", "The school named in the plan is wrong.", "parent",
                 "You have asked the tribunal to decide which school is named. It must decide first.",
                 "Transport to the present school goes on."),
}  # fmt: skip


_WAITS = {"prejudice": "yes", "named": "The proceedings they named", "waits": "All of it"}
JUDGED: dict[str, tuple[Judging, str, dict[str, str]]] = {
    "court": (Judging.PROCEEDINGS, "all_waits", {**_WAITS, "sort": "court"}),
    "tribunal": (Judging.PROCEEDINGS, "all_waits", {**_WAITS, "sort": "tribunal"}),
    "out_of_time": (Judging.TIME, "refuse", {"late": "yes", "fair": "no"}),
    "no_pr": (Judging.INTEREST, "not_enough", {}),
    "childs_view": (Judging.BEHALF, "against", {}),
    "unsuitable": (Judging.BEHALF, "unsuitable", {}),
    "considered": (Judging.SAME, "same", {"all_stages": "yes", "same_points": "yes", "new": "no"}),
}
"""What was judged before each refusal (X-06, X-10)."""


def refused(t: Tale, reason: str, days: int, *, posted: bool = True) -> Moments:
    """A refusal needs a reason of the list, its evidence, and a letter that names the Ombudsman (E-44)."""
    name, words, standing, why, still = REFUSED[reason]
    if posted:
        yield t.world.back(days, "12:00")
        t.sends(P, parent(name, words, standing=standing, wants=["review"], email=_mail(name)))
    else:
        yield t.world.back(days, "12:00")
        t.registered("owen", told(
            P, Channel.LETTER, t.world.back(days, "09:00"), words, standing=standing, name=name,
            address="1 Weir Cottages, Ashbourne, AB9 9ZW", ways=(Way.POST,),
        ))  # fmt: skip
    yield t.world.back(days - 2, "10:00")
    if reason in JUDGED:
        kind, ending, given = JUDGED[reason]
        t.judges("hannah", kind, ending, review=60 if kind is Judging.PROCEEDINGS else 0, **given)
    t.decides(
        "hannah", Procedure.REFUSED, reason, reasons=why, evidence="What you sent, the file, and the officer's note.",
        carried_on=still, again="When it has ended you can send it to us again.",
        passed_to="The hospital's own complaints team, on 01632 960199" if reason == "outside_remit" else "",
    )  # fmt: skip


def _mail(name: str) -> str:
    return name.lower().replace(" ", ".") + "@mail.example"


STORIES = (
    put_right, received_earlier, closed_after_stopping, closed_after_late,
    partial(over, days=60, officer="priya", manager="paul", journey=YP, point="No one rings you back", found=CALLS,
            sent=young("Ty", "13_15", "I rang and rang.", "social_worker", worker="", wants=["sorry"])),
    partial(over, days=48, officer="owen", manager="paul", journey=YP, point="You do not see your brother each month",
            found=SEEING, sent=young("Zuri", "10_12", "Where is my brother", "family", wants=["why"])),
    partial(over, days=72, officer="grace", manager="paul", journey=YP, point="Your room is wet", found=ROOM,
            why="settled", sent=young("Max", "10_12", "My wall is black and wet.", "home", wants=["stop"])),
    partial(over, days=80, officer="priya", manager="nasreen", journey=YP, point="A worker called you a name",
            found=SAID, sent=young("Ez", "16_17", "A staff called me a name in the car.", "treated", wants=["sorry"])),
    partial(over, days=55, officer="owen", manager="nasreen", journey=P, reason="own_right", found=LATE_HELP,
            point="Short breaks began late", sent=parent("Ivan Petrie", "Five months of waiting for six hours.",
                                                         child=("Mischa", "2013-12-01"), wants=["service"],
                                                         email="ivan.petrie@mail.example")),
    partial(over, days=76, officer="grace", manager="paul", journey=P, reason="own_right", found=DECISION,
            point="A move was decided without you", sent=parent("Carol Whelan", "I was not at the meeting.",
                                                               child=("Drew", "2010-01-19"),
                                                               email="carol.whelan@mail.example")),
    partial(over, days=50, officer="priya", manager="paul", journey=A, reason="on_behalf", found=CALLS,
            point="No one rings you back", sent=advocate("Callum Reyes", "Alongside Advocacy", "Eve", "13_15",
                                                        "I rang six times.")),
    *(partial(refused, reason=reason, days=18 + 4 * place) for place, reason in enumerate(REFUSED)),
    partial(refused, reason="court", days=3, posted=False),
)  # fmt: skip
