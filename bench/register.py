"""`python -m bench.register [LINES]`: a register of that many cases brought in and taken away, by the command line.

Each engine gets a place of its own and processes of their own, so that the memory is that of the command alone.
Written to REGISTER.md.
"""

import csv
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from bench.place import ROOT, Place, place
from models.register.layout import FILES

EXAMPLE = ROOT / "tests" / "registers" / "isle-of-wight-2016-17" / "register.csv"
RESULTS = Path(__file__).with_name("REGISTER.md")
COMMANDS = {  # command and folder
    "import into an empty database": ("import", "in"),
    "the same again: nothing changes": ("import", "in"),
    "export": ("export", "out"),
}
WORDS = "Nobody rang back, although it was promised twice, and the visit was put off three times."


def make(folder: Path, lines: int) -> None:
    """The example over and over under new references and days, with a point for each answered case."""
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        example = list(csv.DictReader(file))
    with (folder / "register.csv").open("w", newline="") as first, (folder / "points.csv").open("w", newline="") as two:
        register = csv.DictWriter(first, [column.name for column in FILES["register.csv"]])
        points = csv.DictWriter(two, [column.name for column in FILES["points.csv"]])
        register.writeheader()
        points.writeheader()
        for number in range(lines):
            shift = timedelta(days=7 * (number % 400))
            row = {name: _later(cell, shift) for name, cell in example[number % len(example)].items()}
            row["reference"] = f"B-{number:07}"
            register.writerow(row)
            if row["stage1_outcome"]:
                said = {"reference": row["reference"], "stage": "1", "number": "1", "text": WORDS, "finding": "Upheld"}
                points.writerow(said)


def _later(cell: str, shift: timedelta) -> str:
    if len(cell) != 10 or cell[4:5] != "-":
        return cell
    return (date.fromisoformat(cell) + shift).isoformat()


def timed(here: Place, *command: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor that one command took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    heard = [sys.executable, "-m", "admin.commands", "register", *command]
    subprocess.run(heard, cwd=ROOT, env=here.environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, used


def measured(engine: str, lines: int) -> tuple[dict[str, tuple[float, float]], float]:
    """Seconds and seconds of the processor of each command, and the most memory of any so far, in MB."""
    found = {}
    with place(engine) as here, tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in", Path(folder) / "out"
        source.mkdir()
        make(source, lines)
        for name, (command, path) in COMMANDS.items():
            found[name] = timed(here, command, str({"in": source, "out": out}[path]))
            print(f"{engine}, {lines:,} cases: {name} {found[name][0]:.0f} s", file=sys.stderr, flush=True)
    return found, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    load = os.getloadavg()[0]
    (sqlite, small), (other, large) = measured("sqlite", lines), measured("postgresql", lines)
    columns = "SQLite, by the clock | processor | PostgreSQL, by the clock | processor of the command"
    text = [
        "# A whole register, in and out",
        "",
        f"`python -m bench.register {lines}` makes a register of {lines:,} cases from the example, with a point for",
        "each answered one, brings it in and takes it away by the command line, each engine in a place of its own.",
        f"{os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f} at the start.",
        "The goal is an import in under five minutes.",
        "",
        f"| {lines:,} cases | {columns} |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {sqlite[name][0]:.0f} s | {sqlite[name][1]:.0f} s | {other[name][0]:.0f} s "
            f"| {other[name][1]:.0f} s |"
            for name in COMMANDS
        ),
        "",
        f"Most memory of any of these commands: {small:.0f} MB with SQLite, {large:.0f} MB with either.",
        "The processor of the PostgreSQL server itself is not in its column.",
    ]
    RESULTS.write_text("\n".join(text) + "\n", "utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
