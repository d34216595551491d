"""Tables of times: each stage with its bands, what is still open at the end of the period, and the mean."""

from collections import Counter

from models.procedure.counting import mean
from models.procedure.periods import Period
from models.procedure.shares import percents
from models.reports.chosen import Chosen
from models.reports.dimensions import NO_BAND
from models.reports.laying_out import empty, sentence
from models.reports.layout import Spec, Stage
from models.reports.populations import POPULATIONS
from models.reports.report import Cell, Row, Table
from models.reports.tallying import Tallying, Where, any_of
from models.reports.timing import STATES, day_bands


def stages(spec: Spec, kit: Tallying) -> Table:
    """For each stage its total, exclusive bands (M-05), the open ones by what they wait for, and the mean (M-09)."""
    rows: list[Row] = []
    for stage in spec.stages:
        rows += _stage(spec, stage, kit, len(rows))
    which = "; ".join(f"{stage.label}: {POPULATIONS[stage.count].cohort_words(stage.cohort)}" for stage in spec.stages)
    return empty(spec, ("Number", "Percent"), ("count", "percent"), rows, cohort=sentence(which))


def _stage(spec: Spec, stage: Stage, kit: Tallying, first: int) -> list[Row]:
    period = kit.scope.period
    by = f"{stage.by}:{_day(period)},{','.join(map(str, stage.limits))}"
    counted = _labels(kit, stage, by, spec.where)
    names = {band.label: shown for band, shown in zip(day_bands(stage.limits), stage.bands, strict=True)}
    states = [state for state in (*STATES, NO_BAND) if counted[state] or state in stage.always]
    labels = [*names, *states]
    shares = percents([counted[label] for label in labels])
    (total,) = kit.count(stage.count, stage.cohort, [period], spec.where)

    def picked(where: Where) -> Chosen:
        return Chosen(stage.count, stage.cohort, period, tuple(sorted({*where, *spec.where})))

    rows = [Row(f"{stage.label}: Total", (Cell(total, chosen=picked(())), Cell(None)))]
    for label, percent in zip(labels, shares, strict=True):
        number = counted[label]
        asked = picked(((by, label),))
        cells = (Cell(number, chosen=asked), Cell(percent, n=number, also=(asked,)))
        rows.append(Row(f"{stage.label}: {names.get(label, label)}", cells, parent=first))
    days = _took(kit, stage, spec.where)
    over = picked(((f"{stage.by}:{_day(period)}", any_of(map(str, days))),))
    bands = tuple(picked(((by, label),)) for label in names)
    average = Cell(mean(days), n=sum(days.values()), also=(over,), of=bands)
    rows.append(Row(f"{stage.label}: mean working days", (average, Cell(None))))
    return rows


def _took(kit: Tallying, stage: Stage, where: Where) -> dict[int, int]:
    """How many took how many days, of those that were answered by the end of the period only (M-09)."""
    counted = _labels(kit, stage, f"{stage.by}:{_day(kit.scope.period)}", where)
    return {int(label): number for label, number in counted.items() if label.lstrip("-").isdigit()}


def _labels(kit: Tallying, stage: Stage, by: str, where: Where) -> Counter[str]:
    (counted,) = kit.tally(stage.count, stage.cohort, [kit.scope.period], (by,), where)
    return Counter({label: number for (label,), number in counted.items()})


def _day(period: Period) -> str:
    return f"{period.last:%Y%m%d}"
