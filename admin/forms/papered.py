"""A form with the paper itself beside what is written down of it: a scan, or a file that came by mail."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from wtforms import FileField

from admin.beside_message import wrong_files
from admin.forms.happened import HappenedForm
from models.files.kinds import LIMITS
from models.web import files

CHOOSE = "Choose the file with the document"


class PaperedForm(HappenedForm):
    """Say `took(…)` with what came before it is validated. `needed`: it cannot be kept without a paper."""

    paper = FileField("A scan or file of it, if you have one")
    needed = False
    whose, choose = "adult", CHOOSE  # whose limits hold, and what to say where it is needed and missing
    good: Sequence[files.Judged] = ()
    bad: Sequence[files.Problem] = ()

    def took(self, came: tuple[Sequence[files.Judged], Sequence[files.Problem]]) -> Self:
        self.good, self.bad = came
        return self

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        fine: bool = super().validate(extra_validators)
        lacks = [self.choose] * (self.needed and not self.good)
        self.paper.errors = [one.words for one in wrong_files(self.bad, self.whose)] or lacks
        return fine and not self.paper.errors


def judged() -> tuple[Sequence[files.Judged], Sequence[files.Problem]]:
    """What came with this request. Slow: asked for before the database is."""
    return files.judged(LIMITS["adult"])
