"""A report's layout as data: which tables, in which order, counted how. Checked when it is loaded, table by table."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from models.procedure.report_lists import GROUPS, LISTS
from models.reports.dimensions import STATED
from models.reports.populations import COHORTS, POPULATIONS
from models.reports.report import Section
from models.reports.timing import AT_END, MEANS, known, of_rows, of_time

SHIPPED = Path(__file__).parent / "layouts"
OWN = "layouts"  # the folder within a council's data
COLUMNS = ("period", "years", "quarters", "compared", "trend")
SHOWS = ("count", "percent", "both")
MOST_YEARS = 20
KINDS = (
    "by", "within", "services", "quarters", "stages", "measures", "ombudsman", "actions", "spend", "told",
    "completeness",
)  # fmt: skip
LEFT_OUT = "Times leave out who gave neither a name nor a way to answer them."


class LayoutError(ValueError):
    """A layout asks for something that is not there; the message says which table and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of a table of figures that have nothing but the page in common."""

    label: str
    count: str = ""  # `a|b`: of each period the first of the two that has any
    cohort: str = "received"
    where: tuple[tuple[str, str], ...] = ()
    sums: bool = False  # whether it adds into the total below
    of: tuple[str, ...] = ()  # show the count as a whole percentage of these populations together (M-02)
    of_where: tuple[tuple[str, str], ...] = ()
    mean: str = ""  # show the mean of this dimension's days instead (M-09)
    change: bool = False  # show the change on the period before instead (M-07)
    and_of: bool = False  # show count and, in the next column, what it is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a table of times."""

    label: str
    count: str
    by: str
    limits: tuple[int, ...]
    bands: tuple[str, ...]
    cohort: str = "either"
    always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One table. The builder of its kind says which of these it uses."""

    id: str
    title: str
    kind: str = "by"
    section: str = ""
    note: str = ""
    public: bool = True
    count: str = "s1"
    cohort: str = "received"
    by: tuple[str, ...] = ()
    list: str = ""  # the order of the rows
    zeros: bool = False  # whether entries of the list without a case are shown
    where: tuple[tuple[str, str], ...] = ()
    columns: str = "period"
    years: int = 3
    show: str = "count"
    total: str = "Total"
    groups: str = ""  # "prefix" or a list with groups: rows with subtotals
    aside: tuple[str, ...] = ()  # labels that are stated below the total and are in no percentage (M-06)
    subset_of: str = ""
    rows: tuple[Measure, ...] = ()
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    title: str
    sections: tuple[Section, ...]
    tables: tuple[Spec, ...]


@cache
def _shipped() -> dict[str, Layout]:
    return {path.stem: read(path) for path in sorted(SHIPPED.glob("*.toml"))}


def layouts(data: Path | None = None) -> dict[str, Layout]:
    """Every layout by name: those that come with the service, and the council's own from its data folder.

    One that is not right is left out: `faults` says so, and no other report waits for it.
    """
    return {**_shipped(), **{path.stem: own for path, own in _own(data) if isinstance(own, Layout)}}


def faults(data: Path) -> list[str]:
    """What is wrong with each of the council's own that cannot be used, by the name of its file."""
    return [str(own) for _, own in _own(data) if isinstance(own, LayoutError)]


def _own(data: Path | None) -> Iterator[tuple[Path, Layout | LayoutError]]:
    for path in sorted((data / OWN).glob("*.toml")) if data else ():
        try:
            yield path, read(path)
        except LayoutError as error:
            yield path, error


def find(name: str, data: Path | None = None) -> Layout:
    """One layout. A council's own wins over a shipped one of the same name."""
    own = data / OWN / f"{name}.toml" if data else None
    if own is not None and "/" not in name and own.is_file():
        return read(own)
    try:
        return _shipped()[name]
    except KeyError:
        raise LayoutError(f"There is no layout {name!r}. There are: {', '.join(layouts(data))}.") from None


def read(path: Path) -> Layout:
    try:
        return parse(path.stem, tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, LayoutError) as error:
        raise LayoutError(f"{path.name}: {error}") from None


def parse(name: str, data: dict[str, Any]) -> Layout:
    """The layout of these data, or a LayoutError that names the table."""
    sections = tuple(
        _made(Section, f"section {place}", given) for place, given in enumerate(_several(data, "section", name), 1)
    )
    tables = tuple(_table(place, given) for place, given in enumerate(_several(data, "table", name), 1))
    layout: Layout = _made(Layout, "the layout", {"name": name, **data, "sections": sections, "tables": tables})
    ids = [table.id for table in tables]
    if not tables:
        raise LayoutError("It has no [[table]].")
    for table in tables:
        _demand(ids.count(table.id) == 1, f"table {table.id}", "two tables have this id; give each its own")
        titles = [section.title for section in sections]
        _demand(
            not table.section or table.section in titles,
            f"table {table.id}",
            f"there is no [[section]] {table.section!r}",
        )
        _demand(
            not table.subset_of or table.subset_of in ids, f"table {table.id}", f"there is no table {table.subset_of!r}"
        )
    return layout


def _table(place: int, given: dict[str, Any]) -> Spec:
    name = f"table {given.get('id', f'number {place}')}"
    rows = tuple(_made(Measure, name, _plain(row)) for row in _several(given, "row", name))
    stages = tuple(_made(Stage, name, _plain(stage)) for stage in _several(given, "stage", name))
    spec: Spec = _of_those_answered(_made(Spec, name, {**_plain(given), "rows": rows, "stages": stages}))
    _check(spec, name)
    _whole(spec, name)
    return spec


def _of_those_answered(spec: Spec) -> Spec:
    """What is counted by time leaves out who complained without a name or a way back, in its totals too (2.10)."""
    rows = tuple(
        replace(row, where=_answerable(row.where), of_where=_answerable(row.of_where))
        if any(map(of_time, (row.mean, *(name for name, _ in row.where))))
        else row
        for row in spec.rows
    )
    whole = bool(spec.stages) or any(map(of_time, spec.by))
    where = _answerable(spec.where) if whole else spec.where
    note = f"{spec.note} {LEFT_OUT}".strip() if whole or rows != spec.rows else spec.note
    return replace(spec, rows=rows, where=where, note=note)


def _answerable(where: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({*where, ("answerable", "yes")}))


def _several(given: dict[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    """What stands below one heading several times, as TOML writes it with two brackets."""
    found = given.pop(key, [])
    fits = isinstance(found, list) and all(isinstance(one, dict) for one in found)
    _demand(fits, name, f"write {key!r} as [[{key if key in ('table', 'section') else f'table.{key}'}]]")
    return found  # type: ignore[no-any-return]


def _whole(spec: Spec, table: str) -> None:
    """Whether what its kind needs is there, and each thing can be counted of whom it is asked of."""
    wanted = {"by": 1, "within": 2}.get(spec.kind, len(spec.by))
    _demand(len(spec.by) == wanted, table, f"kind {spec.kind!r} needs {wanted} in 'by', and has {len(spec.by)}")
    _demand(spec.kind != "measures" or bool(spec.rows), table, "kind 'measures' needs a [[table.row]]")
    _demand(spec.kind != "stages" or bool(spec.stages), table, "kind 'stages' needs a [[table.stage]]")
    _demand(1 <= spec.years <= MOST_YEARS, table, f"'years' can be 1 to {MOST_YEARS}")
    for stage in spec.stages:
        _demand(stage.by in AT_END, table, f"a stage is not counted by {stage.by!r}; known are {', '.join(AT_END)}")
        bands = len(stage.limits) + 1
        _demand(bool(stage.limits) and len(stage.bands) == bands, table, f"these limits need {bands} 'bands'")
    _countable(table, (spec.count,), (*spec.by, *(name for name, _ in spec.where)))
    for row in spec.rows:
        _countable(table, row.count.split("|"), (*((row.mean,) if row.mean else ()), *(name for name, _ in row.where)))
        if row.of:
            _countable(table, row.of, [name for name, _ in row.of_where])
        _demand(row.mean in ("", *MEANS), table, f"there is no mean of {row.mean!r}; known are {', '.join(MEANS)}")


def _countable(table: str, counts: Sequence[str], names: Sequence[str]) -> None:
    for count in counts:
        _demand(bool(count), table, "'count' is empty; say who is counted")
        for name in names:
            needs = of_rows(name)
            _demand(needs in ("", POPULATIONS[count].rows), table, f"{count!r} cannot be counted by {name!r}")


def _check(spec: Spec, table: str) -> None:
    named = [spec.count, *(stage.count for stage in spec.stages)]
    named += [name for row in spec.rows for name in ("|".join((row.count, *row.of))).split("|")]
    _among(set(named), ("", *POPULATIONS), table, "count")
    cohorts = {spec.cohort, *(row.cohort for row in spec.rows), *(stage.cohort for stage in spec.stages)}
    _among(cohorts, COHORTS, table, "cohort")
    _among({spec.kind}, KINDS, table, "kind")
    _among({spec.columns}, COLUMNS, table, "columns")
    _among({spec.show}, SHOWS, table, "show")
    _among({spec.list}, ("", *LISTS), table, "list")
    _among({spec.groups}, ("", "prefix", *GROUPS), table, "groups")
    wheres = [spec.where, *(row.where for row in spec.rows), *(row.of_where for row in spec.rows)]
    names = [*spec.by, *(row.mean for row in spec.rows if row.mean), *(name for where in wheres for name, _ in where)]
    for name in names:
        _demand(known(name), table, f"nothing is counted by {name!r}")
    mixed = [name for name in names if name not in STATED and name != "young_person"]
    _demand(not (mixed and set(names) & set(STATED)), table, "what people said of themselves is counted by itself")


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """Lists as tuples, and a table of conditions as sorted pairs."""
    return {key: _frozen(value) for key, value in given.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted(value.items()))
    return tuple(value) if isinstance(value, list) else value


def _made(kind: Any, name: str, given: dict[str, Any]) -> Any:
    known_fields = {field.name: field for field in fields(kind)}
    for key, value in given.items():
        _demand(key in known_fields, name, f"{key!r} is not understood; known are {', '.join(known_fields)}")
        wanted = known_fields[key].type
        _demand(_fits(value, wanted), name, f"{key!r} cannot be {value!r}")
    for field in known_fields.values():
        needed = field.default is MISSING and field.default_factory is MISSING
        _demand(not needed or field.name in given, name, f"{field.name!r} is missing")
    return kind(**given)


def _fits(value: Any, wanted: Any) -> bool:
    if wanted in (str, bool, int):
        return type(value) is wanted
    inner = get_args(wanted)
    if not isinstance(value, tuple):
        return False
    if inner and inner[0] in (str, int):
        return all(type(one) is inner[0] for one in value)
    if inner and get_args(inner[0]):  # a table of conditions
        return all(isinstance(one, tuple) and all(type(part) is str for part in one) and len(one) == 2 for one in value)
    return True


def _among(given: set[str], allowed: Sequence[str], name: str, what: str) -> None:
    for one in sorted(given):
        _demand(one in allowed, name, f"{what} {one!r} is not known; known are {', '.join(filter(None, allowed))}")


def _demand(holds: bool, name: str, otherwise: str) -> None:
    if not holds:
        raise LayoutError(f"{name}: {otherwise}.")
