"""The young person's questions in pictures: six pages; who it is, about a worker; wait or go, with an advocate (2.9).

The same answers under the same names as in words: nothing that was said in one way is lost in the other.
"""

from models.procedure.terms import Journey
from portal.forms.asking import LINE, PICK, STORY, TILES, ask
from portal.forms.concern import VISIT, Marked, Told, Visited
from portal.journeys.step import Path, Step, not_begun, nothing_told, unless

DECK = "pictures"
# Saying yes says what may be told: there is no page after it to tick. To wait or to go on is still theirs to choose.
YES = {"advocate_yes": {"shares": ["contact"], "start": "", "wishes": ""}}


class TellForm(Told, Marked, ask(DECK, "tell", story=STORY, whose=PICK)):  # type: ignore[misc]
    """A few words, unless a picture was picked."""


class VisitForm(Visited, ask(DECK, "visit", **VISIT)):  # type: ignore[misc]
    """Come and see me."""


PATH = Path(
    journey=Journey.YOUNG_PERSON,
    door="pictures",
    deck=DECK,
    called="voice",
    send_from="about",
    pictures=True,
    few_words=True,
    steps=(
        Step("about", ask(DECK, "about", topics=TILES), explains=("social_worker",)),
        Step("worker", ask(DECK, "worker", worker=LINE), skip=unless("about", "topics", "social_worker", "carers")),
        Step("feelings", ask(DECK, "feelings", feelings=TILES)),
        Step("tell", TellForm, page="tell", files="child", needed=nothing_told),
        Step("safe", ask(DECK, "safe", safe=PICK)),
        Step("advocate", ask(DECK, "advocate", advocate=PICK), brings={"yes": YES}),
        Step("advocate_yes", ask(DECK, "advocate_yes", start=PICK), skip=unless("advocate", "advocate", "yes")),
        Step("who", ask(DECK, "who", call_me=LINE), sends=True),
        Step("visit", VisitForm, skip=not_begun("visit"), aside=True),
    ),
)
