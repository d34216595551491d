"""What is no complaint's stage: every other way, what was judged first, what must wait, and a case that was split."""

from functools import partial
from typing import Any

from admin.demo.story import told
from admin.demo.tale import Tale
from admin.demo.tellings import parent, young
from admin.demo.world import Moments
from models.procedure.judgements import Judging
from models.procedure.screening import GIVES_LESS
from models.procedure.standing import Standing
from models.procedure.terms import Channel, Event, Journey, Procedure, Way

P, YP = Journey.PARENT, Journey.YOUNG_PERSON
LETTER: dict[str, Any] = {
    "reasons": "The team that pays it decides it again each month.",
    "evidence": "The file, and the team manager.",
}
WAYS: tuple[tuple[Procedure, str, str, str, tuple[tuple[Event, str], ...]], ...] = (
    (Procedure.PRE_COMPLAINT, "unclear", "I do not know if I should say something.", "", ()),
    (Procedure.AREA, "local", "The bus pass has not come.", "Paul Hendry and his team", ()),
    (Procedure.DUTY, "signpost", "My council tax bill is wrong.", "The council tax office, on 01632 960170", ()),
    (Procedure.SAFEGUARDING, "conference", "They would not let my brother speak at the conference.",
     "The partnership's business manager", ()),
    (Procedure.NHS_WHOLE, "health_whole", "The hospital sent her home without her tablets.", "Ashbourne Hospital",
     ((Event.PERMISSION_GIVEN, "By phone: yes, all of it"),)),
    (Procedure.PROVIDER, "home", "The home takes our phones at seven.", "Greenbank Care, its registered manager",
     ((Event.PERMISSION_GIVEN, "In a message: yes"), (Event.SENT_ON, "By secure mail to the registered manager"),
      (Event.REGULATOR_TOLD, "By the officer, by phone"))),
    (Procedure.AUTHORITY, "responsible", "Her worker in the other county never rings.", "Kelham Borough Council", ()),
    (Procedure.INSURANCE, "claim", "My bike was broken in the move. It cost 180 pounds.", "The claims team", ()),
    (Procedure.AGENCY, "their_staff", "The agency's driver shouted at him.", "Swift Escorts, its complaints lead", ()),
    (Procedure.INFORMATION, "request", "How do I see my file?", "The records team", ()),
)  # fmt: skip


def another_way(
    t: Tale, days: int, way: Procedure, reason: str, words: str, where: str, steps: tuple[tuple[Event, str], ...]
) -> Moments:
    """Decided, told, and as far as its steps have come."""
    yield t.world.back(days, "11:15")
    name = f"Robin {way.value.replace('_', ' ').title()}"
    t.sends(P, parent(name, words, email=f"robin.{way.value}@mail.example"))
    yield t.world.back(days - 1, "10:30")
    more: dict[str, Any] = LETTER if way is Procedure.DUTY else {}
    t.decides("priya", way, reason, words, standing=Standing.PARENT, passed_to=where, **more)
    if way in GIVES_LESS:
        t.second_person_agrees("hannah")
    for place, (event, note) in enumerate(steps):
        yield t.world.back(max(days - 2 - place, 0), "12:00")
        t.takes_step("priya", event, note)


def by_letter(t: Tale, way: Procedure, reason: str, who: str, words: str, where: str) -> Moments:
    """From somebody who writes for others: an MP, a professional."""
    yield t.world.back(4, "10:00")
    t.registered("owen", told(
        P, Channel.LETTER, t.world.back(4, "09:00"), words, standing="other", name=who,
        address="1 Market Place, Ashbourne, AB9 9ZY", ways=(Way.POST,),
    ))  # fmt: skip
    yield t.world.back(3, "10:00")
    t.decides("owen", way, reason, words, standing=Standing.PROFESSIONAL, passed_to=where)


def part_of_the_nhs(t: Tale) -> Moments:
    """Two points of three are ours; the third goes to the health service as a case of its own (E-56)."""
    yield t.world.back(6, "09:30")
    t.sends(P, parent(
        "Dee Marlow", "The plan was late, nobody came to the meeting, and the nurse lost the blood test.",
        email="dee.marlow@mail.example",
    ))  # fmt: skip
    yield t.world.back(5, "09:30")
    t.statutory(
        "grace", "The plan came six weeks late", "Nobody came to the meeting", "The nurse lost the blood test",
        responder="paul", reason="own_right",
    )  # fmt: skip
    yield t.world.back(4, "09:30")
    t.reference = t.splits("grace", [3], Procedure.NHS_PART)
    yield t.world.back(3, "09:30")
    t.decides(
        "grace", Procedure.NHS_PART, "health_part", "The nurse lost the blood test", standing=Standing.PARENT,
        passed_to="Ashbourne Hospital",
    )  # fmt: skip
    t.second_person_agrees("hannah")


def concern_became_complaint(t: Tale) -> Moments:
    """Unhappy with the manager's answer: a complaint now, with a letter that says so (E-08)."""
    yield t.world.back(7, "10:00")
    t.sends(YP, young("Noor", "16_17", "My key worker left and nobody told me who is next.", "help", wants=["why"]))
    yield t.world.back(6, "10:00")
    t.decides(
        "owen", Procedure.CONCERN, "quick_action", "Nobody told you who your next key worker is", responder="paul",
        advocate="offered",
    )  # fmt: skip
    t.second_person_agrees("hannah")
    yield t.world.back(2, "10:00")
    t.changes_way("owen", Procedure.STATUTORY, "child", "You told us that the answer did not help.")


def waits_to_change(t: Tale) -> Moments:
    """A manager has to agree before a statutory complaint becomes anything less (X-01)."""
    yield t.world.back(5, "10:00")
    t.sends(P, parent("Lou Ferris", "The leaflet about fostering is out of date.", email="lou.ferris@mail.example"))
    yield t.world.back(4, "10:00")
    t.statutory("priya", "The fostering leaflet is out of date", responder="stephen", reason="own_right")
    yield t.world.back(1, "10:00")
    t.changes_way("priya", Procedure.CORPORATE, "not_function", "This is about a leaflet, and not about your care.")


def placement_frozen(t: Tale) -> Moments:
    """Asked half way, taken up because nobody agreed, and frozen by the director (2.9)."""
    yield t.world.back(8, "10:00")
    t.sends(YP, young("Rafi", "13_15", "I do not want to leave Larchwood.", "moving", wants=["listen"]))
    yield t.world.back(7, "10:00")
    t.statutory("grace", "You do not want to leave Larchwood House", responder="nasreen", advocate="offered")
    yield t.world.back(6, "10:00")
    t.freeze_asked("grace", "The move from Larchwood House", 9)
    yield t.world.back(6, "15:00")
    t.freeze_goes_up("grace", "The service manager wants to go on")
    yield t.world.back(5, "11:00")
    t.freeze_decided(
        "hannah", "frozen", "You stay at Larchwood House until you have our answer.", by="Hannah Osei",
        risk="None while the room is kept.", wishes="He wants to stay near his school.",
    )  # fmt: skip


def court_ended(t: Tale) -> Moments:
    """Part of it waited for a court; it ended, and the invitation went by itself (X-10)."""
    yield t.world.back(30, "10:00")
    t.sends(P, parent("Asha Verne", "The report for court is wrong, and nobody rings me.", email="asha@mail.example"))
    yield t.world.back(29, "10:00")
    t.judges(
        "hannah", Judging.PROCEEDINGS, "part_waits", review=15, sort="court", named="Family Court, care proceedings",
        prejudice="yes", waits="What the report for court says", goes_on="That nobody rings you",
    )  # fmt: skip
    t.statutory("grace", "Nobody rings you back", responder="paul", reason="own_right")
    yield t.world.back(12, "10:00")
    t.proceedings_end("grace")


STORIES = (
    *(partial(another_way, days=9 - place % 6, way=way, reason=reason, words=words, where=where, steps=steps)
      for place, (way, reason, words, where, steps) in enumerate(WAYS)),
    partial(by_letter, way=Procedure.MP, reason="mp", who="Dr Pat Lindqvist MP", where="The head of service",
            words="A constituent tells me that her review is late."),
    partial(by_letter, way=Procedure.PROFESSIONAL, reason="between_services", who="Kim Oduya, head teacher",
            where="Paul Hendry", words="Your team did not come to two meetings."),
    part_of_the_nhs, concern_became_complaint, waits_to_change, placement_frozen, court_ended,
)  # fmt: skip
