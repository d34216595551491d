"""The young person's questions, in order (experience 2.1). Only one tile or a few words are needed to send."""

from models.cases.answers import SOMEBODY
from models.procedure.terms import Journey
from portal.forms.asking import DAY, LINE, PICK, TILES, ask, opened_by
from portal.forms.concern import NeedsForm, TellForm, VisitForm, WantsForm
from portal.forms.consent import AdvocateYesForm
from portal.forms.contact import details_of, nothing_to_detail
from portal.journeys.step import Path, Step, not_begun, nothing_told, unless

YP = "young_person"
NEEDS = opened_by(
    NeedsForm,
    language="needs-language",
    who_name="who_talks-known",
)
WORKER = opened_by(
    ask(YP, "worker", worker=LINE, ask_first=PICK, must_not_know=TILES, must_not_know_words=LINE),
    must_not_know_words="must_not_know-someone_else",
)
SOON = opened_by(ask(YP, "soon", soon=PICK, what=TILES, when=PICK), what="soon-yes", when="soon-yes")

PATH = Path(
    journey=Journey.YOUNG_PERSON,
    door="your-voice",
    called="voice",
    send_from="about",
    pictures=True,
    steps=(
        Step("before", page="before"),
        Step("safe", ask(YP, "safe", safe=PICK), explains=("social_worker", "council")),
        Step("about", ask(YP, "about", topics=TILES), explains=("social_worker",)),
        Step(
            "worker",
            WORKER,
            skip=unless("about", "topics", *SOMEBODY),
            explains=("social_worker", "foster_carer", "personal_adviser"),
        ),
        Step("tell", TellForm, page="tell", files="child", needed=nothing_told),
        Step("feelings", ask(YP, "feelings", feelings=TILES)),
        Step("wants", WantsForm),
        Step("soon", SOON),
        Step("advocate", ask(YP, "advocate", advocate=PICK)),
        Step(
            "advocate_yes",
            AdvocateYesForm,
            skip=unless("advocate", "advocate", "yes"),
            declines=("advocate", "advocate", "not_now"),
        ),
        Step(
            "advocate_mine",
            ask(YP, "advocate_mine", name=LINE, organisation=LINE, reach=LINE, copies=PICK),
            skip=unless("advocate", "advocate", "have_one"),
        ),
        Step(
            "advocate_chat",
            ask(YP, "advocate_chat", chat=PICK),
            skip=unless("advocate", "advocate", "not_sure"),
        ),
        Step(
            "advocate_known",
            ask(YP, "advocate_known", name=LINE, relation=LINE, reach=LINE, talk=PICK),
            skip=unless("advocate", "advocate", "known_person"),
        ),
        Step("who", ask(YP, "who", call_me=LINE, age=PICK, full_name=LINE, born=DAY, social_worker=LINE, lives=LINE)),
        Step("contact", ask(YP, "contact", ways=TILES)),
        Step("contact_details", details_of(YP), skip=nothing_to_detail, page="details"),
        Step("needs", NEEDS, explains=("advocate",)),
        Step(
            "helping",
            ask(YP, "helping", name=LINE, relation=PICK, about_them=PICK, talks=PICK),
            skip=not_begun("helping"),
            aside=True,
        ),
        Step("visit", VisitForm, skip=not_begun("visit"), aside=True),
    ),
)
