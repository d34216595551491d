"""What is typed and chosen at triage: the fields, and what one of them offers."""

from wtforms.validators import DataRequired, Optional

from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.left_out import LEFT_OUT
from models.procedure.routes import WAYS
from models.procedure.screening import ROUTES
from models.procedure.standing import LABELS, Standing
from models.procedure.terms import Procedure
from models.tables import Case

LONG = 10_000
TEXTS = (
    "safe_note", "freeze_reason", "freeze_risk", "freeze_wishes", "freeze_by", "reasons", "evidence", "carried_on",
    "again", "hold_reason", "extra", "leads", "coordinates",
)  # fmt: skip
READ = "The person reads this"
HOMES = [
    ("", "As the case"),
    (Procedure.STATUTORY.value, "Statutory"),
    (Procedure.CORPORATE.value, "Corporate"),
    *((way.value, f"A case of its own: {ROUTES[way].label}") for way in WAYS),
]
GROUNDS = [("", "It is not left out"), *((code, f"{one.label} ({one.rule})") for code, one in LEFT_OUT.items())]
HOME_VALUES = frozenset(value for value, _ in HOMES if value)


def _text(label: str, hint: str = "") -> StoryField:
    return StoryField(label, [Optional(), UpTo(LONG, label)], description=hint)


class TriageForm(StrippedForm):
    safe = PickField(
        "Are they safe?",
        choices=[("safe", "Safe, as far as we know"), ("referred", "I refer this to the duty team now")],
    )
    safe_note = _text("What the duty team needs to know")
    freeze = PickField(
        "Does the change wait?",
        choices=[("frozen", "It waits"), ("part", "Part of it waits"), ("not_frozen", "It goes ahead")],
    )
    freeze_reason = _text("Why", "One sentence. The person reads it")
    freeze_risk = _text("The risk if it waits, and if it does not")
    freeze_wishes = _text("What the child wants and feels")
    freeze_by = LineField("Who decided it", [Optional(), UpTo(200, "This")])
    standing = ListField("Their standing", choices=[("", "Not settled"), *((s.value, LABELS[s]) for s in Standing)])
    route = PickField("Which way does it go?")
    reasons = _text("Our reasons", READ)
    evidence = _text("What we looked at before we decided", READ)
    carried_on = _text("What we still do", "The person reads this. Not needed where nothing more is done")
    again = _text("When they can send it again", "Only while proceedings run. Else the letter says it by itself")
    duty_reasons = _text("Why this is a duty matter", READ)  # a duty matter has boxes of its own, beside its choice
    duty_evidence = _text("What we looked at for it", READ)
    advocate = PickField("An advocate")
    responder = ListField("Who answers")
    answer_by = DateField("When a manager answers (case concern only)", [Optional()], what="The day")
    passed_to = LineField("Who hears of it, or where it goes", [Optional(), UpTo(200, "This")])
    leads = LineField("Several services: who leads", [Optional(), UpTo(200, "This")])
    coordinates = LineField("Several services: who brings one answer together", [Optional(), UpTo(200, "This")])
    hold_reason = _text("Why we cannot ask them first", "Complaints managers only. Leave empty to ask first")
    extra = _text("Anything to add to the letter")


class SendBackForm(StrippedForm):
    comment = StoryField("What has to change", [DataRequired("Say what has to change"), UpTo(LONG, "This")])


def advocate_choices(case: Case, *, asked: bool) -> list[tuple[str, str]]:
    by_us = "The provider is asked already, as they wished" if asked else "We have asked the provider, as they agreed"
    choices = [("offered", "We offer one in this letter"), ("referred", by_us), ("has_one", "They have one")]
    return choices if case.young_person else []
