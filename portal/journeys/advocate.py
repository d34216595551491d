"""The questions for an advocate, or anyone who sends a complaint for a child (experience 4, without an account)."""

from models.procedure.terms import Journey
from portal.forms.asking import DAY, EMAIL, LINE, NOTE, PHONE, PICK, TILES, ask
from portal.forms.concern import ADVOCATE_POINTS, WordsForm
from portal.forms.contact import details_of, nothing_to_detail
from portal.forms.ready_worded import SoonForm
from portal.journeys.step import Path, Step, when

ADVOCATE = "advocate"

PATH = Path(
    journey=Journey.ADVOCATE,
    door="for-someone",
    called="theirs",
    grown_up=True,
    send_from="points",
    steps=(
        Step("before", page="before"),
        Step("instructed", ask(ADVOCATE, "instructed", instructed=PICK), prefill=("instructed",)),
        Step(
            "you",
            ask(ADVOCATE, "you", name=LINE, role=PICK, organisation=LINE, email=EMAIL, phone=PHONE, conflict=PICK),
        ),
        Step(
            "authority",
            ask(ADVOCATE, "authority", how=PICK, on=DAY, understands=PICK),
            skip=when("instructed", "instructed", "non_instructed"),
        ),
        Step("words", WordsForm, page="tell", files="adult"),
        Step("points", ADVOCATE_POINTS, page="rows"),
        Step("wants", ask(ADVOCATE, "wants", wants=TILES, words=NOTE)),
        Step("soon", SoonForm),
        Step("contact", ask(ADVOCATE, "contact", speak_to=PICK, ways=TILES)),
        Step("contact_details", details_of(ADVOCATE), skip=nothing_to_detail, page="details"),
        Step("copies", ask(ADVOCATE, "copies", copies=TILES)),
        Step("start", ask(ADVOCATE, "start", starts=PICK, on=DAY)),
        Step("child", ask(ADVOCATE, "child", name=LINE, age=PICK, born=DAY, social_worker=LINE, lives=LINE)),
    ),
)
