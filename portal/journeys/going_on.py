"""Where an answer leads, and the one thing that the next page says because of it."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from models.procedure.terms import Journey
from portal.journeys import PATHS
from portal.journeys.step import Answers, Path, Step, given

SCARED = ("scared", "scared_unsaid")  # where something was said of being safe, and where nothing was
SAVE = "save"  # after telling, whoever has not saved is told that they can (2.8)

# An answer that is heard on the next page: question, field, value, then the deck's entry and what it says there.
# Without a field, whatever was answered.
HEARD: dict[Journey, list[tuple[str, str, set[str], str, str]]] = {
    Journey.YOUNG_PERSON: [
        ("advocate", "advocate", {"not_now"}, "advocate", "not_now"),
        ("feelings", "feelings", {"scared"}, "feelings", "scared"),
        ("feelings", "feelings", {"scared"}, "feelings", "scared_unsaid"),
        ("tell", "", set(), "tell", SAVE),
    ],
    Journey.PARENT: [  # whom the children's procedure is not plainly open to: what can happen (P2)
        ("standing", "standing", {one}, "standing", one) for one in ("relative", "other", "helping", "own_treatment")
    ],
}
SAFETY = {("safe", "no"): "safety.no", ("safe", "not_sure"): "safety.not_sure"}
SAFETY |= {("urgent", "yes"): "safety.no", ("urgent", "not_sure"): "safety.not_sure"}
SAFETY |= {("instructed", "worried"): "safety.not_sure"}


def goes_to(path: Path, step: Step, number: int, answers: Answers, go: str, **along: Any) -> str:
    """The address after this answer. Somebody who is not safe is shown help first, and can carry on from there."""
    said = answers.get(step.id, {})
    for name in ("safe", "danger", "instructed"):
        if endpoint := SAFETY.get((step.id, str(said.get(name)))):
            return url_for(endpoint)
    if endpoint := _beside(step, answers):
        return endpoint
    if go == "check":
        return url_for("check.show", door=path.door)
    if go == "later":
        return url_for("later.show", door=path.door)
    after = path.after(number, answers)
    if after is None:
        return url_for("check.show", door=path.door)
    return url_for("question.show", door=path.door, number=after, s=_heard(path, step, answers), **along)


CHECK = "check"


def stands_at(path: Path, step: Step, number: int, answers: Answers, go: str) -> str:
    """The page that this answer leads to, for whoever saves and comes back: "door/question", or the check (2.8).

    Saved on a question, it is that question: it may be half answered."""
    if go == "later":
        return f"{path.door}/{step.id}"
    after = None if go == CHECK else path.after(number, answers)
    return f"{path.door}/{path.steps[after - 1].id if after else CHECK}"


def comes_back_to(path: Path, at: str) -> str:
    """The address of the page that `at` names; the check where it names none of this journey's."""
    door, _, step = at.partition("/")
    there = PATHS.get(door, path)
    there = there if there.journey is path.journey else path
    if there.has(step):
        return url_for("question.show", door=there.door, number=there.number(step))
    return url_for("check.show", door=there.door)


def not_reached(path: Path, at: str) -> int:
    """The first question they have not come to yet, where they stopped on the way; 0: they have been to the end."""
    _, _, step = at.partition("/")
    return path.number(step) if path.has(step) else 0


def _beside(step: Step, answers: Answers) -> str:
    """Where somebody helps: what they must mind first, or another way where it is about them (experience 2.9)."""
    helping = answers.get("helping", {})
    if step.id == "helping":
        if helping.get("about_them") == "yes":  # whoever the child is, not by the hand of who it is about
            return url_for("helping.other_door")
        if helping.get("talks") == "no_words":
            return url_for("question.show", door="for-someone", number=2, instructed="non_instructed")
        return url_for("helping.note")
    named = {"social_worker": "social_worker", "carer": "carers"}.get(helping.get("relation", ""))
    about = answers.get("about", {}).get("topics") or ()
    return url_for("helping.other_door") if step.id == "about" and named in about else ""


def _heard(path: Path, step: Step, answers: Answers) -> int | None:
    """A number: an address stays in the history of a phone that others may pick up (T35)."""
    for place, (question, name, values, _, code) in enumerate(HEARD.get(path.journey, []), 1):
        said = given(answers, question, name)
        many = set(said) if isinstance(said, list) else {said}
        if question != step.id or (code in SCARED and code != _scared(answers)) or (code == SAVE and path.few_words):
            continue
        if values & many or not name:
            return place
    return None


def _scared(answers: Answers) -> str:
    """How who feels scared is asked about being safe; not a second time who said already that they are not."""
    said = given(answers, "safe", "safe")
    return "" if said in ("no", "not_sure") else SCARED[0] if said else SCARED[1]


def said_on(path: Path, code: str, *, saved: bool = False) -> dict[str, Any]:
    """The known words for a code in the address, and where they lead; nothing for any other, or where it is done."""
    for place, (_, _, _, entry, known) in enumerate(HEARD.get(path.journey, []), 1):
        if str(place) == code and not (known == SAVE and saved):
            to = url_for("question.show", door=path.door, number=path.number("safe")) if known in SCARED else ""
            return {"said": path.words[entry].said(known), "said_to": to}
    return {"said": "", "said_to": ""}


def suggested(step: Step, asked: Mapping[str, str]) -> dict[str, str]:
    """Answers that the link to the page suggests, such as "an idea"; only those the step allows."""
    return {name: asked[name] for name in step.prefill if name in asked}
