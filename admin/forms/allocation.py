"""Who answers, and who is the officer of record."""

from wtforms.validators import DataRequired

from models.fields import ListField, StrippedForm, TilesField

Choices = list[tuple[str, str]]


class GiveForm(StrippedForm):
    staff_id = ListField("Who answers?", [DataRequired("Choose who answers")])
    points = TilesField("Which points?")

    def offer(self, people: Choices, points: Choices) -> "GiveForm":
        self.staff_id.choices = [("", "Choose"), *people]
        self.points.choices = points
        return self


class OfficerForm(StrippedForm):
    officer_id = ListField("Officer of record", [DataRequired("Choose the officer")])

    def offer(self, people: Choices) -> "OfficerForm":
        self.officer_id.choices = [("", "Choose"), *people]
        return self
