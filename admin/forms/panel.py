"""Stage 3: a late request decided, seats given, papers sent, the panel met, its report, the director's response."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms.fields import HiddenField
from wtforms.validators import DataRequired, Optional, ValidationError

from admin.forms.papered import PaperedForm
from models.cases.answer_gaps import FINDINGS
from models.cases.chairing import Written
from models.cases.early_referral import AGREED
from models.cases.panel_day import CAME, NOT_THEN
from models.cases.panel_papers import PAPERS_OF
from models.cases.panel_report import Found
from models.cases.panel_response import Decision, Response
from models.cases.rooms import Paper
from models.fields import DateField, LineField, ListField, PickField, StoryField, StrippedForm, TilesField, UpTo
from models.formats import short_date
from models.procedure.stage_three import DECIDED, EARLY
from models.procedure.terms import Finding
from models.tables import Outsider

LONG, SHORT = UpTo(10_000, "This"), UpTo(2_000, "This")
Choices = list[tuple[str, str]]
RECOMMENDATIONS = 12  # boxes at most; empty ones are left out


class LateForm(StrippedForm):
    take = PickField(
        "Do you take the request?",
        [DataRequired("Say whether you take it")],
        choices=[("yes", "Yes, the panel goes ahead"), ("no", "No. They get a letter with the reasons")],
    )
    why_late = StoryField("Why did it come late, as they see it?", [DataRequired("Say why it came late"), SHORT])
    new = StoryField(
        "What is new, or what can no longer be looked at?", [DataRequired("Say what is new, or that nothing is"), SHORT]
    )
    reasons = StoryField("Your reasons, as they will read them", [DataRequired("Write your reasons"), SHORT])


class SeatForm(StrippedForm):
    outsider = ListField("Who?", [DataRequired("Choose who")])
    on = DateField("Appointed on", [DataRequired("Enter the day they were appointed")], what="The day")

    def offer(self, people: Sequence[tuple[Outsider, list[str]]], known: Mapping[uuid.UUID, str]) -> Self:
        """Each with what `known` says of their cases and their travel, as at stage 2 (K-28)."""
        may = [(str(one.id), f"{one.name}: {known[one.id]}") for one, reasons in people if not reasons]
        self.outsider.choices = [("", "Choose"), *may]
        return self

    @property
    def who(self) -> uuid.UUID:
        return uuid.UUID(self.outsider.data)


class PapersForm(StrippedForm):
    papers = TilesField("Which papers went out?", choices=PAPERS_OF.items())
    alone = TilesField(
        "Letters and files of this case that went out by themselves", choices=[],
        description="They can open exactly what you tick. Look through each first.",
    )  # fmt: skip
    others = StoryField("Papers that are not in this case, one on each line", [SHORT])
    on = DateField("They went out on", [DataRequired("Enter the day the papers went out")], what="The day")
    late_because = StoryField("If they are late: why the chair takes them", [SHORT])

    def offer(self, there: Sequence[Paper]) -> Self:
        """Letters and files that may be chosen one by one; at first those that the panel has already."""
        self.alone.choices = [(str(one.id), f"{one.title}, {short_date(one.on)}") for one in there]
        return self

    def within(self, days: tuple[date, date] | None) -> Self:
        """The first and the last day on which they can have gone out, where that is known."""
        self.days = days
        return self

    def validate_on(self, field: DateField) -> None:
        if self.days and field.data and not self.days[0] <= field.data <= self.days[1]:
            raise ValidationError(NOT_THEN.rstrip("."))

    @property
    def ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(one) for one in self.alone.data or ()]


class MetForm(PaperedForm):
    came = TilesField("Who came, besides the panel?", choices=CAME.items())
    others = LineField("Anybody else", [UpTo(500)])
    minutes = StoryField("Minutes", [DataRequired("Write the minutes, or where they are"), UpTo(50_000)])


class ReportForm(PaperedForm):
    """The panel's report, with a finding for each point and a box for each recommendation."""

    on = DateField("The council had the report on", [DataRequired("Enter the day the report came")], what="The day")
    summary = StoryField("Short summary, as they will read it", [DataRequired("Write the short summary"), LONG])

    @classmethod
    def about(cls, points: Sequence[tuple[int, str]], typed: Any = None) -> Any:
        """With fields for these points; `recommended` beside it holds as many boxes as there are and one more."""
        fields: dict[str, Any] = {}
        for number, _ in points:
            choices = [(code.value, words) for code, words in FINDINGS.items()]
            fields[f"finding_{number}"] = PickField(
                f"Point {number}: what the panel found", [DataRequired(f"Point {number}: choose what the panel found")],
                choices=choices,
            )  # fmt: skip
            fields[f"why_{number}"] = StoryField(f"Point {number}: why", [SHORT])
        boxes = range(1, _rows(typed) + 1)
        fields |= {f"rec_{place}": StoryField(f"Recommendation {place}", [SHORT]) for place in boxes}
        return type("ReportAbout", (cls,), fields)(typed)

    def found(self, points: Sequence[tuple[int, str]]) -> list[Found]:
        given = self.data
        return [
            Found(number, _finding(given[f"finding_{number}"]), given[f"why_{number}"] or "") for number, _ in points
        ]

    def recommended(self) -> list[str]:
        return [text for name, text in self.data.items() if name.startswith("rec_") and text]

    def written(self, points: Sequence[tuple[int, str]]) -> Written:
        return Written(self.summary.data or "", self.found(points), self.recommended())

    @staticmethod
    def typed(written: Written, seen: int = 0) -> MultiDict[str, str]:
        """What was written, as this form would send it."""
        texts = {"seen": str(seen), "summary": written.summary}
        for one in written.found:
            texts |= {f"finding_{one.number}": one.finding or "", f"why_{one.number}": one.why}
        return MultiDict({**texts, **{f"rec_{place}": text for place, text in enumerate(written.recommended, 1)}})


class ReportAgainForm(ReportForm):
    """The right one in the place of a report that was wrong."""

    on = DateField("The right report came on", [DataRequired("Enter the day the right report came")], what="The day")
    wrong = StoryField("What was wrong, as they will read it", [DataRequired("Say what was wrong"), SHORT])
    others = StoryField("Who else was sent the wrong one, and how they will be told", [SHORT])


BESIDE = frozenset({"seen", "paper"})  # no words of a report


class ChairsReport(ReportForm):
    """The same as the chair writes it: it is here on the day they hand it in, and a draft may have gaps."""

    on = None  # type: ignore[assignment]  # which takes the field away
    seen = HiddenField()

    draft = False

    @property
    def bare(self) -> bool:
        """A document, and nothing typed beside it: it stands alone."""
        return bool(self.good) and not any(value for name, value in self.data.items() if name not in BESIDE)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if self.draft and self.good:
            self.paper.errors = ["Choose the file when you hand the report in"]
        return fine and not self.paper.errors

    @property
    def mark(self) -> int:
        typed = self.seen.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0

    def as_draft(self) -> Self:
        """Nothing is needed yet; only its length is looked at. A file comes when the report is handed in."""
        for one in self:
            one.validators = [each for each in one.validators if isinstance(each, UpTo)]
        self.draft = True
        return self


def _finding(code: str | None) -> Finding | None:
    return Finding(code) if code else None


def _rows(typed: Any) -> int:
    given = [name for name in typed or () if name.startswith("rec_") and (typed.get(name) or "").strip()]
    return min(max(len(given) + 1, 3), RECOMMENDATIONS)


class DecisionForm(StrippedForm):
    decided = PickField("Does the director accept it?", choices=[(one.value, words) for one, words in DECIDED.items()])
    why = StoryField("Reason, if not all of it is accepted", [SHORT])
    doing = StoryField("What will be done", [SHORT])
    owner = ListField("Who does it")
    due = DateField("By when", [Optional()], what="The day")

    def decision(self) -> Decision:
        due = self.due.data.isoformat() if self.due.data else ""
        return Decision(self.decided.data or "", self.why.data or "", self.doing.data or "", self.owner.data or "", due)


class RemedyForm(StrippedForm):
    """What is done about a point that the panel upheld (X-15)."""

    doing = StoryField("What you will do about it", [SHORT])
    owner = ListField("Who does it")
    due = DateField("By when", [Optional()], what="The day")
    why = StoryField("Or why there is nothing to do", [SHORT])

    def remedy(self) -> Decision:
        due = self.due.data.isoformat() if self.due.data else ""
        return Decision("", self.why.data or "", self.doing.data or "", self.owner.data or "", due)


class ResponseForm(StrippedForm):
    opening = StoryField("What the director makes of the findings", [LONG])
    apology = StoryField("Apology", [SHORT])
    director = LineField("Name of the director", [UpTo(200)])
    agreed = DateField("The director agreed this response on", [Optional()], what="The day")
    consulted = DateField("The independent person was asked on", [Optional()], what="The day")
    view = StoryField("What the independent person thinks, as they will read it", [SHORT])
    others = PickField(
        "Who else must be told?",
        choices=[("nobody", "Nobody else"), ("someone", "Someone else must be told in writing")],
    )
    others_words = StoryField("Who, and how they will be told", [SHORT])


class WholeResponse:
    """All of the response: what stands around, one form for each point upheld and one for each recommendation."""

    def __init__(
        self, response: Response, numbers: Sequence[int], upheld: Sequence[int], owners: Choices, typed: Any = None
    ) -> None:
        days = {name: _day(getattr(response, name)) for name in ("agreed", "consulted")}
        self.around = ResponseForm(typed, data={**asdict(response), **days})
        self.points: dict[int, RemedyForm] = {}
        for number in upheld:
            done = response.points.get(str(number), Decision())
            remedy = RemedyForm(typed, data={**asdict(done), "due": done.due_on}, prefix=f"p{number}-")
            remedy.owner.choices = owners
            self.points[number] = remedy
        self.decisions: dict[int, DecisionForm] = {}
        for number in numbers:
            kept = response.decisions.get(str(number), Decision())
            form = DecisionForm(typed, data={**asdict(kept), "due": kept.due_on}, prefix=f"r{number}-")
            form.owner.choices = owners
            self.decisions[number] = form

    def validate(self) -> bool:
        return all([form.validate() for form in self._forms()])

    def _forms(self) -> list[StrippedForm]:
        return [self.around, *self.points.values(), *self.decisions.values()]

    @property
    def errors(self) -> list[tuple[str, str]]:
        fields = [f for form in self._forms() for f in form if f.errors]
        return [(f"#{getattr(field, 'error_id', field.id)}", field.errors[0]) for field in fields]

    def response(self) -> Response:
        given: dict[str, Any] = {name: value or "" for name, value in self.around.data.items()}
        for name in ("agreed", "consulted"):
            given[name] = given[name].isoformat() if given[name] else ""
        decisions = {str(number): form.decision() for number, form in self.decisions.items()}
        return Response(
            **given, decisions=decisions, points={str(number): form.remedy() for number, form in self.points.items()}
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class EarlyForm(StrippedForm):
    """Every box, or there is a panel."""

    holds = TilesField("What holds?", choices=EARLY.items())
    agreed_on = DateField("The person agreed on", [DataRequired("Enter the day they agreed")], what="The day")
    how = PickField("How did they say so?", [DataRequired("Say how they agreed")], choices=AGREED.items())
    accepted_on = DateField("The Ombudsman accepted on", [DataRequired("Enter the day they accepted")], what="The day")
    reference = LineField("The Ombudsman's reference", [DataRequired("Enter their reference"), UpTo(60)])

    def validate_holds(self, field: TilesField) -> None:
        if len(field.data or ()) < len(EARLY):
            raise ValidationError("Run the panel, unless every one of these holds")
