"""Triage on one page: seven decisions in order, read from the form into one value."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from admin.forms.triage_fields import HOME_VALUES, LONG, TEXTS, TriageForm, advocate_choices
from models.cases.advocate_now import AdvocateNow
from models.cases.deciding import PRAISE, Decision, PointGiven, likely, problems, standing_of
from models.cases.safety_talk import worried
from models.cases.standing_in import named
from models.cases.walling import Named
from models.fields import ListField, clean_story
from models.procedure.judgements import JUDGEMENTS, NEEDED_TO_REFUSE, Judging, refusal_of
from models.procedure.left_out import LEFT_OUT
from models.procedure.routes import ANSWERED_BY_US
from models.procedure.screening import ROUTES
from models.procedure.speaking import Speaks, worth_asking
from models.procedure.standing import Standing
from models.procedure.terms import Journey, Procedure, Role, Safe
from models.tables import Case, Staff

MOST_POINTS = 40
SHORT = "short-"  # before what a button of the short way does
SAFE_FIRST = {  # why the short way has to wait for an answer about safety, by what they said
    Safe.NO: "They said that they are not safe. Hear from duty or from them how it is now, and say what you know",
    Safe.NOT_SURE: "They are not sure that they are safe. Hear from duty or from them how it is, and say what you know",
    Safe.NOT_SAID: "They did not say if they are safe. Look for it in their words, and say what you know",
}
ASK_FIRST = (
    "They want to be asked before anybody in the service is told. Choose nobody to answer yet: send the letter, "
    "which says that we ask first, and then ask them"
)


@dataclass
class Row:
    """One point on the page."""

    text: str = ""
    home: str = ""
    left_out: str = ""
    ground: str = ""


class Triage:
    """The form, its points and its wall, from what was typed or from what is known."""

    taken_up = ""  # as what these points were accepted before, where they are a part (E-43)

    def __init__(
        self,
        case: Case,
        staff: Sequence[Staff],
        walls: Sequence[Named],
        judged: Mapping[Judging, str],
        advocate: AdvocateNow,
        speaks: Speaks,
        today: date,
        typed: Any = None,
    ) -> None:
        self.case, self.judged, self.advocate, self.speaks = case, judged, advocate, speaks
        self.worried = worried(case)  # about a child who has not asked: is the child safe comes first (A1, E-41)
        self.act = str((typed or {}).get("do") or "preview")
        self.typed = typed = self._short_way(typed) if self.act.startswith(SHORT) else typed
        self.walls = [named for named in walls if not named.confirmed]
        self.short = case.journey == Journey.PRAISE  # thanks and ideas ask for little, and that is all that is asked
        known = _known(case) | {"advocate": advocate.choice} | ({"route": self.suggested} if self.short else {})
        self.form = TriageForm(typed, data=None if typed is not None else known)
        self.form.route.choices = [
            (f"{procedure.value}:{reason.id}", reason.label)
            for procedure, route in ROUTES.items()
            for reason in route.reasons
        ]
        self.form.advocate.choices = advocate_choices(case, asked=advocate.asked)
        self.staff = {str(one.id): one.name for one in staff}
        names = [(str(one.id), f"{named(one, today)}{', ' + one.team.name if one.team else ''}") for one in staff]
        self.form.responder.choices = [("", "Choose"), *names]
        self.rows: list[Row] = _rows(typed) or [Row()] if typed is not None else []
        self.problems: dict[str, str] = {}
        self.at_it = False  # the short way is on the page
        self.reasons_begun = False  # with those of a judgement

    def _short_way(self, typed: Any) -> Any:
        """A button of the short way sends the whole page: what was typed below it goes too (R5). Who has chosen another
        way there is shown its letter first."""
        self.act = self.act.removeprefix(SHORT)
        if typed.get("route") not in (None, "", self.suggested):
            self.act = "preview"
            return typed
        more = typed.copy()
        more["short"], more["route"] = "1", self.suggested
        more["responder"] = typed.get("short-responder") or typed.get("responder") or ""
        return more

    @property
    def suggested(self) -> str:
        """The route that what was judged points to, else their standing. It is shown, and chosen only for thanks and
        ideas (E-16)."""
        if ground := refusal_of(self.judged):
            return f"{Procedure.REFUSED.value}:{ground}"
        procedure, reason = likely(self.case)
        return f"{procedure.value}:{reason.id}"

    @property
    def points_to(self) -> str:
        """The same, where it may be chosen: of what has to be judged first nothing is said to be decided (E-14)."""
        decision = self.decision(self.suggested)
        return "" if decision and "judging" in self._problems(decision, frozenset()) else self.suggested

    @property
    def seen(self) -> int:
        """The version of the case that the officer was looking at."""
        given = str((self.typed or {}).get("version", ""))
        return int(given) if given.isdecimal() and len(given) < 10 else self.case.version

    @property
    def worth_judging(self) -> list[Judging]:
        """What this case shows by itself that it has to be judged, and nobody has (K-07)."""
        shown = worth_asking(standing_of(self.case), self.speaks, over_a_year=self.case.late_flag)
        return [one for one in shown if one not in self.judged]

    @property
    def judge_for(self) -> dict[str, Judging]:
        """What has to be judged before a refusal, by its ground, and was not judged so (X-06)."""
        return {of: kind for of, (kind, leads) in NEEDED_TO_REFUSE.items() if self.judged.get(kind) not in leads}

    def wall_choice(self, named: Named) -> str:
        return str((self.typed or {}).get(f"wall-{named.id}", ""))

    def edit(self, act: str) -> None:
        """Add a row, take one away, or move one up or down, without saving anything. Their own words stay as sent."""
        verb, _, number = act.partition("-")
        place = int(number) if number.isdecimal() and len(number) < 4 else -1
        if verb == "add" and len(self.rows) < MOST_POINTS:
            self.rows.append(Row())
        if verb == "remove" and 0 <= place < len(self.rows):
            del self.rows[place]
            self.rows = self.rows or [Row()]
        there = place + {"up": -1, "down": 1}.get(verb, 0)
        if verb in ("up", "down") and 0 <= place < len(self.rows) and 0 <= there < len(self.rows):
            self.rows[place], self.rows[there] = self.rows[there], self.rows[place]

    def simple(self, roles: frozenset[Role]) -> bool:
        """Whether who answers is all that is open, and nothing else was typed: the short way is offered then (T53).
        It stays when the letter was looked at first, and when something was missing."""
        decision = self.decision(self.suggested)
        long_way = self.typed is not None and not self.typed.get("short")
        if long_way or self.short or self.walls or self.case.ask_first or self.worth_judging or not decision:
            return False
        known = bool(self.form.advocate.data) or not self.case.young_person
        self.at_it = known and set(self._problems(decision, roles)) <= {"responder"}
        return self.at_it

    def open_at_first(self, roles: frozenset[Role]) -> list[tuple[str, str]]:
        """Why the short way is not offered: what has to be decided here besides who answers, in the page's order, each
        with where on the page it is decided."""
        found = {
            name: words for name, words in self.open_questions(roles).items() if name not in ("route", "responder")
        }
        if "safe" in found and self.worried:
            found["safe"] = "They are worried about a child who has not asked. Find out if the child is safe"
        elif "safe" in found and self.case.journey == Journey.YOUNG_PERSON:  # the others are not asked that way
            found["safe"] = SAFE_FIRST.get(self.case.safe, found["safe"])
        if self.worth_judging:
            titles = [JUDGEMENTS[one].title for one in self.worth_judging]
            found["judging"] = "Judge first: " + "; ".join(title[0].lower() + title[1:] for title in titles)
        if self.walls:
            found["walls"] = "Say whether a name they gave is somebody who works here"
        if self.case.ask_first:
            found["ask_first"] = ASK_FIRST
        if self.case.young_person and not self.form.advocate.data:
            found["advocate"] = "Say what happens about an advocate"
        return [(self._begins(name), words) for name, words in found.items()]

    def still_open(self, roles: frozenset[Role]) -> list[tuple[str, str]]:
        """What keeps it from being sent as it is chosen now, each with where it is decided."""
        return [(self._begins(name), words) for name, words in self.open_questions(roles).items()]

    def _begins(self, name: str) -> str:
        """Where on the page this is decided."""
        places = {"walls": "wall-1", "ask_first": "ask-first"}
        box = self._box(name)
        return places.get(name) or (self._place_of(box) if box else f"{name}-0")

    def validate(self) -> bool:
        return bool(self.form.validate())

    @property
    def undecided(self) -> str:
        """Names that nobody has looked at: each keeps a whole line and team out (AZ-04), unless they are thanked."""
        walls = [] if (chosen := self.decision()) and chosen.route in PRAISE else self.walls
        left = [named for named in walls if self.wall_choice(named) not in ("confirm", "lift")]
        if not left:
            return ""
        people = len({name for named in left for name in (named.name, *named.others)})
        names = "1 name is not decided" if len(left) == 1 else f"{len(left)} names are not decided"
        return f"{names}: {people} {'person is' if people == 1 else 'people are'} kept out"

    def open_questions(self, roles: frozenset[Role]) -> dict[str, str]:
        """Everything still to be decided, at once; without a route as for the one their standing points to."""
        chosen = self.decision()
        found = {} if chosen else {"route": "Choose which way it goes"}
        decision = chosen or self.decision(self.suggested)
        return found | (self._problems(decision, roles) if decision else {})

    def _problems(self, decision: Decision, roles: frozenset[Role]) -> dict[str, str]:
        return problems(self.case, decision, roles, self.judged, self.speaks, self.taken_up)

    def decision(self, route: str = "") -> Decision | None:
        """None until a route is chosen; what else is open is for `deciding.problems` to say."""
        form = self.form
        procedure, _, reason = (route or form.route.data or "").partition(":")
        if procedure not in set(Procedure):
            return None
        return Decision(
            route=Procedure(procedure),
            reason=reason,
            points=tuple(
                PointGiven(row.text, Procedure(row.home) if row.home else None, row.left_out, row.ground)
                for row in self.rows
                if row.text
            ),
            standing=Standing(form.standing.data) if form.standing.data in set(Standing) else None,
            responder_id=_offered(form.responder),
            answer_by=form.answer_by.data,
            safe=form.safe.data or "",
            freeze=form.freeze.data or "" if self.case.freeze_on and not self.case.freeze_decided else "",
            walls={n.id: self.wall_choice(n) for n in self.walls if self.wall_choice(n) in ("confirm", "lift")},
            advocate=form.advocate.data or "",
            passed_to=form.passed_to.data or self._who_answers(Procedure(procedure)),
            **{name: self._box(name).data or "" for name in TEXTS},
        )

    def _who_answers(self, route: Procedure) -> str:
        """Who is chosen to answer is who the letter of such a way names; nobody types the name as well."""
        return self.staff.get(self.form.responder.data or "", "") if route in ANSWERED_BY_US else ""

    @property
    def not_chosen(self) -> Decision | None:
        """What is typed so far without a route: the one that is suggested, for no reason yet."""
        found = self.decision(self.suggested)
        return found and replace(found, reason="")

    def refuse(self, found: Mapping[str, str]) -> None:
        """Put each thing that is still open beside the control that decides it."""
        for name, words in found.items():
            field = self._box(name)
            if field is None:
                self.problems[name] = words
            else:
                field.errors = [*field.errors, words]

    def _box(self, name: str) -> Any:
        """Where this is typed, for the way that is chosen."""
        duty = (self.form.route.data or "").startswith(f"{Procedure.DUTY.value}:")
        return getattr(self.form, f"duty_{name}" if duty else name, None) or getattr(self.form, name, None)

    def begin_reasons(self, written: str) -> None:
        """The reasons of the judgement that points to a refusal begin its letter: nobody writes them twice (K-71)."""
        if written and not self.form.reasons.data:
            self.form.reasons.data, self.reasons_begun = written, True

    @property
    def errors(self) -> list[tuple[str, str]]:
        """For the list at the top, in the order of the page."""
        found = [(f"#{self._place_of(field)}", str(field.errors[0])) for field in self.form if field.errors]
        return [*found, *((f"#{name}-0", words) for name, words in self.problems.items())]

    def _place_of(self, field: Any) -> str:
        """Where a field is put right: in the short way, where that is on the page."""
        return "simple-responder" if self.at_it and field.name == "responder" else getattr(field, "error_id", field.id)


def _offered(field: ListField) -> uuid.UUID | None:
    """Somebody the page offered; anything else is said by the field itself."""
    return uuid.UUID(field.data) if field.data in {value for value, _ in field.choices[1:]} else None


def _rows(typed: Any) -> list[Row]:
    lists = [typed.getlist(name)[:MOST_POINTS] for name in ("point", "home", "left_out")]
    lists.append(typed.getlist("ground")[:MOST_POINTS] or [""] * len(lists[0]))  # none where nothing is left out
    if len({len(one) for one in lists}) != 1:
        return []
    return [
        Row(clean_story(text)[:LONG], home if home in HOME_VALUES else "", clean_story(why)[:LONG],
            ground if ground in LEFT_OUT else "")
        for text, home, why, ground in zip(*lists, strict=True)
    ]  # fmt: skip


def _known(case: Case) -> dict[str, Any]:
    """What the person has said already. Nothing that an officer has to decide is decided for them."""
    standing = standing_of(case)
    return {
        "safe": "safe" if case.safe is Safe.YES and not case.safety_waiting else "",
        "standing": standing.value if standing else "",
    }
