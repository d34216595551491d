"""Young people whose complaint is being looked into, or was just answered."""

from admin.demo.answers import CALLS, CHILD_OPENING, CHILD_SORRY, CHILD_WISHES, KEYS, MONEY, ROOM, SEEING
from admin.demo.tale import Found, Tale
from admin.demo.tellings import young
from admin.demo.world import Moments
from models.procedure.terms import Journey

YP = Journey.YOUNG_PERSON
BACK = "No one rings me back"


def writes(t: Tale, who: str, *found: Found) -> None:
    sorry = CHILD_SORRY if any(one.finding in ("upheld", "partially_upheld") for one in found) else ""
    t.writes(who, found, opening=CHILD_OPENING, apology=sorry, wishes=CHILD_WISHES)


def printed(t: Tale) -> Moments:
    """The way back that the demo prints: everything a page can have."""
    yield t.world.back(6, "16:50")
    t.sends(YP, young(
        "Sky", "13_15", "My social worker changed again and the new one never rings back. I rang 6 times.\n\n"
        "I am meant to see my brother every month and it is not happening.", "social_worker", "family",
        worker="the new one", feelings=["sad", "not_heard"], wants=["listen", "why", "sorry"], advocate="yes",
        more={"advocate_yes": {"shares": ["contact", "topics"], "start": "now"}},
    ))  # fmt: skip
    yield t.world.back(5, "10:20")
    t.statutory("priya", BACK, "You do not see your brother each month", responder="paul")
    yield t.world.back(5, "16:05")
    t.says("thank you. do you know when the advocate will call")
    yield t.world.back(4, "09:20")
    t.provider_takes("ama", "Ama", "Hi. I am on your side. I will write to you here, or call me free on 01632 960150.")
    yield t.world.back(4, "09:35")
    t.writes_to_person("priya", "Hi Sky. The advocate is called Ama. She will write to you here this week.")
    yield t.world.back(3, "11:40")
    t.provider_in_touch("ama")
    t.lets_in("priya", "adeola", "Sky")
    yield t.world.back(3, "17:10")
    t.reads()
    t.says("ok she did. she is nice")
    yield t.world.back(2, "11:00")
    t.asks("paul", "marcus", "Did anyone in your team take Sky's calls while we had no worker?", 3)
    yield t.world.back(1, "15:30")
    t.writes_to_person("priya", "That is good to hear. Paul is looking at your points now. You get an answer in time.")


def due_today(t: Tale) -> Moments:
    """The answer waits for a second person, and it is due today."""
    yield t.world.back(10, "18:10")
    t.sends(YP, young(
        "Zane", "16_17", "Staff come in my room without a knock. I asked for a lock.", "home", "treated",
        feelings=["angry"], wants=["stop"], advocate="have_one",
        more={"advocate_mine": {"name": "Ama Boateng", "organisation": "Alongside Advocacy", "copies": "ask"}},
    ))  # fmt: skip
    yield t.world.back(9, "11:15")
    t.statutory("owen", "Staff come into your room and do not knock", responder="nasreen", advocate="has_one")
    t.lets_in("owen", "adeola", "Zane")
    yield t.world.back(1, "14:00")
    writes(t, "nasreen", KEYS)
    yield t.world.back(1, "16:20")
    t.asks_for_check("nasreen")


def late(t: Tale) -> Moments:
    """Three days late, half written, and the person asks where we are."""
    yield t.world.back(13, "20:30")
    t.sends(YP, young(
        "Leo", "13_15", "My foster carer has not had my clothes money. My shoes have a hole.", "money", "carers",
        feelings=["left_out"], wants=["why", "sorry"], email="leo.b@mail.example",
    ))  # fmt: skip
    yield t.world.back(12, "09:50")
    t.statutory("grace", "Your clothes money was not paid", responder="nasreen")
    yield t.world.back(5, "10:00")
    t.asks("grace", "paul", "What was paid to the carer since the summer, and when?", 2)
    yield t.world.back(2, "19:45")
    t.says("hello is anyone there")
    yield t.world.back(1, "13:00")
    t.writes("nasreen", [], opening=CHILD_OPENING, wishes={"": ("", "")})


def waited_for_advocate(t: Tale) -> Moments:
    """They chose to wait for an advocate, who started four days ago: the days count from then (K-11)."""
    yield t.world.back(9, "15:45")
    t.sends(YP, young(
        "Mina", "13_15", "They said things in my meeting that are not true and I was not there.", "plan",
        feelings=["angry"], wants=["listen", "change"], advocate="yes", text_number="07700 900377",
        more={"advocate_yes": {"shares": ["contact", "topics", "words"], "start": "wait"}},
    ))  # fmt: skip
    yield t.world.back(8, "10:40")
    t.statutory("priya", "Things were said in your meeting that are not true", responder="marcus", advocate="referred")
    yield t.world.back(4, "12:00")
    t.advocate_starts("priya", t.world.day_back(4))


def asked_first(t: Tale) -> Moments:
    """Nobody in the service hears of it until the child has said yes."""
    yield t.world.back(3, "17:00")
    t.sends(YP, young(
        "Ife", "10_12", "Daniel Okoro tells my mum what I say. Then she is cross with me.", "social_worker",
        worker="Daniel Okoro", ask_first="ask", feelings=["scared", "sad"], wants=["stop", "new_worker"],
    ))  # fmt: skip
    yield t.world.back(2, "09:25")
    t.statutory(
        "owen", "Your worker tells your mum what you say", advocate="offered",
        walls={"okoro": "confirm", "frost": "lift"},
    )  # fmt: skip
    yield t.world.back(2, "09:40")
    t.writes_to_person("owen", "Hi Ife. Is it OK if we talk to a manager about this? We will not talk to Daniel yet.")


def put_right(t: Tale) -> Moments:
    """The person says that we have a point wrong, and that one is missing."""
    yield t.world.back(7, "16:15")
    t.sends(YP, young(
        "Jude", "13_15", "I got moved with my stuff in bin bags. My guitar got broken.", "moving",
        feelings=["angry", "sad"], wants=["sorry"], email="jude.plays@mail.example",
    ))  # fmt: skip
    yield t.world.back(6, "11:30")
    t.statutory("grace", "Your things were moved in bin bags", responder="paul")
    yield t.world.back(2, "18:40")
    t.corrects(1, "It was bin bags AND they broke my guitar. It was my grandads.")
    t.corrects(None, "They left my rabbit behind.")


def taken_up(t: Tale) -> Moments:
    """What they corrected was taken up, and they said that it is right now."""
    yield t.world.back(5, "16:15")
    t.sends(YP, young(
        "Amara", "16_17", "My passport form has been with the council for months. I miss the school trip.",
        "something_else", wants=["why", "stop"], advocate="not_now",
    ))  # fmt: skip
    yield t.world.back(4, "10:10")
    t.statutory("priya", "Your passport form was not sent", responder="nasreen")
    yield t.world.back(3, "16:20")
    t.corrects(1, "It was sent two times but they lost it.")
    yield t.world.back(2, "09:30")
    t.rewords("priya", 1, "Your passport form was lost two times")
    yield t.world.back(1, "17:30")
    t.agrees_points()


def more_time_asked(t: Tale) -> Moments:
    """We asked for more time. They have not said yes, so nothing has moved (T59)."""
    yield t.world.back(8, "12:20")
    t.sends(YP, young(
        "Theo", "13_15", "No one told me why I can not live with my sister.", "family", "home", wants=["why", "meet"],
        feelings=["sad"],
    ))  # fmt: skip
    yield t.world.back(7, "10:00")
    t.statutory("owen", "No one told you why you can not live with your sister", responder="paul")
    yield t.world.back(1, "14:45")
    t.asks_more_time("owen", t.day(6), "We want to talk to you and your sister.")


def more_time_agreed(t: Tale) -> Moments:
    yield t.world.back(11, "17:20")
    t.sends(YP, young(
        "Ruby", "16_17", "They took my phone for a week. I could not ring my gran.", "home", "treated",
        wants=["sorry", "why"], feelings=["angry"],
    ))  # fmt: skip
    yield t.world.back(10, "09:45")
    t.statutory("grace", "Your phone was taken for a week", responder="nasreen")
    yield t.world.back(4, "11:10")
    t.asks_more_time("grace", t.day(9), "The staff who were there are back next week. We want to hear from them.")
    yield t.world.back(3, "16:00")
    t.answers_more_time("yes")


def more_time_refused(t: Tale) -> Moments:
    """They said no to more time, so the day stays."""
    yield t.world.back(8, "17:20")
    t.sends(YP, young(
        "Hari", "16_17", "My plan says driving lessons. I have had none.", "own_home", "plan", wants=["why", "stop"],
    ))  # fmt: skip
    yield t.world.back(7, "09:45")
    t.statutory("priya", "Your plan says driving lessons and you had none", responder="anita", reason="care_leaver")
    yield t.world.back(3, "11:10")
    t.asks_more_time("priya", t.day(8), "The worker who booked them is on leave.")
    yield t.world.back(2, "16:00")
    t.answers_more_time("no")


def sent_back(t: Tale) -> Moments:
    """The second person wants something changed before it goes."""
    yield t.world.back(9, "16:10")
    t.sends(YP, young(
        "Poppy", "10_12", "My room is wet and smells. It makes me cough.", "home", wants=["stop", "sorry"],
        feelings=["sad"], advocate="known_person",
        more={"advocate_known": {"name": "Mrs Lindley", "relation": "my teacher", "talk": "with_me"}},
    ))  # fmt: skip
    yield t.world.back(8, "10:30")
    t.statutory("priya", "Your room is wet and makes you cough", responder="paul")
    yield t.world.back(3, "11:00")
    writes(t, "paul", ROOM)
    yield t.world.back(2, "15:00")
    t.asks_for_check("paul")
    yield t.world.back(1, "09:20")
    t.gives_back("hannah", "Say by when the wall is dry, and who will tell Poppy. She should not have to ask.")


def answered(t: Tale) -> Moments:
    yield t.world.back(14, "15:00")
    t.sends(YP, young(
        "Finn", "13_15", "I do not see my little brother. You said each month.", "family", wants=["why", "sorry"],
        feelings=["sad"], email="finn.goal@mail.example",
    ))  # fmt: skip
    yield t.world.back(13, "10:00")
    t.statutory("grace", "You do not see your brother each month", responder="paul")
    yield t.world.back(6, "10:00")
    writes(t, "paul", SEEING)
    t.asks_for_check("paul")
    yield t.world.back(5, "14:00")
    t.checks("hannah")
    yield t.world.back(5, "15:10")
    t.releases("hannah")
    yield t.world.back(4, "17:00")
    t.reads()


def next_stage(t: Tale) -> Moments:
    """Answered, and not content: people from outside are asked for."""
    yield t.world.back(24, "15:00")
    t.sends(YP, young(
        "Idris", "16_17", "I rang six times. No one rings back.", "social_worker", worker="",
        wants=["sorry", "new_worker"], feelings=["not_heard"],
    ))  # fmt: skip
    yield t.world.back(23, "10:00")
    t.statutory("owen", BACK, responder="paul")
    yield t.world.back(16, "10:00")
    writes(t, "paul", CALLS)
    t.asks_for_check("paul")
    yield t.world.back(15, "14:00")
    t.checks("hannah")
    t.releases("hannah")
    yield t.world.back(2, "20:10")
    t.asks_next_stage("You say sorry but it is the same worker. She still does not ring.", (1,))


def told_by_phone(t: Tale) -> Moments:
    """Told at a meeting; the letter that confirms it is owed within five working days (K-17)."""
    yield t.world.back(9, "13:00")
    t.sends(YP, young(
        "Keira", "18_over", "My rent top up did not come two months in a row. I got a letter from the landlord.",
        "own_home", "money", wants=["stop", "sorry"], text_number="07700 900388",
    ))  # fmt: skip
    yield t.world.back(8, "10:00")
    t.statutory("priya", "Your rent top up did not come", responder="anita", reason="care_leaver")
    yield t.world.back(2, "16:00")
    t.tells_outcome("anita", "meeting", "Met Keira with Femi. Upheld. Paid today. She was glad to hear it in person.")
    yield t.world.back(1, "10:30")
    writes(t, "anita", MONEY)


STORIES = (
    printed, due_today, late, waited_for_advocate, asked_first, put_right, taken_up, more_time_asked, more_time_agreed,
    more_time_refused, sent_back, answered, next_stage, told_by_phone,
)  # fmt: skip
