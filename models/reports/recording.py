"""Tables of things that belong to a case and are not one: ombudsman cases, actions, money, and what is not recorded."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, case, false, func, or_, select

from models.procedure.counting import NOT_RECORDED, share
from models.procedure.periods import Period
from models.procedure.report_lists import FAULT
from models.procedure.terms import Journey
from models.reports.chosen import Chosen
from models.reports.fields import ANY, FIELDS
from models.reports.laying_out import empty, periods_of
from models.reports.layout import Spec
from models.reports.populations import POPULATIONS, actions_of, counted, payments
from models.reports.report import Cell, Kind, Row, Table, Value
from models.reports.tallying import Tallying, Where, any_of
from models.reports.timing import DONE, OVERDUE, STILL_OPEN
from models.tables.register import CorrectiveAction, OmbudsmanCase, Spend
from models.tables.register import RegisterLine as Line
from models.tables.settings import CouncilPolicy
from models.tables.tally import Tally

OMBUDSMAN_COLUMNS = ("Service", "Status", "Finding", "Recommendation", "Received", "Decided", "All stages used first")


def ombudsman(spec: Spec, kit: Tallying) -> Table:
    """One row a case, then how many, and the share of those decided that found fault (5.5)."""
    population = POPULATIONS["ombudsman"]
    columns = (
        OmbudsmanCase.id,
        OmbudsmanCase.case_id,
        OmbudsmanCase.ombudsman_reference,
        OmbudsmanCase.service,
        OmbudsmanCase.status,
        OmbudsmanCase.finding,
        OmbudsmanCase.recommendation,
        OmbudsmanCase.received_on,
        OmbudsmanCase.decided_on,
        Line.service.label("line_service"),
        Line.procedure,
        Line.stage2_responded_on,
        Line.stage3_responded_on,
    )
    query = counted(population, kit.scope, select(*columns)).where(population.cohort(spec.cohort, kit.scope.period))
    found = sorted(kit.db.execute(query).all(), key=lambda row: (row.received_on, row.ombudsman_reference))
    rows = [_ombudsman_row(spec, kit, row) for row in found]
    decided = [row.finding for row in found if row.decided_on is not None]
    faults = sum(_as(kit, "ombudsman_finding", finding) in FAULT for finding in decided)
    said = f"Fault in {faults} of {len(decided)} decided, {share(faults, len(decided))}%" if decided else None
    every, faulty = _of_ombudsman(spec, kit, ()), _of_ombudsman(spec, kit, (("ombudsman_finding", any_of(FAULT)),))
    summed = [Cell(len(found), also=every), Cell(None), Cell(said, n=faults, also=faulty)]
    rows.append(Row(spec.total, (*summed, *_texts([None] * (len(OMBUDSMAN_COLUMNS) - 3)))))
    kinds: list[Kind] = ["text"] * len(OMBUDSMAN_COLUMNS)
    return empty(spec, OMBUDSMAN_COLUMNS, kinds, rows, cohort=_words("ombudsman", spec.cohort))


def _ombudsman_row(spec: Spec, kit: Tallying, row: Any) -> Row:
    """The service leads to our case."""
    first, *others = _texts(_one_case(row, kit))
    own = _of_ombudsman(spec, kit, (("ombudsman_reference", row.ombudsman_reference),)) if row.case_id else ()
    return Row(row.ombudsman_reference, (replace(first, also=own), *others))


def _of_ombudsman(spec: Spec, kit: Tallying, where: Where) -> tuple[Chosen, ...]:
    return (Chosen("ombudsman", spec.cohort, kit.scope.period, where, "ombudsman"),)


def _one_case(row: Any, kit: Tallying) -> list[Value]:
    words = None
    if row.recommendation is not None and kit.ring is not None:
        words = kit.ring.open(OmbudsmanCase.recommendation, row)
    decided = row.decided_on.isoformat() if row.decided_on else None
    service = _as(kit, "service", row.service or row.line_service) or NOT_RECORDED
    finding = _as(kit, "ombudsman_finding", row.finding) or (NOT_RECORDED if row.decided_on else "Not decided yet")
    status = _as(kit, "ombudsman_status", row.status) or NOT_RECORDED
    return [service, status, finding, words, row.received_on.isoformat(), decided, _all_used(row)]


def _as(kit: Tallying, name: str, label: str | None) -> str | None:
    """The standard word that a word of the council's own counts as, as in every other table (rules 4)."""
    return kit.counted_as.get(name, {}).get(label or "", label)


def _all_used(row: Any) -> str:
    """Whether our own procedure had been gone through when the ombudsman received it (K-67)."""
    last = row.stage3_responded_on if row.procedure == "statutory" else row.stage2_responded_on
    if row.case_id is None:
        return NOT_RECORDED
    return "yes" if last is not None and last <= row.received_on else "no"


def actions(spec: Spec, kit: Tallying) -> Table:
    """By type: how many were agreed, and what has become of them (K-69)."""
    done, due = CorrectiveAction.completed_on, CorrectiveAction.due_on
    kind = func.coalesce(CorrectiveAction.type, NOT_RECORDED).label("type")
    late = and_(done.is_(None), due < kit.today)
    columns: tuple[Any, ...] = (kind, func.count(), func.count(done), func.sum(case((late, 1), else_=0)))
    query = actions_of(POPULATIONS[spec.count], kit.scope, kit.scope.period, select(*columns)).group_by("type")
    found = sorted(kit.db.execute(query), key=lambda row: (row[0] == NOT_RECORDED, row[0].casefold(), row[0]))
    counts = [(kind, number, complete, int(late)) for kind, number, complete, late in found]
    sums = [sum(row[place] for row in counts) for place in (1, 2, 3)]
    total = len(counts)
    rows = [Row(kind, _actions(spec, kit, (("action_type", kind),), *numbers), total) for kind, *numbers in counts]
    rows.append(Row(spec.total, _actions(spec, kit, (), *sums)))
    heads = ("Agreed", "Completed", "Completed %", "Overdue", "Still open")
    kinds: tuple[Kind, ...] = ("count", "count", "percent", "count", "count")
    cohort = "Corrective actions agreed in the period"
    return empty(spec, heads, kinds, rows, column_total=0, cohort=cohort)  # the others add up to those agreed


def _actions(spec: Spec, kit: Tallying, where: Where, number: int, complete: int, late: int) -> tuple[Cell, ...]:
    became = f"action_became:{kit.today:%Y%m%d}"

    def of(*state: str) -> tuple[Chosen, ...]:
        wanted = tuple(sorted((*where, *((became, one) for one in state))))
        return (Chosen(spec.count, "received", kit.scope.period, wanted, "actions"),)

    return (
        Cell(number, also=of()),
        Cell(complete, also=of(DONE)),
        Cell(share(complete, number), n=complete, also=of(DONE)),
        Cell(late, also=of(OVERDUE)),
        Cell(number - complete - late, also=of(STILL_OPEN)),
    )


def spend(spec: Spec, kit: Tallying) -> Table:
    """By heading, years side by side, in pounds; the totals are worked out (5.6)."""
    periods = periods_of(spec, kit.scope.period)
    found: dict[str, list[int]] = {}
    for place, period in enumerate(periods):
        for heading, pence in _spent(kit, period):
            found.setdefault(heading, [0] * len(periods))[place] = int(pence)
    headings = sorted(found, key=lambda heading: (heading.casefold(), heading))
    sums = [sum(column) for column in zip(*found.values(), strict=True)] or [0] * len(periods)
    rows = [
        Row(heading, _money(spec, periods, (("spend_heading", heading),), found[heading]), parent=len(headings))
        for heading in headings
    ]
    rows.append(Row(spec.total, _money(spec, periods, (), sums)))
    return empty(
        spec, [period.label for period in periods], ["money"] * len(periods), rows, cohort="Paid in the period"
    )


def _spent(kit: Tallying, period: Period) -> Sequence[Any]:
    query = payments(kit.scope, period, select(Spend.heading, func.sum(Spend.pence)))
    return kit.db.execute(query.group_by(Spend.heading)).all()


def _money(spec: Spec, periods: Sequence[Period], where: Where, pence: Sequence[int]) -> tuple[Cell, ...]:
    """In pounds; behind each the cases that it was paid for."""
    return tuple(
        Cell(
            amount // 100 if amount % 100 == 0 else amount / 100,
            also=(Chosen(spec.count, "received", period, where, "spend"),),
        )
        for amount, period in zip(pence, periods, strict=True)
    )


QUESTIONS = {"ethnic": "Ethnic group", "disability": "Disability", "gender": "Gender", "face": "How it was to use this"}


def told(spec: Spec, kit: Tallying) -> Table:
    """What people who used the site chose to say of themselves: numbers by month, with no case behind any of them."""
    months = Tally.month.between(kit.scope.period.first.replace(day=1), kit.scope.period.last)
    council = select(CouncilPolicy.council).where(CouncilPolicy.body["name"].as_string() == kit.scope.authority)
    query = (
        select(Tally.question, Tally.answer, func.sum(Tally.number))
        .where(Tally.council.in_(council), months)
        .group_by(Tally.question, Tally.answer)
    )
    if kit.scope.young_people:
        query = query.where(Tally.journey == Journey.YOUNG_PERSON)
    elif kit.scope.part:
        query = query.where(false())  # nobody was asked which service they thought of
    found = {(question, answer): int(number) for question, answer, number in kit.db.execute(query)}
    rows: list[Row] = []
    for question, words in QUESTIONS.items():
        answers = sorted(answer for asked, answer in found if asked == question)
        total = len(rows) + len(answers)
        for answer in answers:
            shown = answer.replace("_", " ").capitalize()
            rows.append(Row(f"{words}: {shown}", (Cell(found[question, answer]),), parent=total))
        if answers:
            rows.append(Row(f"{words}: Total", (Cell(sum(found[question, answer] for answer in answers)),)))
    return empty(spec, ("Number",), ("count",), rows, cohort="Answers given in the months of the period")


def completeness(spec: Spec, kit: Tallying) -> Table:
    """For each field, the records that ought to have it and do not (S-14), this period and the one before."""
    periods = periods_of(spec, kit.scope.period)
    columns = [name for period in periods for name in (period.label, f"Of {period.label}", f"{period.label} %")]
    found = [_missing(spec, kit, period) for period in periods]
    rows = []
    named = [(ANY, "Any of these fields"), *((field.name, field.label) for field in FIELDS)]
    for place, (name, label) in enumerate(named):
        cells: list[Cell] = []
        for period, counts in zip(periods, found, strict=True):
            missing, wanted = counts[place]
            lacks, wants = _of_field(spec, period, f"lacks_{name}"), _of_field(spec, period, f"wants_{name}")
            cells += [Cell(missing, also=lacks), Cell(wanted, also=wants)]
            cells.append(Cell(share(missing, wanted), n=missing, also=lacks))
        rows.append(Row(label, tuple(cells)))
    return empty(spec, columns, ["count", "count", "percent"] * len(periods), rows)


def _of_field(spec: Spec, period: Period, name: str) -> tuple[Chosen, ...]:
    return (Chosen(spec.count, spec.cohort, period, ((name, "yes"),), POPULATIONS[spec.count].rows),)


def _missing(spec: Spec, kit: Tallying, period: Period) -> list[tuple[int, int]]:
    """One query a period for all the fields."""
    population = POPULATIONS[spec.count]
    lacking = [and_(field.wanted, field.missing) for field in FIELDS]
    sums: list[Any] = [func.sum(case((or_(*lacking), 1), else_=0)), func.count()]
    for field, lacks in zip(FIELDS, lacking, strict=True):
        sums += [func.sum(case((lacks, 1), else_=0)), func.sum(case((field.wanted, 1), else_=0))]
    query = counted(population, kit.scope, select(*sums)).where(population.cohort(spec.cohort, period))
    numbers = [int(number or 0) for number in kit.db.execute(query).one()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _texts(values: Sequence[Value]) -> tuple[Cell, ...]:
    return tuple(Cell(value) for value in values)


def _words(population: str, cohort: str) -> str:
    words = POPULATIONS[population].cohort_words(cohort)
    return words[:1].upper() + words[1:]
