"""What an investigator writes in their room: an interview, and the parts of a report."""

from typing import Any

from wtforms.fields import HiddenField
from wtforms.validators import DataRequired

from models.cases.interviewing import KINDS
from models.cases.reporting import FINDINGS, Body, OnPoint
from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, UpTo
from models.procedure.independence import Part

LONG = UpTo(50_000, "This")


class Versioned(StrippedForm):
    version = HiddenField()

    @property
    def seen(self) -> int:
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


class InterviewForm(Versioned):
    name = LineField("Who did you speak with?", [DataRequired("Write who you spoke with"), UpTo(200)])
    kind = PickField("Who are they?", [DataRequired("Choose who they are")], choices=KINDS.items())
    role = LineField("As what? Such as: team manager at the time", [UpTo(200)])
    held_on = DateField("When?", [DataRequired("Enter the day you spoke")], what="The day")
    notes = StoryField("Your notes", [LONG])

    def told(self) -> dict[str, Any]:
        texts = {name: getattr(self, name).data or "" for name in ("name", "kind", "role", "notes")}
        return {**texts, "held_on": self.held_on.data}


class PointForm(StrippedForm):
    evidence = StoryField("Evidence: what shows what happened", [LONG])
    finding = ListField("Finding", choices=[("", "Choose"), *FINDINGS.items()])
    conclusion = StoryField("Conclusion", [LONG])
    recommendation = StoryField("Recommendation, if there is one", [LONG])


class TextForm(Versioned):
    text = StoryField("The report", [LONG])


class ReportForm:
    """All of one report: its text and, for the investigating officer, each point."""

    def __init__(self, part: Part, body: Body, version: int, typed: Any = None) -> None:
        self.main = TextForm(typed, data={"text": body.text, "version": str(version)})
        self.main.text.label.text = "Introduction" if part is Part.INVESTIGATOR else "Your report"
        self.points = [(point.number, PointForm(typed, obj=point, prefix=f"p{point.number}-")) for point in body.points]

    def validate(self) -> bool:
        return all([self.main.validate(), *(form.validate() for _, form in self.points)])

    @property
    def errors(self) -> list[tuple[str, str]]:
        forms = [self.main, *(form for _, form in self.points)]
        return [(f"#{field.id}", field.errors[0]) for form in forms for field in form if field.errors]

    def body(self) -> Body:
        points = (
            OnPoint(number, **{name: field.data or "" for name, field in form._fields.items()})
            for number, form in self.points
        )
        return Body(self.main.text.data or "", tuple(points))
