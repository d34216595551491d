"""What is sent twice from a person's own page is one record, and is answered as done both times (T22)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from flask import g
from flask.typing import ResponseReturnValue

from models.cases.returning import Theirs
from models.web.once import AT_ONCE, made_now, there
from portal.person import done

P = ParamSpec("P")
View = Callable[Concatenate[Theirs, P], ResponseReturnValue]


def once(kind: Any, said: str, endpoint: str = "tracking.show") -> Callable[[View[P]], View[P]]:
    """`kind`: the row it becomes, which takes `g.made` as its number. `said`: the line that says it is done."""

    def known(view: View[P]) -> View[P]:
        @wraps(view)
        def sent(me: Theirs, /, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            g.made = made = made_now(me.case.id, me.holder.id)
            if there(kind, made):
                return done(said, endpoint)
            try:
                return view(me, *args, **kwargs)
            except AT_ONCE:  # both at the same moment: the first has kept it
                g.db.rollback()
                if there(kind, made):
                    return done(said, endpoint)
                raise

        return sent

    return known
