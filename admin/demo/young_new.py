"""Young people whose words have just come: nobody has decided anything yet."""

from admin.demo.story import told
from admin.demo.tale import Tale
from admin.demo.tellings import young
from admin.demo.world import Moments
from models.procedure.terms import Channel, Journey, Safe, Way

YP = Journey.YOUNG_PERSON


def school_move(t: Tale) -> Moments:
    yield t.world.ago(hours=3)
    t.sends(YP, young(
        "Tia", "13_15", "They want me to change school in January. I have my GCSEs soon and all my mates are there. "
        "No one asked me. I found out from my foster carer.", "school", "plan",
        feelings=["angry", "not_heard"], wants=["listen", "change"], email="tia.draws@mail.example",
    ))  # fmt: skip


def brother(t: Tale) -> Moments:
    yield t.world.back(1, "16:40")
    t.sends(YP, young(
        "Kai", "10_12", "I only saw my brother two times since summer. You said every month. He is 6 and he cries.",
        "family", feelings=["sad"], wants=["why", "stop"], advocate="yes",
        more={"advocate_yes": {"shares": ["contact", "topics"], "start": "now", "wishes": "a man please"}},
    ))  # fmt: skip


def pocket_money(t: Tale) -> Moments:
    yield t.world.back(2, "19:15")
    t.sends(YP, young(
        "Jas", "13_15", "I have not had my pocket money for 5 weeks and no birthday money. I asked 3 times.", "money",
        wants=["why"], advocate="not_sure", more={
            "advocate_chat": {"chat": "yes"},
            "visit": {"name": "Jas", "where": "The library on Mill Street", "when": "After 4 on a school day",
                      "others": "Mrs Lyle who runs it"},
        },
    ))  # fmt: skip


def moving_tomorrow(t: Tale) -> Moments:
    yield t.world.back(1, "20:05")
    t.sends(YP, young(
        "Reuben", "16_17", "They are moving me to a place an hour away tomorrow. I start my new job on Monday. "
        "I only got told tonight. I dont want to go.", "moving", "home",
        feelings=["scared", "not_heard"], wants=["stop", "listen"], advocate="yes",
        soon={"soon": "yes", "what": ["home"], "when": "now"}, text_number="07700 900341",
        more={"advocate_yes": {"shares": ["contact", "topics", "words"], "start": "now"}},
    ))  # fmt: skip


def not_safe(t: Tale) -> Moments:
    yield t.world.ago(minutes=9)
    t.sends(YP, young(
        "Ellie", "13_15", "A man who lives near here waits for me after school. He knows where I live now.",
        "something_else", safe="no", feelings=["scared"], wants=["stop"], call_number="07700 900355",
    ), alert={
        "said": "A man waits for me after school. I am at the library now.", "reach": "Call me on 07700 900355",
    })  # fmt: skip


def not_sure_if_safe(t: Tale) -> Moments:
    yield t.world.back(1, "15:50")
    t.sends(YP, young(
        "Dev", "16_17", "My flatmate gets angry and breaks things. He has not hit me. I lock my door.", "own_home",
        safe="not_sure", feelings=["worried"], wants=["new_worker", "listen"], text_number="07700 900362",
    ), alert={
        "said": "My flatmate breaks things when he is angry.", "reach": "Text 07700 900362", "kind": Safe.NOT_SURE,
    })  # fmt: skip
    yield t.world.back(1, "16:02")
    t.duty_deals_with_alert("omar")


def about_claire(t: Tale) -> Moments:
    """The full name of somebody in the directory: she, her line and her team cannot see it."""
    yield t.world.back(1, "18:20")
    t.sends(YP, young(
        "Noor", "13_15", "She never rings back. She told my mum things I said were private.", "social_worker",
        worker="Claire Dobson", ask_first="ask", feelings=["angry", "worried"], wants=["new_worker", "sorry"],
    ))  # fmt: skip


def about_a_daniel(t: Tale) -> Moments:
    """A first name that two people have: an officer finds out which one is meant."""
    yield t.world.ago(hours=5)
    t.sends(YP, young(
        "Corey", "13_15", "Daniel said he would take me to see my nan and he did not come. This is the third time.",
        "social_worker", "family", worker="Daniel", feelings=["sad"], wants=["why", "meet"],
    ))  # fmt: skip


def about_miss_kelly(t: Tale) -> Moments:
    """A name that nobody here has."""
    yield t.world.back(1, "08:15")
    t.sends(YP, young(
        "Ami", "10_12", "Miss Kelly at the home shouts at the little ones. She took my drawing and binned it.",
        "carers", "treated", worker="Miss Kelly", ask_first="unknown", feelings=["sad", "angry"], wants=["stop"],
        lives="Larchwood House",
    ))  # fmt: skip


def about_the_office(t: Tale) -> Moments:
    """Everyone in the complaints team is named, so it goes to the alternate."""
    yield t.world.back(1, "12:30")
    t.sends(YP, young(
        "Sol", "16_17", "I told you all before and it got sent to my carer. Everyone in your office knows her.",
        "treated", "social_worker", worker="Hannah, Priya, Owen and Grace in the complaints office",
        feelings=["not_heard"], wants=["sorry", "why"],
    ))  # fmt: skip


def someone_i_know(t: Tale) -> Moments:
    """Four days without an acknowledgement: late."""
    yield t.world.back(4, "17:25")
    t.sends(YP, young(
        "Bryn", "10_12", "My room at the new house has damp and it makes me cough. I told my carer.",
        "home", wants=["stop"], advocate="known_person",
        more={"advocate_known": {"name": "Mr Abara", "relation": "my football coach", "talk": "yes"}},
    ))  # fmt: skip


def on_paper(t: Tale) -> Moments:
    """A form filled in by hand at a home, given to the officer who visited."""
    yield t.world.back(1, "14:10")
    t.registered("grace", told(
        YP, Channel.FORM, t.world.back(1, "11:00"),
        "Wi fi is off at 8. I am 17. I need it for college. Staff have it on all night.",
        name="Marley", age_band="16_17", child_lives="Larchwood House", ways=(Way.HERE,), wants="same wi fi as staff",
    ), words=True)  # fmt: skip


STORIES = (
    school_move, brother, pocket_money, moving_tomorrow, not_safe, not_sure_if_safe, about_claire, about_a_daniel,
    about_miss_kelly, about_the_office, someone_i_know, on_paper,
)  # fmt: skip
