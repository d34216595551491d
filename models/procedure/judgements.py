"""What has to be judged before a representation is taken or turned away: the questions and the endings (rules 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from models.procedure.standing import SIX_QUESTIONS

YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = ((YES, "Yes"), (NO, "No"), (UNKNOWN, "Not known"))


class Judging(StrEnum):
    """What may have to be judged. A case is asked only for what its route depends on."""

    INTEREST = "interest"
    BEHALF = "behalf"
    TIME = "time"
    PROCEEDINGS = "proceedings"
    SAME = "same"


class Asking(StrEnum):
    """How a question is answered."""

    KNOWN = "known"  # yes, no, not known, with a note of the evidence
    TEXT = "text"
    LINE = "line"
    PICK = "pick"
    DAY = "day"


class Ask(NamedTuple):
    """One question. `needed` names the endings that cannot do without it; "*" is every one of them."""

    code: str
    label: str
    how: Asking = Asking.TEXT
    needed: tuple[str, ...] = ("*",)
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def note(self) -> str:
        """The name of the note beside an answer that is yes, no or not known."""
        return f"{self.code}_note"


class Ending(NamedTuple):
    """How it was judged. `label` is for staff."""

    code: str
    label: str
    takes: bool  # whether the representation goes on


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing that is judged: its name, the rule as officers read it, its questions and its endings."""

    title: str
    rule: str
    asks: tuple[Ask, ...]
    endings: tuple[Ending, ...]

    def ending(self, code: str) -> Ending | None:
        return next((one for one in self.endings if one.code == code), None)


_KEPT = "They stay in the file and may be read by the Ombudsman"
_WHY = Ask("why", "Your reasons", hint=f"One or two sentences. {_KEPT}")
_WHY_SAID = Ask("why", "Your reasons", hint="One or two sentences that the person can follow: where it is turned down, "
    f"the letter to them begins with these, and you can still change it there. {_KEPT}")  # fmt: skip

JUDGEMENTS: dict[Judging, Judgement] = {
    Judging.INTEREST: Judgement(
        "Sufficient interest in the child",
        "For somebody who has no standing of their own. Six questions, answered from the records and with the social "
        "work team. Nothing adds them up: you decide (E-14, E-15, E-16). Stage 1 starts on the day you decide (K-11).",
        (
            *(Ask(question.code, question.officer, Asking.KNOWN) for question in SIX_QUESTIONS),
            Ask(
                "child", "What does the child think of it?", hint="Their words, or why you did not ask them (E-14)",
            ),
            _WHY_SAID,
            Ask(
                "tell_child", "Is the child told of the decision?", Asking.PICK, ("not_enough",),
                hint="A yes makes it a task (E-14)",
                choices=(("yes", "Yes, we tell them"), ("no", "No: not right for their age or understanding")),
            ),
        ),
        (
            Ending("enough", "Enough interest", takes=True),
            Ending("not_enough", "Not enough interest: they get a letter that says so", takes=False),
        ),
    ),
    Judging.BEHALF: Judgement(
        "For a child: does the child want this?",
        "For somebody who acts for a child or young person. Confirm, where you can, that the child is content and that "
        "this is their own view, by age and understanding (E-20 to E-22). A parent who complains in their own right "
        "needs no consent: choose their own standing instead (E-10, E-23).",
        (
            Ask("relation", "Who are they to the child?", Asking.LINE),
            Ask("age", "How old is the child?", Asking.LINE),
            Ask("understands", "Is the child able to decide this?", Asking.KNOWN, hint="Who judged it, and when"),
            Ask(
                "asked", "How was the child asked?", Asking.PICK,
                choices=(
                    ("seen", "Somebody saw them"), ("call", "By phone or message"), ("advocate",
                    "Their advocate asked"),
                    ("written", "They wrote it themselves"), ("not_asked", "Not asked"),
                ),
            ),
            Ask("answer", "What did the child say?", needed=("content", "against")),
            Ask("not_asked", "Why was the child not asked?", needed=("not_asked",), hint="Age, or their best interest"),
            Ask(
                "authority", "Is there anything signed?", Asking.LINE, (),
                hint="A grown-up or older child may have signed an authority. Never ask a child to sign to be heard",
            ),
            _WHY,
        ),
        (
            Ending("content", "The child wants this", takes=True),
            Ending("not_asked", "Not asked, and it goes on for them", takes=True),
            Ending("against", "The child does not want this", takes=False),
            Ending("unsuitable", "This person is not right to speak for the child", takes=False),
        ),
    ),
    Judging.TIME: Judgement(
        "More than a year ago",
        "It may still be taken if it was not reasonable to expect it earlier, and it can still be looked at "
        "effectively "
        "and fairly. Decide this case, not cases like it, and write the reasons (K-70, K-71).",
        (
            Ask("since", "When did it happen, and when did they learn of it?", Asking.LINE),
            Ask("late", "Was it not reasonable to expect it earlier?", Asking.KNOWN, hint="Yes: they could not be "
                "expected to tell us before"),
            Ask("fair", "Can it still be looked at effectively and fairly?", Asking.KNOWN,
            hint="Which papers and people are there"),
            Ask(
                "weighed", "What did you weigh?",
                hint="Disability, health, age, fear, being in care, and anything we could adjust for them (K-72)",
            ),
            _WHY_SAID,
        ),
        (
            Ending("accept", "We take it", takes=True),
            Ending("part", "Part of it is out of time, the rest goes on", takes=True),
            Ending("refuse", "Out of time", takes=False),
        ),
    ),
    Judging.PROCEEDINGS: Judgement(
        "Proceedings at the same time",
        "Court, tribunal, disciplinary or criminal. They stop nothing by themselves: judge whether looking into it "
        "would "
        "prejudice them, carry on with what can be parted, and say when you look again. When they end, the letter that "
        "invites the person to send it again goes by itself (E-30, K-73, X-10).",
        (
            Ask(
                "sort", "What kind?", Asking.PICK,
                choices=(
                    ("court", "Court"), ("tribunal", "Tribunal"), ("disciplinary", "Disciplinary or grievance"),
                    ("criminal", "Criminal, or a police investigation"), ("protection", "Child protection"),
                    ("harassment", "Harassment, under a procedure of its own"),
                ),
            ),
            Ask("named", "Which proceedings?", Asking.LINE,
            hint="The court or body, what is decided, and their number"),
            Ask("prejudice", "Would looking into it prejudice them?", Asking.KNOWN, hint="How, or why not"),
            Ask("waits", "What waits?", needed=("all_waits", "part_waits"),
            hint="The parts that touch the proceedings"),
            Ask("goes_on", "What goes on meanwhile?", needed=("part_waits",), hint="The parts that do not"),
            Ask("review", "When do you look again?", Asking.DAY, ("all_waits", "part_waits")),
            _WHY_SAID,
        ),
        (
            Ending("goes_on", "Everything goes on", takes=True),
            Ending("part_waits", "Part of it waits", takes=True),
            Ending("all_waits", "All of it waits", takes=False),
        ),
    ),
    Judging.SAME: Judgement(
        "Looked at before",
        "It may be turned away only where the same, or substantially the same, was considered at all stages of this or "
        "an earlier procedure, or by the Ombudsman. Anything new is looked at (E-33, S-33).",
        (
            Ask("earlier", "Which case was it before?", Asking.LINE, hint="Its reference, and when it ended"),
            Ask("all_stages", "Was it considered at all stages, or by the Ombudsman?", Asking.KNOWN),
            Ask("same_points", "Is it the same, point for point?", Asking.KNOWN),
            Ask("new", "Is there anything new?", Asking.KNOWN,
            hint="A new event, a new document, a new effect on the child"),
            _WHY_SAID,
        ),
        (
            Ending("new", "It is new", takes=True),
            Ending("partly", "Part of it is the same, the rest goes on", takes=True),
            Ending("same", "The same, and considered to the end", takes=False),
        ),
    ),
}  # fmt: skip

ENDED_AS: dict[str, str] = {
    f"{kind.value}_{ending.code}": f"{judgement.title}{'' if judgement.title.endswith('?') else ':'} {ending.label}"
    for kind, judgement in JUDGEMENTS.items()
    for ending in judgement.endings
}
"""How each thing was judged, as the history of a case says it."""

NEEDED_TO_REFUSE: dict[str, tuple[Judging, tuple[str, ...]]] = {
    "court": (Judging.PROCEEDINGS, ("all_waits",)),
    "tribunal": (Judging.PROCEEDINGS, ("all_waits",)),
    "out_of_time": (Judging.TIME, ("refuse",)),
    "no_pr": (Judging.INTEREST, ("not_enough",)),
    "considered": (Judging.SAME, ("same",)),
    "childs_view": (Judging.BEHALF, ("against",)),
    "unsuitable": (Judging.BEHALF, ("unsuitable",)),
}
"""The judgement without which a refusal of that reason is a blanket one (X-06, X-10)."""


def refusal_of(judged: Mapping[Judging, str]) -> str:
    """The ground of a refusal that what was judged points to; "" where nothing does. An officer decides, always."""
    for ground, (judging, endings) in NEEDED_TO_REFUSE.items():
        if judged.get(judging) in endings:
            return ground
    return ""


def turned_away(judged: Mapping[Judging, str]) -> bool:
    """Whether anything was judged in a way that does not take it."""
    found = (JUDGEMENTS[judging].ending(code) for judging, code in judged.items())
    return any(ending is not None and not ending.takes for ending in found)


def what_is_missing(judging: Judging, given: Mapping[str, str], ending: str) -> dict[str, str]:
    """What is not answered or does not fit, by the field that holds it; empty when it may be kept."""
    judgement = JUDGEMENTS[judging]
    if judgement.ending(ending) is None:
        return {"ending": "Choose how you judge it"}
    found: dict[str, str] = {}
    for ask in judgement.asks:
        if "*" not in ask.needed and ending not in ask.needed:
            continue
        if not given.get(ask.code, "").strip():
            found[ask.code] = f"Answer: {ask.label[0].lower()}{ask.label[1:].rstrip('?')}"
    return found or _does_not_fit(judging, given, ending)


def _does_not_fit(judging: Judging, given: Mapping[str, str], ending: str) -> dict[str, str]:
    """An ending that its own answers speak against: both limbs of K-71, prejudice (X-10), what is new (S-33)."""

    def said(code: str) -> str:
        return given.get(code, "")

    both = said("late") == YES == said("fair")
    wrong = {
        (Judging.TIME, "accept"): (not both, "late", "It can be taken only where both are answered yes"),
        (Judging.TIME, "refuse"): (both, "ending", "Both are answered yes, so it is not out of time"),
        (Judging.TIME, "part"): (both, "ending", "Both are answered yes, so no part is out of time"),
        (Judging.PROCEEDINGS, "goes_on"): (said("prejudice") == YES, "ending",
        "You say it would prejudice them: say what waits"),
        (Judging.PROCEEDINGS, "part_waits"): (said("prejudice") == NO, "ending",
        "Nothing waits that prejudices nothing"),
        (Judging.PROCEEDINGS, "all_waits"): (
            said("prejudice") != YES, "prejudice", "All of it waits only where you judge that it would prejudice them",
        ),
        (Judging.SAME, "same"): (
            (said("all_stages"), said("same_points"), said("new")) != (YES, YES, NO), "ending",
            "It is the same only if all stages considered every point, and there is nothing new",
        ),
        (Judging.SAME, "partly"): (
            said("all_stages") != YES, "all_stages", "A part is the same only if all stages considered it",
        ),
        (Judging.BEHALF, "content"): (said("asked") == "not_asked", "asked", "Say how the child was asked"),
        (Judging.BEHALF, "against"): (said("asked") == "not_asked", "asked", "Say how the child was asked"),
        (Judging.BEHALF, "not_asked"): (said("asked") != "not_asked", "asked", "You say that the child was asked"),
    }.get((judging, ending))  # fmt: skip
    return {wrong[1]: wrong[2]} if wrong and wrong[0] else {}
