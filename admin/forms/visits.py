"""Writing down what came of a visit that somebody asked for."""

from wtforms.validators import DataRequired

from admin.forms.happened import HappenedForm
from models.cases.seeing import OUTCOMES, SEEN
from models.fields import DateField, LineField, PickField, StoryField, UpTo


class VisitForm(HappenedForm):
    outcome = PickField("What came of it?", [DataRequired("Say what came of it")], choices=list(OUTCOMES.items()))
    on = DateField("When?", [DataRequired("Enter the day")], what="The day")
    others = LineField(
        "Who else was there, or who could see you?",
        [UpTo(200)],
        description="Nobody sees a child alone in a private place",
    )
    said = StoryField("What they said, in their words", [UpTo(20_000)])

    def agrees(self) -> bool:
        """Seeing somebody is only done when it is said who else was there (experience 2.9)."""
        good = bool(self.validate())
        if self.outcome.data == SEEN and not self.others.data:
            self.others.errors = ["Say who else was there, or who could see you"]
            return False
        return good

    @property
    def words(self) -> str:
        with_whom = f"Who else was there: {self.others.data}" if self.others.data else ""
        return "\n\n".join(filter(None, [with_whom, self.said.data]))
