"""The young person's questions in pictures: six pages, and who it is where it is about a worker (experience 2.9).

The same answers under the same names as in words: nothing that was said in one way is lost in the other.
"""

from models.procedure.terms import Journey
from portal.forms.asking import LINE, PICK, STORY, TILES, ask
from portal.forms.concern import Told
from portal.journeys.step import Path, Step, unless

DECK = "pictures"
# Saying yes says what may be told: there is no page after it to tick.
YES = {"advocate_yes": {"shares": ["contact"], "start": "now", "wishes": ""}}


class TellForm(Told, ask(DECK, "tell", story=STORY)):  # type: ignore[misc]
    """A few words, unless a picture was picked."""


PATH = Path(
    journey=Journey.YOUNG_PERSON,
    door="pictures",
    deck=DECK,
    called="voice",
    pictures=True,
    few_words=True,
    steps=(
        Step("about", ask(DECK, "about", topics=TILES)),
        Step("worker", ask(DECK, "worker", worker=LINE), skip=unless("about", "topics", "social_worker", "carers")),
        Step("feelings", ask(DECK, "feelings", feelings=TILES)),
        Step("tell", TellForm, page="tell", files="child"),
        Step("safe", ask(DECK, "safe", safe=PICK)),
        Step("advocate", ask(DECK, "advocate", advocate=PICK), brings={"yes": YES}),
        Step("who", ask(DECK, "who", call_me=LINE), sends=True),
    ),
)
