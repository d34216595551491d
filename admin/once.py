"""What an advocate sends twice from a child's page is one record, and is answered as done both times (T22)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models.web.once import made_now, one_record, there

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def once(kind: Any, said: str) -> Callable[[View[P]], View[P]]:
    """`kind`: the row it becomes, which takes `g.made` as its number. `said`: the line that says it is done. Back on
    the page of the child, which asks anew whether it may be read."""

    def known(view: View[P]) -> View[P]:
        @wraps(view)
        def sent(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            g.made = made = made_now(g.staff.id)
            return one_record(lambda: _done(said) if there(kind, made) else None, lambda: view(*args, **kwargs))

        return sent

    return known


def _done(said: str) -> ResponseReturnValue:
    flash(said)
    reference = (request.view_args or {}).get("reference", "")
    return redirect(url_for("child.show", reference=reference), 303)
