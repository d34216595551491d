"""`python -m bench`: seed, measure beside the floors in one run, and write to RESULTS.md what was reached."""

import argparse
import shlex
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import report
from bench.floors import fill
from bench.journeys import Run, floors, journeys
from bench.measure import Times, one, several
from bench.place import Place, free_port, place
from bench.seed import seed
from models.keys import load

RESULTS = Path(__file__).with_name("RESULTS.md")


@dataclass(frozen=True)
class Amount:
    alone: int
    each_of_eight: int


def main() -> None:
    told = _arguments()
    amount = Amount(60, 12) if told.quick else Amount(250, 40)
    began = time.monotonic()
    done: list[report.Measured] = []
    for engine in ("sqlite", "postgresql") if told.database == "both" else (told.database,):
        for cases in told.cases:
            print(f"{engine}, {cases:,} cases …", file=sys.stderr, flush=True)
            with place(engine) as here:
                done.append(_measured(here, engine, cases, amount))
            print(report.table(done[-1]), flush=True)
    took = time.monotonic() - began
    text = report.whole(done, command=f"python -m bench {shlex.join(sys.argv[1:])}".strip(), took=took)
    if not told.dry:
        RESULTS.write_text(text, "utf-8")
        print(f"Written to {RESULTS.relative_to(Path.cwd())}" if RESULTS.is_relative_to(Path.cwd()) else RESULTS)


def _measured(here: Place, engine: str, cases: int, amount: Amount) -> report.Measured:
    now = datetime.now(UTC)
    began = time.monotonic()
    seeded = seed(here.sessions, here.ring("staff"), load(here.keys, "staff").index, cases, now=now)
    fill(here.sessions, cases, seeded.known)
    _analyse(here)
    seeding = time.monotonic() - began
    ports = here.ports | {"floor": free_port()}
    floor = here.gunicorn("bench.floors:create()", ports["floor"])
    sites = {site.port: site for site in (here.start("portal"), here.start("admin"), floor)}
    run = Run(here, seeded, ports, now)
    found: dict[str, tuple[Times, Times]] = {}
    for name, (make, ask) in (floors(run) | journeys(run)).items():
        found[name] = one(make, ask, amount.alone, sites[make().port].cpu), several(make, ask, amount.each_of_eight)
    for site in sites.values():
        site.stop()
    return report.Measured(engine, cases, seeded.open, seeding, found, run.derivation())


def _analyse(here: Place) -> None:
    with here.sessions.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=None, help="how many cases (1000 100000)")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--quick", action="store_true", help="1,000 cases and fewer questions: under two minutes")
    parser.add_argument("--dry", action="store_true", help="print only; leave RESULTS.md alone")
    told = parser.parse_args()
    told.cases = told.cases or ([1000] if told.quick else [1000, 100_000])
    return told


if __name__ == "__main__":
    main()
