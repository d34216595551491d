"""Which cases a figure counts, said in one way, so that two tables that tell of one another are seen (PRV-13).

A reader knows that the teams of a directorate make the directorate, that who has an advocate has one kind of advocate,
and that statutory complaints are two kinds of representation, whatever each table calls its rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.procedure.report_lists import COMPLAINTS, NO_ADVOCATE, REFUSED
from models.reports.chosen import KINDS, Chosen
from models.reports.dimensions import NO_TEAM

Facts = frozenset[object]
SERVICE = ("directorate", "team_alone", "team", "service")
STATUTORY = tuple(f"Statutory: {kind}" for kind in COMPLAINTS)
CORPORATE = tuple(f"Other: {kind} (corporate)" for kind in COMPLAINTS)
UNKNOWN = tuple(f"Other: {kind} (procedure not recorded)" for kind in COMPLAINTS)
SAID_AS: Mapping[str, tuple[str, ...]] = {
    "s1": STATUTORY,
    "c1": CORPORATE,
    "complaints": (*STATUTORY, *CORPORATE, *UNKNOWN),
    **{name: (f"Other: {kind}",) for name, kind in KINDS.items()},
    "refused": (f"Statutory: {REFUSED}", f"Other: {REFUSED} (corporate)"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The cases of a base for which each of these facts is one of those given."""

    base: tuple[object, ...]
    facts: frozenset[tuple[str, Facts]]

    def within(self, other: "Meaning") -> bool:
        """Whether every case that this counts is counted there."""
        mine = dict(self.facts)
        return self.base == other.base and all(name in mine and mine[name] <= wanted for name, wanted in other.facts)

    def apart(self, other: "Meaning") -> bool:
        """Whether no case is counted by both."""
        mine = dict(self.facts)
        return any(name in mine and name != "cohort" and mine[name].isdisjoint(wanted) for name, wanted in other.facts)


def meanings(every: Iterable[Chosen]) -> dict[Chosen, Meaning]:
    """What each of these figures counts; the labels that any of them names are all that there are."""
    chosen = list(dict.fromkeys(every))
    services = _services([dict(one.where) for one in chosen])
    named = {
        name: {label for one in chosen for name_, label in one.where if name_ == name}
        for name in ("advocate", "representation")
    }
    kinds = {label for labels in named["representation"] for label in labels.split("\n")}
    return {one: _meaning(one, services, named["advocate"], kinds) for one in chosen}


def _meaning(chosen: Chosen, services: set[tuple[str, str]], advocates: set[str], kinds: set[str]) -> Meaning:
    facts: dict[str, Facts] = {}
    found: Facts
    base: tuple[object, ...] = (chosen.rows, chosen.period)
    ended = "closed"
    if chosen.population in SAID_AS:
        said = frozenset(SAID_AS[chosen.population])
        facts["representation"] = said & kinds or said
        ended = "completed" if chosen.population in ("s1", "c1", "complaints") else ended
    elif chosen.population != "representations":
        base += (chosen.population,)
    facts["cohort"] = frozenset({"received": ("begun",), "closed": (ended,), "either": ("begun", ended)}[chosen.cohort])
    narrowed: dict[str, list[Facts]] = defaultdict(list)
    for name, label in chosen.where:
        labels = label.split("\n")
        if name in SERVICE:
            found = frozenset(pair for pair in services if any(_is_of(pair, name, one) for one in labels))
            narrowed["service"].append(found or frozenset({(name, label)}))
        elif name == "has_advocate":
            found = frozenset(one for one in advocates if (one == NO_ADVOCATE) == (label == "no"))
            narrowed["advocate"].append(found or frozenset({(name, label)}))
        else:
            narrowed[name].append(frozenset(labels))
    for name, each in narrowed.items():
        facts[name] = frozenset.intersection(*each, *([facts[name]] if name in facts else []))
    return Meaning(base, frozenset(facts.items()))


def _services(every: Iterable[Mapping[str, str]]) -> set[tuple[str, str]]:
    """The directorates and teams that figures name; a directorate that none splits is one by itself."""
    found: set[tuple[str, str]] = set()
    alone: set[str] = set()
    for where in every:
        if "\n" in where.get("directorate", "") + where.get("service", ""):
            continue
        if "team_alone" in where:
            found.add((where["directorate"], where["team_alone"]))
        elif "directorate" in where:
            alone.add(where["directorate"])
        elif "service" in where:
            directorate, _, team = where["service"].partition(" / ")
            found.add((directorate, team or NO_TEAM))
    return found | {(one, NO_TEAM) for one in alone - {directorate for directorate, _ in found}}


def _is_of(pair: tuple[str, str], name: str, label: str) -> bool:
    directorate, team = pair
    if name == "directorate":
        return directorate == label
    if name == "team_alone":
        return team == label
    if name == "team":
        return team == label or (team == NO_TEAM and directorate == label)
    return label in (f"{directorate} / {team}", directorate if team == NO_TEAM else None)
