"""Adding people to the directory, and giving them an account."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from wtforms.validators import DataRequired, Email, Optional, ValidationError

from models.fields import DateField, LineField, ListField, StrippedForm, TilesField
from models.procedure.terms import Role
from models.tables import Staff

SENIOR = [("", "No"), ("yes", "Yes: director, assistant director or strategic lead")]

ROLES: list[tuple[str, str]] = [
    (Role.OFFICER, "Complaints officer"),
    (Role.MANAGER, "Complaints manager"),
    (Role.ALTERNATE, "Alternate: a named senior person, for complaints nobody else may open"),
    (Role.RESPONDER, "Responding manager: sees only the complaints given to them"),
    (Role.DUTY, "Duty: safety alerts"),
    (Role.DIRECTOR, "Director: figures only"),
    (Role.ADMINISTRATOR, "System administrator: people and settings, no complaints"),
    (Role.AUDITOR, "Auditor: the record of who did what"),
    (Role.RECORDS, "Records officer: how long complaints are kept, and what is erased"),
    (Role.ADVOCATE, "Advocate of another organisation: only the cases whose child lets them"),
    (Role.ADVOCATE_LEAD, "The same, and adds and removes the advocates of that organisation"),
    (Role.PROVIDER, "Advocacy provider: what was referred to their organisation, and nothing else"),
]


class PersonForm(StrippedForm):
    """Someone in the directory. Most people here will never sign in."""

    name = LineField("Name", [DataRequired("Enter their name")])
    job = LineField("Job", [Optional()])
    team = ListField("Team", [Optional()])
    manager = ListField("Manager", [Optional()])
    organisation = ListField("Works for another organisation", [Optional()])
    senior = ListField("Decides at stage 2", [Optional()], choices=SENIOR)

    def validate_senior(self, field: ListField) -> None:
        if field.data and self.organisation.data:
            raise ValidationError("Only somebody who works for us decides at stage 2. Choose No")

    def person(self) -> dict[str, Any]:
        return {
            "name": self.name.data,
            "job": self.job.data or "",
            "team_id": uuid.UUID(self.team.data) if self.team.data else None,
            "manager_id": uuid.UUID(self.manager.data) if self.manager.data else None,
            "organisation_id": uuid.UUID(self.organisation.data) if self.organisation.data else None,
            "senior": bool(self.senior.data),
        }


class LeftForm(StrippedForm):
    day = DateField(
        "The last day they worked here", [DataRequired("Enter the last day they worked here")], what="The day"
    )

    def until(self, today: date) -> Self:
        self.today = today
        return self

    def validate_day(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Come back on the day they leave: their account closes at once")


class InviteForm(StrippedForm):
    email = LineField(
        "Email address", [DataRequired("Enter their email address"), Email("Enter a whole email address, with an @")]
    )
    roles = TilesField("What they may do", [DataRequired("Choose at least one role")], choices=ROLES)


class RolesForm(StrippedForm):
    roles = TilesField("What they may do", [DataRequired("Choose at least one role")], choices=ROLES)


class LeadForm(StrippedForm):
    """Another manager, and for whom of the team."""

    manager = ListField("Who manages them from now on", [DataRequired("Choose who manages them")])
    people = TilesField("Whom", [DataRequired("Choose at least one of the team")])

    def offer(self, managers: Iterable[Staff], people: Iterable[tuple[Staff, str]]) -> Self:
        self.manager.choices = [("", "Choose"), *((str(one.id), one.name) for one in managers)]
        self.people.choices = [
            (str(one.id), f"{one.name}, managed by {was}" if was else f"{one.name}, without a manager")
            for one, was in people
            if one.active
        ]
        return self
