"""One rule tried on hundreds of things: one test, which names each thing that breaks it."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

KEPT = ("__name__", "__qualname__", "__module__", "__doc__")  # and not what it takes: no fixture is asked for

Check = Callable[..., None]


def every(things: Iterable[Any], named: Callable[[Any], str] = str) -> Callable[[Check], Check]:
    """Instead of `parametrize`, where to count, send and report a test for each takes longer than the tests do."""
    tried = list(things)

    def decorate(check: Check) -> Check:
        def check_all() -> None:
            wrong = []
            for thing in tried:
                try:
                    check(*thing if isinstance(thing, tuple) else (thing,))
                except (Exception, pytest.fail.Exception) as problem:  # whatever it is, the others are tried as well
                    wrong.append(f"{named(thing)}: {type(problem).__name__} {problem}")
            assert tried, "there was nothing to try"
            assert not wrong, f"{len(wrong)} of {len(tried)}\n" + "\n".join(wrong)

        for kept in KEPT:
            setattr(check_all, kept, getattr(check, kept))
        return check_all

    return decorate
