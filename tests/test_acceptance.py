"""Each acceptance test of the design, T01 to T60, is shown by a test of ours, by name, or measured by a command."""

import pytest

from tests.test_scenarios import HERE, names_in, table

TABLE = table("acceptance.toml")
WANTED = [f"T{number:02}" for number in range(1, 61)]
HELD = [
    (rule, test) for rule, tests in TABLE["held"].items() for test in ([tests] if isinstance(tests, str) else tests)
]


def test_every_acceptance_test_is_shown_or_measured() -> None:
    assert not TABLE["held"].keys() & TABLE["measured"].keys()
    assert sorted([*TABLE["held"], *TABLE["measured"]]) == WANTED


@pytest.mark.parametrize(("rule", "test"), HELD)
def test_the_test_that_shows_it_is_there(rule: str, test: str) -> None:
    path, _, name = test.partition("::")
    assert name in names_in(path), f"{rule}: {test}"


def test_what_is_measured_asks_for_what_the_design_asks_for_t47() -> None:
    from bench.lighthouse import GOALS, SHIFT

    assert GOALS == {"performance": 98, "accessibility": 100, "best-practices": 100}
    assert SHIFT <= 0.02
    assert "lighthouse:" in (HERE.parent / "Makefile").read_text("utf-8")
