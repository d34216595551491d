"""Checking the facts about oneself: what is not accurate, and nothing else."""

from wtforms.validators import DataRequired

from models.fields import StoryField, StrippedForm, UpTo


class AccuracyForm(StrippedForm):
    answer = StoryField(
        "What is not accurate", [DataRequired("Write what is not accurate, or “Nothing”"), UpTo(20_000)]
    )
