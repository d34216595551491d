"""The parent's or carer's questions, in order (experience 3). No answer ends the journey: a person decides."""

from models.procedure.terms import Journey
from portal.forms.asking import DAY, LINE, NOTE, PICK, TILES, ask
from portal.forms.concern import CHILDREN, PARENT_POINTS, ChildViewForm
from portal.forms.contact import details_of, nothing_to_detail
from portal.forms.courts import COURTS, PartsForm
from portal.forms.evidence import EvidenceForm
from portal.journeys.step import Answers, Path, Step, always, given, unless, when

PARENT = "parent"
SURE = ("pr", "special_guardian", "foster_carer", "adopter", "own_treatment", "formerly_in_care")
OWN = ("own_treatment", "formerly_in_care")


def sure_of_standing(answers: Answers) -> bool:
    """Whether nothing more needs asking about how they are involved with the child."""
    return given(answers, "standing", "standing") in SURE or given(answers, "responsibility", "responsibility") == "yes"


PATH = Path(
    journey=Journey.PARENT,
    door="your-say",
    called="say",
    send_from="points",
    about_after=True,
    grown_up=True,
    steps=(
        Step("before", page="before"),
        Step("urgent", ask(PARENT, "urgent", danger=PICK)),
        Step("standing", ask(PARENT, "standing", standing=PICK)),
        Step(
            "responsibility",
            ask(PARENT, "responsibility", responsibility=PICK),
            skip=when("standing", "standing", *SURE),
        ),
        Step("involved", ask(PARENT, "involved", involved=TILES, words=NOTE), skip=sure_of_standing),
        Step("children", CHILDREN, skip=when("standing", "standing", "formerly_in_care"), page="rows"),
        Step(
            "child_view",
            ChildViewForm,
            skip=when("standing", "standing", *OWN),
        ),
        Step("points", PARENT_POINTS, page="rows", needed=always),
        Step("when", ask(PARENT, "when", last=PICK, words=LINE)),
        Step("sooner", ask(PARENT, "sooner", why=NOTE), skip=unless("when", "last", "longer")),
        Step("courts", ask(PARENT, "courts", courts=TILES)),
        Step("courts_parts", PartsForm, skip=unless("courts", "courts", *COURTS)),
        Step("soon", ask(PARENT, "soon", soon=PICK, words=NOTE, on=DAY)),
        Step("wants", ask(PARENT, "wants", wants=TILES, words=NOTE, add=PICK)),
        Step("evidence", EvidenceForm, page="evidence", files="adult", skip=unless("wants", "add", "yes")),
        Step("talked", ask(PARENT, "talked", talked=PICK, who=LINE, said=NOTE, call=PICK)),
        Step("you", ask(PARENT, "you", name=LINE, preferred=LINE, must_not_see=LINE, address_secret=PICK)),
        Step("contact", ask(PARENT, "contact", ways=TILES)),
        Step("contact_details", details_of(PARENT), skip=nothing_to_detail, page="details"),
        Step("needs", ask(PARENT, "needs", needs=TILES, language=LINE, words=NOTE)),
        Step("helper", ask(PARENT, "helper", name=LINE, role=LINE, reach=LINE, authority=PICK, copies=PICK)),
    ),
)
