"""Reading a council's file, and holding it to the law (G-01, G-02). Every problem is named at once, in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any

from models.policy import colour
from models.policy.model import DEFAULTS, KEYS, LEAST, MOST, Contacts, Policy, PolicyError, Window
from models.procedure.clocks import LIMITS, Authority, Basis
from models.procedure.deadlines import length_in_words
from models.procedure.starts import Arrival
from models.procedure.terms import Clock, Unit

TOP = {"council", "name", "since", "source", "effective", "windows", "settings", "printed", "contacts"}
SETTINGS = {"received_on_nonworking_day", "cut_off", "s2_start_basis", "colour"}
TIMES = {"duty_from", "duty_until"}
BASES = {"request": Basis.REQUEST, "statement_agreed": Basis.STATEMENT}
S3_WINDOW = 20  # working days; the law's own, so no council may give less (G-02)
Data = Mapping[str, Any]


def parse(data: Data) -> Policy:
    """One council's policy from plain data, as in a shipped file or a database row. Raises PolicyError."""
    council = str(data.get("council") or "This policy")
    if problems := list(_problems(data)):
        raise PolicyError(f"{council}: " + " ".join(problems))
    figures = _figures(data)
    lengths = {clock: figures[key] for key, clock in KEYS.items()}
    settings = data.get("settings", {})
    windows = data.get("windows", {})
    return Policy(
        council=data["council"],
        since=_day(data["since"]),
        name=data["name"],
        source=data.get("source", ""),
        lengths=lengths,
        ceilings=_ceilings(lengths, figures),
        figures={key: figure for key, figure in figures.items() if key not in KEYS},
        s2_window=_window(windows.get("s2", {})),
        s3_window=_window(windows.get("s3", {})),
        s2_start_basis=BASES[settings.get("s2_start_basis", "request")],
        received_on_nonworking_day=Arrival(settings.get("received_on_nonworking_day", Arrival.SAME_DAY)),
        cut_off=_time(settings["cut_off"]) if "cut_off" in settings else None,
        printed=dict(data.get("printed", {})),
        contacts=_contacts(data.get("contacts", {})),
        colour=settings.get("colour", ""),
    )


def warnings(policy: Policy) -> list[str]:
    """Where a council's figure is looser than guidance that binds nobody (rules 0.4): allowed, but said."""
    return [
        f"{LIMITS[clock].label}: {length_in_words(length, LIMITS[clock].unit)} is longer than the "
        f"{figure} in the Ombudsman's Complaint Handling Code, {LIMITS[clock].source} ({LIMITS[clock].rule})."
        for clock, length in policy.lengths.items()
        if LIMITS[clock].authority is Authority.CODE and (figure := LIMITS[clock].length) and length > figure
    ]


def _problems(data: Data) -> Iterator[str]:
    missing = [key for key in ("council", "name", "since") if not data.get(key)]
    yield from (f"Give “{key}”." for key in missing)
    yield from _unknown("", data, TOP)
    texts = {key: data[key] for key in ("council", "name", "source") if data.get(key)}
    yield from (f"“{key}” must be one line of text." for key, value in texts.items() if not _is_line(value))
    tables = ("effective", "windows", "settings", "printed", "contacts")
    broken = [key for key in tables if not isinstance(data.get(key, {}), Mapping)]
    if broken:
        yield from (f"“{key}” must be a table of its own." for key in broken)
        return
    if data.get("since"):
        yield from _readable("since", data["since"], _day)
    yield from _figure_problems(data.get("effective", {}))
    yield from _window_problems(data.get("windows", {}))
    yield from _setting_problems(data.get("settings", {}))
    yield from _text_problems("printed", data.get("printed", {}))
    yield from _contact_problems(data.get("contacts", {}))


def _figure_problems(effective: Data) -> Iterator[str]:
    yield from _unknown("effective.", effective, KEYS.keys() | DEFAULTS.keys())
    for key, figure in effective.items():
        if not isinstance(figure, int) or isinstance(figure, bool):
            yield f"“effective.{key}” must be a whole number."
        elif (figure < 0) is not (key == "s3_papers"):
            yield f"“effective.{key}” cannot be {figure}."
        else:
            yield from _looser(key, figure)


def _looser(key: str, figure: int) -> Iterator[str]:
    """G-01: shorter is allowed, longer is not."""
    limit = LIMITS[KEYS[key]] if key in KEYS else None
    most = limit.law if limit else MOST.get(key)
    if most is not None and figure > most:
        what = f"{limit.label} ({limit.rule}, {limit.source})" if limit else f"“effective.{key}”"
        yield f"{what} is set to {figure}; the law allows no more than {most} (G-01)."
    if figure < LEAST.get(key, figure):
        yield f"“effective.{key}” is set to {figure}; the law gives at least {LEAST[key]}."


def _window_problems(windows: Data) -> Iterator[str]:
    yield from _unknown("windows.", windows, {"s2", "s3"})
    for key, window in windows.items():
        if not isinstance(window, Mapping):
            yield f"“windows.{key}” must be a table of its own."
            continue
        yield from _unknown(f"windows.{key}.", window, {"length", "unit", "hard"})
        yield from _window_looser(key, window)


def _window_looser(key: str, window: Data) -> Iterator[str]:
    """G-02: a window may recommend, never refuse, and the one for a panel may not be shorter than the law's."""
    stage = {"s2": "stage 2", "s3": "stage 3"}.get(key, key)
    length, unit = window.get("length", S3_WINDOW), window.get("unit", Unit.WORKING_DAYS)
    if window.get("hard", False) is not False:
        yield f"The time to ask for {stage} can only be recommended: a late request needs a decision (G-02)."
    if not isinstance(length, int) or isinstance(length, bool) or length < 1:
        yield f"“windows.{key}.length” must be a whole number above 0."
    elif key == "s3" and (length < S3_WINDOW or unit != Unit.WORKING_DAYS):
        yield f"The time to ask for stage 3 cannot be shorter than {S3_WINDOW} working days (G-02)."
    if not _one_of(unit, Unit):
        yield f"“windows.{key}.unit” must be one of: {', '.join(Unit)}."


def _setting_problems(settings: Data) -> Iterator[str]:
    yield from _unknown("settings.", settings, SETTINGS)
    if not _one_of(settings.get("received_on_nonworking_day", Arrival.SAME_DAY), Arrival):
        yield f"“settings.received_on_nonworking_day” must be one of: {', '.join(Arrival)}."
    if not _one_of(settings.get("s2_start_basis", "request"), BASES):
        yield f"“settings.s2_start_basis” must be one of: {', '.join(BASES)}."
    if "colour" in settings and (wrong := colour.problem(str(settings["colour"]))):
        yield wrong
    if "cut_off" in settings:
        yield from _readable("settings.cut_off", settings["cut_off"], _time)


def _contact_problems(contacts: Data) -> Iterator[str]:
    names = {field.name for field in fields(Contacts)} - {"hours_in"}
    yield from _unknown("contacts.", contacts, names)
    times = {key: value for key, value in contacts.items() if key in TIMES}
    for key, value in times.items():
        yield from _readable(f"contacts.{key}", value, _time)
    yield from _text_problems("contacts", {key: value for key, value in contacts.items() if key not in times})


def _text_problems(table: str, values: Data) -> Iterator[str]:
    for key, value in values.items():
        if not _is_line(value):
            yield f"“{table}.{key}” must be one line of text."


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and all(ord(letter) >= 32 for letter in value)


def _one_of(value: Any, known: Iterable[str]) -> bool:
    return isinstance(value, str) and value in tuple(known)


def _unknown(prefix: str, given: Data, known: Any) -> Iterator[str]:
    yield from (f"“{prefix}{key}” is not a setting this service knows." for key in sorted(given.keys() - set(known)))


def _readable(name: str, value: Any, read: Any) -> Iterator[str]:
    try:
        read(value)
    except (TypeError, ValueError):
        yield f"“{name}” cannot be read: {value!r}."


def _figures(data: Data) -> dict[str, int]:
    own = {limit.policy_key: limit.length for limit in LIMITS.values() if limit.length is not None}
    return {**DEFAULTS, **own, **data.get("effective", {})}


def _ceilings(lengths: dict[Clock, int], figures: dict[str, int]) -> dict[Clock, int]:
    return {
        Clock.S1_RESPONSE: lengths[Clock.S1_RESPONSE] + figures["s1_ext"],
        Clock.S2_RESPONSE: figures["s2_max"],
        Clock.S2_PROCEDURE: figures["s2_max"],
        Clock.C1_RESPONSE: lengths[Clock.C1_RESPONSE] + figures["corp_s1_ext"],
        Clock.C2_RESPONSE: lengths[Clock.C2_RESPONSE] + figures["corp_s2_ext"],
    }


def _window(window: Data) -> Window:
    return Window(window.get("length", S3_WINDOW), Unit(window.get("unit", Unit.WORKING_DAYS)))


def _contacts(contacts: Data) -> Contacts:
    values: dict[str, Any] = dict(contacts)
    for key in TIMES & values.keys():
        values[key] = _time(values[key])
    return Contacts(**values)


def _day(value: Any) -> date:
    return value if type(value) is date else date.fromisoformat(value)


def _time(value: Any) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)
