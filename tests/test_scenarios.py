"""Every situation of the rules has a test that holds it, by name, or says what it waits for (rules 6 and 7)."""

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


TABLE = table("scenarios.toml")
WANTED = [f"S-{number:02}" for number in range(1, 44)] + [f"X-{number:02}" for number in range(1, 18)]
HELD = [
    (rule, test)
    for rule, tests in TABLE["held"].items()
    for test in ([tests] if isinstance(tests, str) else tests)
]  # fmt: skip


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((HERE.parent / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_situation_is_held_by_a_test_or_says_what_it_waits_for() -> None:
    assert not TABLE["held"].keys() & TABLE["waiting"].keys()
    assert sorted([*TABLE["held"], *TABLE["waiting"]]) == WANTED


@pytest.mark.parametrize(("rule", "test"), HELD)
def test_the_test_that_holds_a_situation_is_there(rule: str, test: str) -> None:
    path, _, name = test.partition("::")
    assert name in names_in(path), f"{rule}: {test}"
