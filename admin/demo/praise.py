"""Thanks and ideas: some just sent, some passed on, some finished."""

from functools import partial

from admin.demo.story import told
from admin.demo.tale import Tale
from admin.demo.tellings import thanks
from admin.demo.world import Moments
from models.cases import passing_on
from models.procedure.terms import Channel, Journey, Procedure, Way

T = Journey.PRAISE


def hand_on(t: Tale, who: str, about: str, words: str, because: str = "") -> None:
    """To whom it is about and their manager, and for an idea the answer."""
    with t.desk(who) as at:
        person = t.world.people[about].id
        assert person is not None  # noqa: S101 - everybody in the directory has one
        passing_on.pass_on(at.db, at.case, [person], words, how="meeting", keys=at.keys, actor=at.actor, now=at.now)
        if because:
            passing_on.answer_idea(at.db, at.case, "will", because, keys=at.keys, actor=at.actor, now=at.now)


def just_sent(t: Tale) -> Moments:
    yield t.world.ago(hours=7)
    t.sends(T, thanks("good", "Femi drove 2 hours so I could see my gran before her operation. He waited all day.",
                      "Femi, my PA", "Tasha"))  # fmt: skip


def an_idea(t: Tale) -> Moments:
    yield t.world.back(1, "16:00")
    t.sends(T, thanks("idea", "Can we get a list of who is who before a meeting, with photos? I never know them.",
                      "", "Jo", "jo.ideas@mail.example"))  # fmt: skip


def passed_on(t: Tale) -> Moments:
    yield t.world.back(4, "16:00")
    t.sends(T, thanks("good", "Thank you to the two workers who came on a Sunday with a bag for the baby. You did not "
                      "make us feel small.", "Leila and Tom", "Amy", "amy.w@mail.example"))  # fmt: skip
    yield t.world.back(3, "10:00")
    t.decides("priya", Procedure.COMPLIMENT, "thanks", passed_to="Leila Haddad, Tom Ashworth and Joanna Birch")
    hand_on(t, "priya", "leila", "You did not make us feel small.")


def idea_answered(t: Tale) -> Moments:
    yield t.world.back(6, "16:00")
    t.sends(T, thanks("idea", "Let us bring the dog to contact. My brother talks more when the dog is there."))
    yield t.world.back(5, "10:00")
    t.decides("owen", Procedure.COMMENT, "idea", passed_to="Megan Stott, who will try it in the garden room")
    hand_on(t, "owen", "megan", "Let us bring the dog.", "Megan tries it in the garden room from next week.")


def school(t: Tale) -> Moments:
    """A teacher rang to say thank you, and wants nothing in writing."""
    yield t.world.back(2, "15:30")
    t.registered("grace", told(
        T, Channel.PHONE, t.world.back(2, "15:10"),
        "Karen Whitlock stayed with the child until half past seven and was calm throughout. Please tell her manager.",
        name="A head of year", phone="01632 960188", ways=(Way.CALL,),
    ))  # fmt: skip


def finished(t: Tale, days: int, who: str, kind: str, words: str, about: str, passed_to: str) -> Moments:
    """Thanked, passed on, and closed."""
    yield t.world.back(days, "17:00")
    t.sends(T, thanks(kind, words, about))
    yield t.world.back(days - 1, "10:00")
    route, reason = (Procedure.COMPLIMENT, "thanks") if kind == "good" else (Procedure.COMMENT, "idea")
    t.decides(who, route, reason, passed_to=passed_to)
    hand_on(t, who, "sophie", words, "" if kind == "good" else "We will try it from next month.")
    yield t.world.back(days - 3, "16:00")
    t.closes(who, "passed_on")


STORIES = (
    just_sent, an_idea, passed_on, idea_answered, school,
    partial(finished, days=31, who="priya", kind="good", about="Sophie", passed_to="Sophie Larkin and Anita Desai",
            words="Sophie got me into college. I did not think I could."),
    partial(finished, days=44, who="owen", kind="good", about="Larchwood House", passed_to="Tracy Dunmore and her team",
            words="best birthday ever. they made a cake with a tractor"),
    partial(finished, days=52, who="grace", kind="idea", about="", passed_to="Paul Hendry, for the next team meeting",
            words="Send a text the day before. I forget meetings."),
)  # fmt: skip
