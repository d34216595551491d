"""The figures in words: each journey beside its floor and its goal, and which goals were missed."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.measure import Times
from models.db import sqlite_module

CORES = os.cpu_count() or 1
EIGHT = 8
FLAT, FLAT_SEARCH = 1.3, 2.5  # the largest median against the smallest number of cases

# journey: its floor, goal in ms, goal against the floor (performance.md)
GOALS: dict[str, tuple[str, float, float]] = {
    "question page": ("hello", 3, 6),
    "submission": ("insert", 6, 7),
    "tracking page": ("detail", 8, 10),
    "queue, first page": ("list", 8, 9),
    "queue, one filter": ("list", 8, 9),
    "queue, deep page": ("list", 8, 9),
    "case, 10 entries": ("detail", 10, 13),
    "timeline, 10 entries": ("detail", 10, 13),
    "search by reference": ("search", 8, 8),
    "search by phone": ("search", 8, 8),
}


@dataclass(frozen=True)
class Measured:
    engine: str
    cases: int
    open: int
    seeding: float
    found: dict[str, tuple[Times, Times]]
    argon2: float

    def ratio(self, journey: str) -> float:
        floor = self.found[f"floor: {GOALS[journey][0]}"][0].median
        return self.found[journey][0].median / floor

    def work(self, journey: str) -> float:
        """The same by the processor's clock, which others on the machine do not move."""
        return self.found[journey][0].cpu / self.found[f"floor: {GOALS[journey][0]}"][0].cpu

    def misses(self) -> list[str]:
        missed = []
        for name, (floor, goal, times) in GOALS.items():
            alone, crowd = self.found[name]
            if self.ratio(name) > times:
                missed.append(f"{name}: {self.ratio(name):.1f} × {floor}, goal {times:.0f} ×")
            if alone.median > goal:
                missed.append(f"{name}: {alone.median:.1f} ms, goal {goal:.0f} ms")
            if crowd.errors or alone.errors:
                missed.append(f"{name}: {crowd.errors + alone.errors} answers were errors")
            limit = 2 * alone.median * EIGHT / CORES
            if crowd.p95 > limit:
                missed.append(f"{name}: p95 of eight {crowd.p95:.0f} ms, goal {limit:.0f} ms")
        return missed


def table(run: Measured) -> str:
    lines = [
        f"### {run.engine}, {run.cases:,} cases, {run.open:,} of them open\n",
        "| | median, one | p95, one | CPU | against its floor | by CPU | goal | median, eight | p95, eight | errors |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, (alone, crowd) in run.found.items():
        against = goal = work = ""
        if name in GOALS:
            floor, milliseconds, times = GOALS[name]
            met = run.ratio(name) <= times
            against = f"{run.ratio(name):.1f} × {floor}" if met else f"**{run.ratio(name):.1f} × {floor}**"
            goal = f"{times:.0f} ×, {milliseconds:.0f} ms"
            work = f"{run.work(name):.1f} ×"
        lines.append(
            f"| {name} | {alone.median:.2f} | {alone.p95:.2f} | {alone.cpu:.2f} | {against} | {work} | {goal} "
            f"| {crowd.median:.1f} | {crowd.p95:.1f} | {alone.errors + crowd.errors} |"
        )
    missed = run.misses()
    lines.append("\nMissed: " + ("; ".join(missed) if missed else "nothing") + ".")
    lines.append(f"\nSeeding took {run.seeding:.0f} s. One argon2id of production: {run.argon2:.0f} ms, not counted.\n")
    return "\n".join(lines)


def flatness(runs: Sequence[Measured]) -> str:
    """The same journey with the most cases against the fewest."""
    lines = []
    for engine in dict.fromkeys(run.engine for run in runs):
        mine = sorted((run for run in runs if run.engine == engine), key=lambda run: run.cases)
        if len(mine) < 2:
            continue
        few, many = mine[0], mine[-1]
        lines += [
            f"\n### {engine}: {many.cases:,} against {few.cases:,} cases\n",
            "| | times | goal |",
            "|---|---|---|",
        ]
        for name in GOALS:
            times = many.found[name][0].median / few.found[name][0].median
            goal = FLAT_SEARCH if name.startswith("search") else FLAT
            shown = f"{times:.2f}" if times <= goal else f"**{times:.2f}**"
            work = many.found[name][0].cpu / few.found[name][0].cpu
            lines.append(f"| {name} | {shown} | {work:.2f} | {goal} |")
    return "\n".join(lines)


def whole(runs: Sequence[Measured], *, command: str, took: float) -> str:
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    return (
        "# What the service costs\n\n"
        f"`{command}`, {datetime.now(UTC):%d %B %Y %H:%M} UTC, {took:.0f} s; {CORES} cores ({platform.machine()}), "
        f"Python {platform.python_version()}, SQLite {sqlite_module().sqlite_version}; load at the end {load}.\n"
        "gunicorn, 2 workers × 4 threads; milliseconds as the browser sees them, the client on the same machine; CPU "
        "is what the site's processes used for one answer (not PostgreSQL's), steady where others use the machine. One "
        "case in twenty is open. Every text is sealed for real; locks are wrapped as they are after triage. Floors: a "
        "bare Flask route, and bare Flask with one hand-written statement over as many rows, in the same run; ratios "
        "are what counts (`performance.md`). Bold: missed.\n\n" + "\n".join(table(run) for run in runs)
        + flatness(runs) + "\n"
    )  # fmt: skip
