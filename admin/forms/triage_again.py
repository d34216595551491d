"""A decision that came back to triage, as it was typed: nobody writes a refusal twice."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from admin.forms.triage_fields import TEXTS
from models.cases.deciding import ANSWERED, Decision
from models.procedure.judgements import Judging, turned_away


def typed_again(decision: Decision, judged: Mapping[Judging, str]) -> MultiDict[str, str]:
    """The decision as fields of the page. A route that was only suggested, or that was judged against meanwhile, is not
    chosen by that (X-06)."""
    day = decision.answer_by
    chosen = decision.reason and not (decision.route in ANSWERED and turned_away(judged))
    once = {name: getattr(decision, name) for name in (*TEXTS, "safe", "freeze", "advocate", "passed_to")}
    once |= {f"duty_{name}": once[name] for name in ("reasons", "evidence")}
    once |= {
        "route": f"{decision.route.value}:{decision.reason}" if chosen else "",
        "standing": decision.standing.value if decision.standing else "",
        "responder": str(decision.responder_id or ""),
        **({f"answer_by-{part}": str(getattr(day, part)) for part in ("day", "month", "year")} if day else {}),
        **{f"wall-{named}": choice for named, choice in decision.walls.items()},
    }
    typed = MultiDict(once)
    typed.setlist("point", [point.text for point in decision.points])
    typed.setlist("home", [point.procedure.value if point.procedure else "" for point in decision.points])
    typed.setlist("left_out", [point.left_out for point in decision.points])
    typed.setlist("ground", [point.ground for point in decision.points])
    return typed
