"""The person whose page this is: read once for each request, and sent to choose new words before anything else."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.cases.returning import Theirs, ring_of, theirs
from models.formats import near_date
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.web.sitekeys import SiteKeys
from models.words import HELPER, PARENT, Deck, deck, whom_now
from portal import modes
from portal.guard import tracking_only

P = ParamSpec("P")


def mine(view: Callable[Concatenate[Theirs, P], ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Give the view the case of this visit. Words that somebody else has read out must be replaced first."""

    @wraps(view)
    def found(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        me = me_now()
        if me.holder.one_time:
            return redirect(url_for("words.change"), 303)
        return view(me, *args, **kwargs)

    return tracking_only(found)


def main_only(view: Callable[Concatenate[Theirs, P], ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """For the person alone: an advocate beside them is shown their own page instead."""

    @wraps(view)
    def checked(me: Theirs, /, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return view(me, *args, **kwargs) if me.main else redirect(url_for("tracking.show"), 303)

    return mine(checked)


def own_only(view: Callable[Concatenate[Theirs, P], ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """For the person alone, and never for who speaks for a child: stopping it, and who else may read it."""

    @wraps(view)
    def checked(me: Theirs, /, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return redirect(url_for("tracking.show"), 303) if me.helper else view(me, *args, **kwargs)

    return main_only(checked)


def first_only(view: Callable[Concatenate[Theirs, P], ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """For the person whose page the case is: who else helps them is not for another who complains together (S-39)."""

    @wraps(view)
    def checked(me: Theirs, /, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return redirect(url_for("tracking.show"), 303) if me.equal else view(me, *args, **kwargs)

    return own_only(checked)


def me_now() -> Theirs:
    """The case of this visit; from here on the page speaks to whoever came."""
    me = theirs(g.db, g.visit.holder_id)
    if whom := spoken_to(me):
        modes.speak_to(whom)
    return me


def spoken_to(me: Theirs) -> str:
    """Nothing: the person themselves, as a child would be spoken to (in pictures, where they chose that)."""
    return HELPER if me.helper else PARENT if me.holder.part == "parent" else ""


def ring(me: Theirs) -> Keyring:
    """What this visit may open and write: the thread, and into the file."""
    return ring_of(g.keys, me.holder)


def words() -> Deck:
    return deck("tracking")


def page(name: str, entry: str, status: int = 200, **facts: object) -> ResponseReturnValue:
    """One page of the deck: `entry` and the whole deck as `say`, with whatever else it shows."""
    shown = words()
    said = shown["said"].say.get(numbered(request.args.get("s", "")), "")
    called = {HELPER: "theirs", PARENT: "say"}.get(whom_now(), "voice")
    facts = {"service": deck("common")["layout"].said(called), "whom": whom_now(), **facts}
    facts = {"entry": shown[entry], "say": shown, "spoken": spoken, "said": said, "wrong": status != 200, **facts}
    facts.setdefault("begun", g.get("begun", False))
    return render_template(f"portal/{name}.html", **facts), status


def done(said: str, endpoint: str = "tracking.show") -> ResponseReturnValue:
    """It is kept: the page again, which says so."""
    return redirect(url_for(endpoint, s=number_of(said)), 303)


def number_of(said: str) -> int | None:
    """What an address carries instead of the code: a history that somebody else reads tells them nothing (T35)."""
    known = list(words()["said"].say)
    return known.index(said) + 1 if said in known else None


def numbered(number: str) -> str:
    """The code that a number in an address stands for; nothing for any other."""
    known = list(words()["said"].say)
    place = int(number) if number.isascii() and number.isdecimal() and len(number) <= 3 else 0
    return known[place - 1] if 1 <= place <= len(known) else ""


def spoken(day: date) -> str:
    """ "Monday 7 December", and the year only where it is another one."""
    return near_date(day, local_day(g.now))


def site_keys() -> SiteKeys:
    found: SiteKeys = current_app.extensions["keys"]
    return found
