"""More young people: some stopped, some found it get worse, some rang or sent a text."""

from admin.demo.story import told
from admin.demo.tale import Tale
from admin.demo.tellings import young
from admin.demo.world import Moments
from models.cases.told import ContactCard
from models.procedure.terms import Channel, Journey, Procedure, Way

YP = Journey.YOUNG_PERSON


def stopped(t: Tale) -> Moments:
    """They stopped three days ago, and may start again by themselves."""
    yield t.world.back(8, "19:00")
    t.sends(YP, young("Lola", "13_15", "My carer reads my messages.", "carers", wants=["stop"], feelings=["angry"]))
    yield t.world.back(7, "10:00")
    t.statutory("owen", "Your carer reads your messages", responder="nasreen")
    yield t.world.back(3, "18:00")
    t.stops("no")


def started_again(t: Tale) -> Moments:
    yield t.world.back(12, "19:00")
    t.sends(YP, young("Ash", "16_17", "They cut my time with my dad. No reason.", "family", wants=["why", "change"]))
    yield t.world.back(11, "10:00")
    t.statutory("grace", "Your time with your dad was cut", responder="marcus")
    yield t.world.back(8, "18:00")
    t.stops("skip")
    yield t.world.back(5, "17:00")
    t.starts_again()


def got_worse(t: Tale) -> Moments:
    yield t.world.back(4, "18:15")
    t.sends(YP, young(
        "Remy", "13_15", "Two boys at the home say things about my skin. Staff heard it.", "treated", "home",
        feelings=["sad", "angry"], wants=["stop"], advocate="not_sure", more={"advocate_chat": {"chat": "later"}},
    ))  # fmt: skip
    yield t.world.back(3, "09:10")
    t.statutory("priya", "Boys at the home say things about your skin, and staff heard it", responder="nasreen",
                advocate="offered")  # fmt: skip
    yield t.world.ago(hours=4)
    t.says_worse("They did it again at dinner and one pushed me.")


def lost_words(t: Tale) -> Moments:
    """New words were asked for; a second person has to agree."""
    yield t.world.back(6, "12:00")
    t.sends(YP, young(
        "Nate", "13_15", "I want my own bed time. I am 14 not 8.", "home", wants=["listen", "change"],
        call_number="07700 900311",
    ))  # fmt: skip
    yield t.world.back(5, "11:00")
    t.statutory("owen", "Your bed time is too early for your age", responder="nasreen")
    yield t.world.back(1, "16:45")
    t.notes("owen", "Nate rang from the safe number. He lost the card with his words when he moved rooms.", "call")
    t.asks_new_words("owen", "call")


def frozen(t: Tale) -> Moments:
    """A move waits until we have answered."""
    yield t.world.back(5, "09:00")
    t.sends(YP, young(
        "Aisha", "13_15", "I have to move next week and miss my exams.", "moving", "school", wants=["stop"],
        feelings=["worried"], soon={"soon": "yes", "what": ["home", "school"], "when": "later"},
    ))  # fmt: skip
    yield t.world.back(4, "10:15")
    t.statutory(
        "grace", "You have to move and miss your exams", responder="paul", freeze="frozen",
        freeze_reason="Your exams come first. We talked to the team and they agree.",
        freeze_risk="None if it waits until June. A move now would cost an exam.", freeze_by="Paul, the team's manager",
        freeze_wishes="To stay until the exams are over.",
    )  # fmt: skip


def no_name(t: Tale) -> Moments:
    """Nobody knows who it is. The page still works for them."""
    yield t.world.back(5, "22:40")
    t.sends(YP, young("", "not_said", "Staff at my home smoke with us. It is not ok.", "home"))
    yield t.world.back(3, "11:00")
    t.statutory("owen", "Staff at your home smoke with young people", responder="nasreen")


def new_number(t: Tale) -> Moments:
    yield t.world.back(4, "12:40")
    t.sends(YP, young("Vik", "16_17", "I have had 5 workers in 2 years.", "social_worker", wants=["why"], worker="",
                      text_number="07700 900301"))  # fmt: skip
    yield t.world.back(3, "11:40")
    t.statutory("grace", "You have had five workers in two years", responder="paul")
    yield t.world.back(1, "18:30")
    t.changes_contact(ContactCard(ways=(Way.TEXT,), text_number="07700 900302", text_seen="no"))


def by_phone(t: Tale) -> Moments:
    """A girl who rang and wants no page; the first letter waits for the call in which it is read to her."""
    yield t.world.back(3, "16:30")
    t.registered("priya", told(
        YP, Channel.PHONE, t.world.back(3, "15:50"),
        "My school bag was left in the taxi and no one will ask for it. It has my inhaler in it.",
        name="Orla", age_band="10_12", phone="07700 900322", ways=(Way.CALL,), wants="get my bag back",
    ))  # fmt: skip
    yield t.world.back(2, "10:50")
    t.statutory("priya", "Your school bag was left in a taxi and no one asked for it", responder="marcus",
                advocate="offered")  # fmt: skip


def by_text(t: Tale) -> Moments:
    """It needs a manager today more than it needs a procedure."""
    yield t.world.back(1, "09:05")
    t.registered("owen", told(
        YP, Channel.TEXT, t.world.back(1, "08:30"),
        "hi its Jaz my PA is off sick and i got no money for electric til friday", name="Jaz", age_band="18_over",
        text="07700 900333", ways=(Way.TEXT, Way.HERE), wants="money for the meter today",
    ), words=True)  # fmt: skip
    yield t.world.back(1, "10:00")
    t.decides("owen", Procedure.CONCERN, "quick_action", "You have no money for electric and your worker is off sick",
              responder="anita", advocate="offered")  # fmt: skip
    t.second_person_agrees("hannah")


def alert_closed(t: Tale) -> Moments:
    """Not safe at first; duty went out the same evening and closed the alert."""
    yield t.world.back(6, "19:30")
    t.sends(YP, young(
        "Cass", "16_17", "My mum's new boyfriend came to my flat. He kicked the door.", "own_home", safe="no",
        feelings=["scared"], wants=["stop"], text_number="07700 900344",
    ), alert={"said": "Mum's boyfriend is at my door.", "reach": "Text 07700 900344"})  # fmt: skip
    yield t.world.back(6, "19:38")
    t.duty_deals_with_alert("celia", "Police went at 19:50. Cass is at her aunt's tonight. Locks changed next day.")
    yield t.world.back(5, "10:00")
    t.statutory("grace", "No one helped when you said he knew where you live", responder="anita", reason="care_leaver")


STORIES = (
    stopped, started_again, got_worse, lost_words, frozen, no_name, new_number, by_phone, by_text, alert_closed,
)  # fmt: skip
