"""Reading facts out of a journey's answers. One reader for each journey; a question that was skipped says nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from models.cases.told import AdvocateAnswer, ChildNamed, ContactCard, Freeze, Helper, PointTold, VisitAsked
from models.procedure.advocacy import FINDS
from models.procedure.reaching import WAY_OF
from models.procedure.speaking import WORRY
from models.procedure.terms import Advocate, Journey, Safe, Way

Answers = Mapping[str, Mapping[str, Any]]
Facts = dict[str, Any]

WORKERS = frozenset({"social_worker", "carers"})  # topics about somebody who works with them, or cares for them
SOMEBODY = (*sorted(WORKERS), "plan", "money", "treated", "own_home")  # and those that a worker has a hand in: a
# care leaver’s personal adviser is behind most of the last two, and must be as easy to name (experience 2.4)
CHILD_STANDINGS = frozenset({"young_person", "formerly_in_care"})


class Reader:
    """Answers by question and field, with nothing missing."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def text(self, question: str, name: str) -> str:
        return str(self.answers.get(question, {}).get(name) or "")

    def many(self, question: str, name: str) -> tuple[str, ...]:
        return tuple(map(str, self.answers.get(question, {}).get(name) or ()))

    def day(self, question: str, name: str) -> date | None:
        given = self.text(question, name)
        return date.fromisoformat(given) if given else None

    def rows(self, question: str) -> list[Mapping[str, Any]]:
        return list(self.answers.get(question, {}).get("rows") or ())


def contact_card(answers: Answers) -> ContactCard:
    """The card of the questions about reaching a person; the details of a way count only while it is ticked."""
    read = Reader(answers)
    ways = tuple(Way(way) for way in read.many("contact", "ways"))
    given: Facts = {
        name: value or "" for name, value in answers.get("contact_details", {}).items() if WAY_OF.get(name) in ways
    }
    if "call_when" in given:
        given["call_when"] = tuple(given["call_when"] or ())
    return ContactCard(
        ways=ways,
        must_not_see=read.text("privacy", "must_not_see") or read.text("you", "must_not_see"),
        address_secret=read.text("privacy", "address_secret") or read.text("you", "address_secret"),
        speak_to=read.text("contact", "speak_to"),
        **given,
    )


def asks_first(answers: Answers) -> bool:
    """Whether the child is asked before the worker or carer hears of it: only a plain yes to telling them lifts it.

    No answer, and "I do not know", are not a yes; nor is never having come to that page (experience 2.4).
    """
    read = Reader(answers)
    about_one = WORKERS & set(read.many("about", "topics")) or any(answers.get("worker", {}).values())
    return bool(about_one) and read.text("worker", "ask_first") != "ok"


def shared(read: Reader) -> Facts:
    """What any journey may have asked, under the same names in each."""
    return {
        "wants": read.many("wants", "wants"),
        "wants_words": read.text("wants", "words"),
        "freeze": _freeze(read),
        "needs": read.many("needs", "needs"),
        "needs_words": read.text("needs", "words"),
        "needs_whose": read.text("needs", "whose"),
        "language": read.text("needs", "language"),
        "answer_by": read.many("needs", "answer_by"),
        "who_talks": read.text("needs", "who_talks"),
        "who_name": read.text("needs", "who_name"),
        "points": tuple(
            PointTold(**{key: str(value or "") for key, value in row.items()}) for row in read.rows("points")
        ),
    }


def _young_person(read: Reader) -> Facts:
    return {
        "account": read.text("tell", "story"),
        "standing": "young_person",
        "young_person": True,
        "age_band": read.text("who", "age") or None,
        "safe": Safe(read.text("safe", "safe") or Safe.NOT_SAID),
        "topics": read.many("about", "topics"),
        "feelings": read.many("feelings", "feelings"),
        **_worker(read),
        "advocacy": _advocate(read),
        "name": read.text("who", "call_me") or read.text("visit", "name"),
        "visit": _visit(read),
        "full_name": read.text("who", "full_name"),
        "born": read.day("who", "born"),
        "lives": read.text("who", "lives"),
        "social_worker": read.text("who", "social_worker"),
        "contact": contact_card(read.answers),
        "helper": _known_person(read) or _beside(read),
    }


def _parent(read: Reader) -> Facts:
    standing = read.text("standing", "standing")
    danger = {"yes": Safe.NO, "no": Safe.YES, "not_sure": Safe.NOT_SURE}
    return {
        "account": read.text("points", "account"),
        "standing": standing or None,
        "young_person": standing in CHILD_STANDINGS,
        "responsibility": read.text("responsibility", "responsibility"),
        "involved": read.many("involved", "involved"),
        "safe": danger.get(read.text("urgent", "danger"), Safe.NOT_SAID),
        "children": _children(read),
        "child_knows": read.text("child_view", "knows"),
        "child_wants": read.text("child_view", "wants"),
        "child_advocate": read.text("child_view", "advocate"),
        "last_happened": read.text("when", "last"),
        "last_happened_words": read.text("when", "words"),
        "why_not_sooner": read.text("sooner", "why"),
        "courts": read.many("courts", "courts"),
        "early_call": read.text("talked", "call") == "yes",
        "courts_words": "\n".join(str(part) for part in read.answers.get("courts_parts", {}).values() if part),
        "name": read.text("you", "name"),
        "full_name": read.text("you", "name"),
        "contact": contact_card(read.answers),
        "helper": _helper(read, "helper"),
    }


def _advocate_for(read: Reader) -> Facts:
    worried = read.text("instructed", "instructed") == WORRY
    as_what = "worried_close" if read.text("you", "role") in ("family", "other") else "worried"
    return {
        # whoever worries about a child who has not asked is talked to that day, as who is not sure (A1, E-41)
        "safe": Safe.NOT_SURE if worried else Safe.NOT_SAID,
        "account": read.text("words", "child_words"),
        "notes": read.text("words", "notes"),
        "standing": as_what if worried else "advocate",
        "young_person": True,
        "age_band": read.text("child", "age") or None,
        "instructed": read.text("instructed", "instructed"),
        "conflict": read.text("you", "conflict"),
        "name": read.text("child", "name"),
        "full_name": read.text("child", "name"),
        "born": read.day("child", "born"),
        "lives": read.text("child", "lives"),
        "social_worker": read.text("child", "social_worker"),
        "children": _child_named(read),
        "contact": contact_card(read.answers),
        "helper": _helper(read, "you"),
        "own_email": read.text("you", "email"),
        "own_phone": read.text("you", "phone"),
        "copies": read.many("copies", "copies"),
        "starts": read.text("start", "starts"),
        "appointed_on": read.day("start", "on"),
        "advocacy": AdvocateAnswer(
            answer=Advocate.HAVE_ONE,
            name=read.text("you", "name"),
            organisation=read.text("you", "organisation"),
            reach=read.text("you", "email") or read.text("you", "phone"),
            wait=read.text("start", "starts") == "appointment",
        ),
    }


def _praise(read: Reader) -> Facts:
    email = read.text("use", "email")
    return {
        "account": read.text("what", "story"),
        "standing": {"child": "young_person", "parent": "parent", "other": "other"}.get(read.text("who", "you_are")),
        "praise": read.text("what", "kind") or "good",
        "about_whom": read.text("who", "about_whom"),
        "tell_them": read.text("who", "tell_them"),
        "name": read.text("who", "name"),
        "use_words": read.text("use", "use_words"),
        "contact": ContactCard(ways=(Way.EMAIL,), email=email) if email else ContactCard(),
    }


READERS: dict[Journey, Callable[[Reader], Facts]] = {
    Journey.YOUNG_PERSON: _young_person,
    Journey.PARENT: _parent,
    Journey.ADVOCATE: _advocate_for,
    Journey.PRAISE: _praise,
}


def _worker(read: Reader) -> Facts:
    asked = read.text("worker", "ask_first")
    return {
        "worker_named": read.text("worker", "worker"),
        "about_helper": _about_helper(read),
        "ask_first": asks_first(read.answers),
        "ask_first_answer": asked,
        "must_not_know": read.many("worker", "must_not_know"),
        "must_not_know_words": read.text("worker", "must_not_know_words"),
    }


def _about_helper(read: Reader) -> str:
    """Who was beside them, where what is wrong is about that very person; kept when they go on alone (2.9)."""
    named = {"social_worker": "social_worker", "carer": "carers"}.get(read.text("helping", "relation"), "")
    about = read.text("helping", "about_them") == "yes" or named in read.many("about", "topics")
    return read.text("helping", "name") if about else read.text("helped", "name")


def _freeze(read: Reader) -> Freeze | None:
    """Asked for by a yes, or by saying what or when it is: only a plain no takes that back (E-61)."""
    freeze = Freeze(
        what=read.many("soon", "what"),
        words=read.text("soon", "words"),
        when=read.text("soon", "when"),
        on=read.day("soon", "on"),
    )
    soon = read.text("soon", "soon")
    told = freeze.what or freeze.words or freeze.on or freeze.when not in ("", "unknown")
    return freeze if soon == "yes" or (told and soon != "no") else None


def _visit(read: Reader) -> VisitAsked | None:
    given = {name: read.text("visit", name) for name in ("name", "where", "when", "others")}
    return VisitAsked(**given) if given["where"] or given["when"] else None


def _advocate(read: Reader) -> AdvocateAnswer | None:
    answer = read.text("advocate", "advocate")
    if not answer:
        return None
    follow = {"yes": "advocate_yes", "have_one": "advocate_mine", "not_sure": "advocate_chat"}
    page = follow.get(answer, "advocate_known")
    if answer == Advocate.NOT_NOW:
        return AdvocateAnswer(answer=Advocate.NOT_NOW)
    texts = {
        n: read.text(page, n) for n in ("wishes", "chat", "name", "organisation", "relation", "reach", "copies", "talk")
    }
    wait = answer == Advocate.YES and read.text(page, "start") == "wait"
    shares = (FINDS,) if texts["chat"] == "yes" else read.many(page, "shares")  # a chat: how to reach them, no more
    return AdvocateAnswer(answer=Advocate(answer), shares=shares, wait=wait, **texts)


def _known_person(read: Reader) -> Helper | None:
    if read.text("advocate", "advocate") != Advocate.KNOWN_PERSON or not read.text("advocate_known", "name"):
        return None
    page = "advocate_known"
    return Helper(
        name=read.text(page, "name"),
        role=read.text(page, "relation"),
        reach=read.text(page, "reach"),
        authority=read.text(page, "talk"),
    )


def _beside(read: Reader) -> Helper | None:
    """Who helped the child to write; said of them, they are nobody's representative yet."""
    given = Helper(
        name=read.text("helping", "name"), role=read.text("helping", "relation"), authority="helped_to_write"
    )
    return given if given.name or given.role else None


def _helper(read: Reader, page: str) -> Helper | None:
    given = Helper(
        name=read.text(page, "name"),
        role=read.text(page, "role"),
        organisation=read.text(page, "organisation"),
        authority=read.text(page, "authority") or read.text("authority", "how"),
        copies=read.text(page, "copies"),
        reach=", ".join(filter(None, (read.text(page, name) for name in ("reach", "email", "phone")))),
    )
    return given if given.name or given.organisation else None


def _children(read: Reader) -> tuple[ChildNamed, ...]:
    return tuple(
        ChildNamed(
            name=str(row.get("name") or ""),
            born=date.fromisoformat(row["born"]) if row.get("born") else None,
            lives=str(row.get("lives") or ""),
        )
        for row in read.rows("children")
    )


def _child_named(read: Reader) -> tuple[ChildNamed, ...]:
    child = ChildNamed(
        name=read.text("child", "name"), born=read.day("child", "born"), lives=read.text("child", "lives")
    )
    return (child,) if child.name or child.born or child.lives else ()
