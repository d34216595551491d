"""Asking the same thing many times, by one browser or by eight at once, and what the times say."""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bench.person import Answer, Person

Ask = Callable[[Person, int], Answer]
GOOD = (200, 303)


@dataclass(frozen=True)
class Times:
    """Milliseconds, and how many answers were not what they should be."""

    each: Sequence[float]
    errors: int
    cpu: float = float("nan")  # of the server, for one answer

    @property
    def median(self) -> float:
        return statistics.median(self.each) if self.each else float("nan")

    @property
    def p95(self) -> float:
        return sorted(self.each)[int(len(self.each) * 0.95)] if self.each else float("nan")


def one(make: Callable[[], Person], ask: Ask, times: int, cpu: Callable[[], float], warm: int = 12) -> Times:
    """By one browser, one after the other. The first few, for every thread of the server, are not counted."""
    with make() as person:
        for number in range(warm):
            person.get_ready()
            ask(person, number)
        timed = _timed(person, ask, range(warm, warm + times))
        return replace(timed, cpu=_cost(person, ask, range(warm + times, warm + times + max(times // 2, 40)), cpu))


def several(make: Callable[[], Person], ask: Ask, times: int, people: int = 8) -> Times:
    """By so many at once, each with `times` questions."""
    found: list[Times] = []
    together = threading.Barrier(people)

    def go(start: int) -> None:
        with make() as person:
            person.get_ready()
            ask(person, start)
            together.wait()
            found.append(_timed(person, ask, range(start + 1, start + 1 + times)))

    threads = [threading.Thread(target=go, args=(10_000 + number * (times + 1),)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Times([each for times_ in found for each in times_.each], sum(times_.errors for times_ in found))


def _timed(person: Person, ask: Ask, numbers: Sequence[int]) -> Times:
    each, errors = [], 0
    for number in numbers:
        person.get_ready()
        began = time.perf_counter()
        answer = ask(person, number)
        took = (time.perf_counter() - began) * 1000
        if answer.status in GOOD:
            each.append(took)
        else:
            errors += 1
    return Times(each, errors)


def _cost(person: Person, ask: Ask, numbers: Sequence[int], cpu: Callable[[], float]) -> float:
    """Apart from the timing, which looking at the processor's clock would disturb."""
    begun = cpu()
    for number in numbers:
        person.get_ready()
        ask(person, number)
    whole = cpu() - begun
    begun = cpu()
    for _ in numbers:
        person.get_ready()
    return (whole - (cpu() - begun)) / len(numbers)
