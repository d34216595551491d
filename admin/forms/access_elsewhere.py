"""A paper that cannot be opened here: of whom it is asked, by when; and that it came."""

import uuid
from collections.abc import Iterable
from typing import Self

from wtforms.validators import DataRequired

from models.access.papers import Paper
from models.fields import DateField, LineField, ListField, StrippedForm, UpTo
from models.tables import Staff


class PaperForm(StrippedForm):
    paper = ListField("Which paper", [DataRequired("Choose the paper")])

    def offer_papers(self, papers: Iterable[Paper]) -> None:
        self.paper.choices = [(str(one.row.number), f"{one.row.number}. {one.title}") for one in papers]


class AskForm(PaperForm):
    owner = ListField("Who is asked", default="")
    due = DateField("By when", [DataRequired("Enter the day by which it is needed")], what="The day")

    def offer(self, papers: Iterable[Paper], people: Iterable[Staff], *, of_record: bool) -> Self:
        """Of what hangs on no case nobody is officer of record, so one has to be named."""
        self.offer_papers(papers)
        nobody = ("", "The officer of record" if of_record else "Choose")
        self.owner.choices = [nobody, *((str(one.id), one.name) for one in people)]
        return self

    def whom(self) -> uuid.UUID | None:
        return uuid.UUID(self.owner.data) if self.owner.data else None


class CameForm(PaperForm):
    how = LineField("How it came, or why it cannot be had", [DataRequired("Say how it came, or why not"), UpTo(300)])

    def offer(self, papers: Iterable[Paper]) -> Self:
        self.offer_papers(papers)
        return self
