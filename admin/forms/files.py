"""The forms of a file: why the original, why unlocked, and what a recording says."""

from wtforms.validators import DataRequired

from models.cases.file_care import WHY_ORIGINAL, WHY_UNLOCK
from models.fields import PickField, StoryField, StrippedForm, UpTo


class OriginalForm(StrippedForm):
    why = PickField("Why do you need the original?", [DataRequired("Choose why")], choices=list(WHY_ORIGINAL.items()))


class UnlockForm(StrippedForm):
    unlock = PickField("Why may it be opened?", [DataRequired("Choose why")], choices=list(WHY_UNLOCK.items()))


class TypedForm(StrippedForm):
    text = StoryField("What it says", [DataRequired("Write down what the recording says"), UpTo()])
