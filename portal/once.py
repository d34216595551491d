"""What is sent twice from a person's own page is one record, and is answered as done both times (T22)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from flask import g
from flask.typing import ResponseReturnValue

from models.cases.returning import Theirs
from models.web.once import made_now, one_record, there
from portal.person import done

P = ParamSpec("P")
View = Callable[Concatenate[Theirs, P], ResponseReturnValue]


def once(kind: Any, said: str | Callable[[], str], endpoint: str = "tracking.show") -> Callable[[View[P]], View[P]]:
    """`kind`: the row it becomes, which takes `g.made` as its number. `said`: the line that says it is done, or what
    finds it from what was sent."""

    def again() -> ResponseReturnValue:
        return done(said if isinstance(said, str) else said(), endpoint)

    def known(view: View[P]) -> View[P]:
        @wraps(view)
        def sent(me: Theirs, /, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            g.made = made = made_now(me.case.id, me.holder.id)
            return one_record(lambda: again() if there(kind, made) else None, lambda: view(me, *args, **kwargs))

        return sent

    return known
