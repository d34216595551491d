"""Which tests could tell one database from another. Only those are run a second time, with PostgreSQL."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHOOSES = re.compile(r"\b(ENGINE|POSTGRESQL|HEARD_TEST_DB|server_url|getfixturevalue)\b")
BESIDE = {"tests.asking", "tests.conftest", "tests.databases"}  # who wants the database of these takes a fixture


def asks_a_database(item: pytest.Function) -> bool:
    """By a fixture; or it may: its module, or one which that imports, chooses an engine, or a fixture by name."""
    return "_empty" in item.fixturenames or any(chooses(module) for module in _behind(item.path))


def _behind(path: Path) -> Iterator[str]:
    """The module of a test and every conftest above it."""
    folder = path.relative_to(ROOT).parent
    yield ".".join((folder / path.stem).parts)
    for above in (folder, *folder.parents):
        yield ".".join((above / "conftest").parts)


@cache
def chooses(module: str) -> bool:
    seen, waiting = set(BESIDE), [module]
    while waiting:
        name = waiting.pop()
        path = ROOT / f"{name.replace('.', '/')}.py"
        if name in seen or not path.is_file():
            continue
        seen.add(name)
        source = path.read_text("utf-8")
        if CHOOSES.search(source):
            return True
        waiting += _imported(ast.parse(source))
    return False


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tests":
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
