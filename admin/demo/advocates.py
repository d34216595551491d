"""Advocates, who send a child's own words, and others who wrote, rang or came."""

from admin.demo.answers import CALLS, KEYS, ROOM, SEEING
from admin.demo.story import told
from admin.demo.tale import Found, Tale
from admin.demo.tellings import advocate, parent
from admin.demo.world import Moments
from admin.demo.young import writes
from models.procedure.terms import Channel, Journey, Procedure, Way

A = Journey.ADVOCATE
HOME = "Alongside Advocacy"


def answers(t: Tale, who: str, *found: Found) -> None:
    writes(t, who, *found)
    t.is_checked_and_goes(who)


def just_sent(t: Tale) -> Moments:
    yield t.world.ago(hours=6)
    t.sends(A, advocate(
        "Ama Boateng", HOME, "Jonah", "10_12", "I want to live with my nan. She says yes. Nobody asks her.",
        notes="Jonah said this twice, a week apart. His grandmother has asked for an assessment in writing.",
        starts="appointment", on=t.world.day_back(1).isoformat(),
    ))  # fmt: skip


def being_looked_into(t: Tale) -> Moments:
    yield t.world.back(5, "11:30")
    t.sends(A, advocate(
        "Callum Reyes", HOME, "Safiya", "16_17", "They talk about me in the office with the door open. I hear my name.",
    ))  # fmt: skip
    yield t.world.back(4, "10:00")
    t.statutory("priya", "Staff talk about you with the door open", responder="nasreen", reason="on_behalf",
                advocate="has_one")  # fmt: skip
    yield t.world.back(3, "12:00")
    t.agrees_points()


def more_time(t: Tale) -> Moments:
    yield t.world.back(11, "11:30")
    t.sends(A, advocate(
        "Ama Boateng", HOME, "Tariq", "13_15", "They moved me 3 times in 1 year. I want to stay where I am.",
        "Three moves in a year", wants=["listen", "change"],
    ))  # fmt: skip
    yield t.world.back(10, "10:00")
    t.statutory("owen", "You were moved three times in a year", responder="paul", reason="on_behalf",
                advocate="has_one")  # fmt: skip
    yield t.world.back(3, "10:00")
    t.asks_more_time("owen", t.day(9), "We want to talk to the last two homes.")
    yield t.world.back(2, "10:30")
    t.answers_more_time("yes")


def printed(t: Tale) -> Moments:
    """Answered: the next stage can be asked for."""
    yield t.world.back(14, "11:30")
    t.sends(A, advocate(
        "Ama Boateng", HOME, "Bailey", "10_12", "I want to see my brother. They said every month. It is not.",
        "Time with his brother was not kept", notes="Bailey keeps the dates in a diary. I have seen it.",
    ))  # fmt: skip
    yield t.world.back(13, "10:00")
    t.statutory("grace", "You do not see your brother each month", responder="paul", reason="on_behalf",
                advocate="has_one")  # fmt: skip
    yield t.world.back(12, "09:30")
    t.says("Bailey is content with the point as you put it. He asks that nobody tells his carer about the diary.")
    yield t.world.back(11, "14:00")
    t.writes_to_person("grace", "Thank you. Nobody will. Paul has that in writing.")
    yield t.world.back(5, "10:00")
    answers(t, "paul", SEEING)
    yield t.world.back(4, "10:00")
    t.reads()


def asks_for_more(t: Tale) -> Moments:
    yield t.world.back(22, "11:30")
    t.sends(A, advocate("Callum Reyes", HOME, "Mo", "13_15", "Nobody rings me back. I stopped trying."))
    yield t.world.back(21, "10:00")
    t.statutory("priya", "No one rings you back", responder="paul", reason="on_behalf", advocate="has_one")
    yield t.world.back(14, "10:00")
    answers(t, "paul", CALLS)
    yield t.world.back(4, "12:10")
    t.asks_next_stage("Mo says: it got better for one week.", (1,))


def to_check(t: Tale) -> Moments:
    yield t.world.back(8, "11:30")
    t.sends(A, advocate("Ama Boateng", HOME, "Hope", "under_10", "My bed is wet from the wall.", wants=["stop"]))
    yield t.world.back(7, "10:00")
    t.statutory("grace", "Your room is wet", responder="paul", reason="on_behalf", advocate="has_one")
    yield t.world.back(1, "16:00")
    writes(t, "paul", ROOM)
    t.asks_for_check("paul")


def concern(t: Tale) -> Moments:
    """A manager answered within days, and the family can still complain."""
    yield t.world.back(7, "11:30")
    t.sends(A, advocate("Callum Reyes", HOME, "Rio", "13_15", "Staff come in and do not knock.", wants=["stop"]))
    yield t.world.back(6, "10:00")
    t.decides("owen", Procedure.CONCERN, "manager_better", "Staff come in and do not knock", responder="nasreen",
              advocate="has_one")  # fmt: skip
    t.second_person_agrees("hannah")
    yield t.world.back(3, "10:00")
    answers(t, "nasreen", KEYS)


def parents_concern(t: Tale) -> Moments:
    yield t.world.back(3, "08:30")
    t.sends(Journey.PARENT, parent(
        "Zoe Carrick", "Contact was cancelled this morning by text, an hour before. It is her birthday.",
        child=("Maisie", "2019-11-20"), wants=["explanation"], email="zoe.carrick@mail.example",
    ))  # fmt: skip
    yield t.world.back(3, "11:00")
    t.decides("grace", Procedure.CONCERN, "quick_action", "Time together was cancelled an hour before",
              responder="marcus")  # fmt: skip
    t.second_person_agrees("hannah")


def through_the_ombudsman(t: Tale) -> Moments:
    yield t.world.back(1, "11:30")
    t.registered("hannah", told(
        Journey.PARENT, Channel.OMBUDSMAN, t.world.back(1, "09:00"),
        "The Ombudsman passed this on because the council had not yet had the chance to answer: my son's allowance was "
        "stopped without a letter.", standing="parent", name="Ivy Tranter", child_name="Lee", email="ivy@mail.example",
        ways=(Way.EMAIL,),
    ))  # fmt: skip


def by_email(t: Tale) -> Moments:
    yield t.world.back(2, "16:30")
    t.registered("grace", told(
        Journey.PARENT, Channel.EMAIL, t.world.back(2, "13:20"),
        "I am writing to complain that nobody told me the social worker had left until I met the new one at my door.",
        standing="parent", name="Alan Frith", child_name="Evie Frith", email="alan.frith@mail.example",
        ways=(Way.EMAIL,), wants="To be told who works with my family",
    ), words=True)  # fmt: skip


def in_person(t: Tale) -> Moments:
    """She came to the office; the acknowledgement waits to be posted."""
    yield t.world.back(2, "12:10")
    t.registered("priya", told(
        Journey.PARENT, Channel.IN_PERSON, t.world.back(2, "11:40"),
        "They took photographs in my children's bedroom and nobody asked me first.", standing="parent",
        name="Nadia Sorel", child_name="Ines and Remi Sorel", address="Flat 3, 9 Canal Street, Ashbourne, AB9 9ZX",
        ways=(Way.POST,), wants="The photographs deleted", must_not_see="Her sister, who opens the post",
    ))  # fmt: skip
    yield t.world.back(1, "10:20")
    t.statutory("priya", "Photographs were taken in the children's bedroom without asking", responder="joanna",
                reason="own_right")  # fmt: skip


def by_phone_withdrawn(t: Tale) -> Moments:
    yield t.world.back(7, "10:15")
    t.registered("owen", told(
        Journey.PARENT, Channel.PHONE, t.world.back(7, "09:50"),
        "The worker was rude to my husband on the phone.", standing="parent", name="Mrs Pat Oakes",
        phone="01632 960177", ways=(Way.CALL,),
    ))  # fmt: skip
    yield t.world.back(6, "10:00")
    t.statutory("owen", "A worker was rude on the phone", responder="marcus", reason="own_right")
    yield t.world.back(6, "10:20")
    t.posts("owen")
    yield t.world.back(2, "14:20")
    t.writes_down_withdrawal("owen", "phone", "The worker rang and said sorry by himself. They are content with that.")


STORIES = (
    just_sent, being_looked_into, more_time, printed, asks_for_more, to_check, concern, parents_concern,
    through_the_ombudsman, by_email, in_person, by_phone_withdrawn,
)  # fmt: skip
