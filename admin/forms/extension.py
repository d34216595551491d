"""More time: announced, asked for, and what the person said."""

from typing import Self

from wtforms.validators import DataRequired

from models.fields import DateField, ListField, PickField, StoryField, StrippedForm, UpTo

People = list[tuple[str, str]]


class DelayForm(StrippedForm):
    delay = ListField("Reason")

    def of(self, labels: People) -> Self:
        self.delay.choices = [("", "Not written down"), *labels]
        return self


class _MoreTime(StrippedForm):
    new_due = DateField("The new day", [DataRequired("Enter the new day")], what="The new day")
    reason = StoryField("Why, as the person will read it", [DataRequired("Say why"), UpTo(2_000)])


class LateForm(_MoreTime):
    """Past the longest time: it gives no more of it, and says when the answer comes."""


class AnnounceForm(_MoreTime):
    service_manager = ListField("Service manager who agrees", [DataRequired("Choose the service manager")])

    def offer(self, service: People) -> "AnnounceForm":
        self.service_manager.choices = [("", "Choose"), *service]
        return self


class AskForm(_MoreTime):
    pass


class ServiceForm(_MoreTime):
    """By who answers for the service: they agree for it themselves, so nobody is chosen."""


class AnswerForm(StrippedForm):
    answer = PickField(
        "What did they say?",
        [DataRequired("Choose what they said")],
        choices=[("yes", "Yes, they agree to the new day"), ("no", "No"), ("talk", "They want to talk first")],
    )
    note = StoryField("Who spoke with them, how and when", [DataRequired("Write down how they told you"), UpTo(2_000)])


class TurnDownForm(StrippedForm):
    why = StoryField("Why do you not agree?", [DataRequired("Say why you do not agree"), UpTo(2_000)])
