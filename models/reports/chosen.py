"""Which cases a figure counts, said so that it can be asked again: behind a link, and to compare two tables."""

from collections.abc import Sequence
from typing import NamedTuple

from models.procedure.periods import Period
from models.procedure.report_lists import COMPLIMENT, CONCERN, DUTY, EARLY, MP, OMBUDSMAN, REFUSED

KINDS = {
    "refused": REFUSED,
    "duty": DUTY,
    "concerns": CONCERN,
    "early": EARLY,
    "mp": MP,
    "compliments": COMPLIMENT,
    "lgo": OMBUDSMAN,
}


class Chosen(NamedTuple):
    """The cases of one population, by cohort and period, whose dimensions have these labels.

    Two figures that are chosen alike must be equal, wherever they stand (M-10).
    """

    population: str
    cohort: str  # received | closed | either
    period: Period
    where: tuple[tuple[str, str], ...] = ()  # dimension and label, sorted
    rows: str = "cases"  # what is counted: cases | points | ombudsman | actions | spend


SAID = {f"Other: {kind}": name for name, kind in KINDS.items()}


def plain(chosen: Chosen) -> Chosen:
    """Said in one way: representations of one kind are the population of that kind."""
    if chosen.population == "representations" and [name for name, _ in chosen.where] == ["representation"]:
        population = SAID.get(chosen.where[0][1])
        return chosen._replace(population=population, where=()) if population else chosen
    return chosen


def together(parts: Sequence[Chosen | None]) -> Chosen | None:
    """The cases of two figures that are the yes and the no of one question; None where they are not."""
    known = [part for part in parts if part is not None]
    if len(parts) != 2 or len(known) != 2:
        return None
    one, other = known
    answers = sorted({*one.where} ^ {*other.where})
    if one._replace(where=()) != other._replace(where=()) or [label for _, label in answers] != ["no", "yes"]:
        return None
    if answers[0][0] != answers[1][0]:
        return None
    return one._replace(where=tuple(pair for pair in one.where if pair in other.where))
