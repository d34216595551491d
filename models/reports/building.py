"""Working out one report: its tables one by one, then everything that does not hold."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy.orm import Session

from models.cases.policies import holidays
from models.procedure.working_days import counter
from models.register.labels import counted_as
from models.reports import listing, measuring, recording, staging
from models.reports.beginning import began, without_record
from models.reports.checking import check_records, check_tables
from models.reports.layout import Layout, Spec
from models.reports.report import Report, Table
from models.reports.scope import Scope
from models.reports.tallying import Tallying
from models.sealing import Keyring

BUILDERS: dict[str, Callable[[Spec, Tallying], Table]] = {
    "by": listing.by_list,
    "within": listing.within,
    "services": listing.services,
    "quarters": listing.by_quarter,
    "stages": staging.stages,
    "measures": measuring.measures,
    "ombudsman": recording.ombudsman,
    "actions": recording.actions,
    "spend": recording.spend,
    "told": recording.told,
    "completeness": recording.completeness,
}

COUNTED = ("by", "within", "services", "quarters", "stages", "measures")  # what asks of nothing but the tallying


def build(
    db: Session,
    ring: Keyring | None,
    layout: Layout,
    scope: Scope,
    *,
    today: date,
    only: Collection[str] = (),
) -> Report:
    """The whole report, or only the tables of these ids, with checks of what was worked out.

    As many queries as the layout has tables and periods, however many cases there are.
    """
    scope = scope.behind_the_wall(db)
    kit = Tallying(db, ring, scope, counter(holidays(db)), today, counted_as(db, today))
    wanted = [spec for spec in layout.tables if not only or spec.id in only]
    kit.foresee(lambda: [_table(spec, kit) for spec in wanted if spec.kind in COUNTED])
    counted = tuple(_table(spec, kit) for spec in wanted)
    tables = without_record(counted, began(db, scope.authority))
    checks = [*check_tables(counted), *(() if only else check_records(kit))]
    return Report(
        layout=layout.name,
        title=layout.title,
        authority=scope.authority,
        first=scope.period.first,
        last=scope.period.last,
        tables=tables,
        checks=tuple(checks),
        sections=layout.sections,
        part=scope.part,
    )


def _table(spec: Spec, kit: Tallying) -> Table:
    table = BUILDERS[spec.kind](spec, kit)
    return table if spec.kind == "measures" or not spec.rows else measuring.with_more(table, spec, kit)
