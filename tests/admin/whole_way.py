"""One young person's case, each step on the page of whoever takes it: what the test of the whole way is told with."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from models.cases import accounts
from models.procedure.terms import Role
from models.tables import Account, Appointment, Case, Interview, MeetingDate, Outsider
from models.tables.account import AccountState
from portal.journeys import PATHS

CHILD = PATHS["your-voice"]
TEAM = {Role.OFFICER: "Priya Shah", Role.MANAGER: "Hannah Teller", Role.DIRECTOR: "Ada Head"}
POOL = ("Ines Okafor", "Ruth Amari", "Colm Daly", "Yusra Bello", "Tom Hale")
SAID = "Nobody rings me back."


def day(prefix: str, when: date, name: str = "on") -> dict[str, str]:
    return {f"{prefix}{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


@dataclass
class Way:
    """The two sites, whose turn it is, and the day."""

    portal: Any
    admin: Any
    db: Any
    clock: Any
    person: Any
    sign_in: Any
    reference: str = ""
    words: str = ""
    staff: dict[str, Account] = field(default_factory=dict)

    def on(self, month: int, number: int, hour: int = 10, year: int = 2026) -> date:
        self.clock.now = datetime(year, month, number, hour, tzinfo=UTC)
        return date(year, month, number)

    def turn(self, name: str) -> None:
        """From now on `admin` is this person's browser."""
        self.sign_in(account=self.db.get_one(Account, self.staff[name].id))

    def child(self) -> None:
        """The child comes back with the number and the words from the page that they kept."""
        answer = self.portal.post("/come-back", data={"reference": self.reference, "secret_words": self.words})
        assert answer.status_code == 303

    def newest_letter(self) -> str:
        """The letter at the top of the child's list, as they read it."""
        html = self.portal.get("/your-page/letters").get_data(as_text=True)
        first = re.search(r'action="(/your-page/letters/[0-9a-f-]{36})"', html)
        assert first, "one that they have not opened"
        self.portal.post(first[1])
        return str(self.portal.get(first[1]).text)

    def letters(self) -> str:
        """All letters of the child, one after another, as they read them."""
        html = self.portal.get("/your-page/letters").get_data(as_text=True)
        each = dict.fromkeys(re.findall(r"/your-page/letters/[0-9a-f-]{36}", html))
        return "\n".join(self.theirs(one) for one in each)

    def theirs(self, path: str = "/your-page") -> str:
        """A page of the child's, as they read it."""
        answer = self.portal.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return " ".join(self.portal.page.text.split())

    def send(self, path: str, status: int = 303, **data: Any) -> str:
        """Press a button of the case that is open here; what the page says then."""
        answer = self.admin.post(self.at(path), data=data.pop("data", data))
        assert answer.status_code == status, (path, answer.status_code, self.admin.page and self.admin.page.text[:1500])
        return str(self.admin.page.text) if self.admin.page else ""

    def read(self, path: str) -> str:
        answer = self.admin.get(self.at(path))
        assert answer.status_code == 200, (path, answer.status_code)
        return str(self.admin.page.text)

    def at(self, path: str) -> str:
        return path if path.startswith("/") else f"/cases/{self.reference}/{path}".rstrip("/")

    def hidden(self) -> dict[str, str]:
        """What the page keeps for itself in its forms, as a browser sends it back."""
        fields = [given for form in self.admin.page.forms for _, given in form["fields"]]
        kept = {one["name"]: one.get("value", "") for one in fields if one.get("type") == "hidden" and one.get("name")}
        return {name: value for name, value in kept.items() if name != "csrf"}

    def case(self) -> Case:
        return self.db.scalars(select(Case).execution_options(populate_existing=True)).one()


def people(way: Way) -> None:
    for role, name in TEAM.items():
        way.staff[name] = way.person(role, name=name)
    for name in ("Mo Reed", "Nadia Rahim"):
        way.staff[name] = way.person(Role.RESPONDER, name=name)
    way.db.commit()


def files(way: Way, **more: dict[str, Any]) -> None:
    """The child tells it, and whatever `more` answers, and keeps the number and the words."""
    for question, said in {"tell": {"story": SAID}, "who": {"call_me": "Sam", "age": "13_15"}, **more}.items():
        at = f"/your-voice/{CHILD.number(question)}"
        way.portal.get(at)
        assert way.portal.post(at, data=said).status_code == 303
    way.portal.get("/your-voice/check")
    way.portal.post("/your-voice/check")
    html = way.portal.get("/your-voice/sent").get_data(as_text=True)
    way.reference = re.search(r'id="reference"><bdi>([^<]+)', html)[1]  # type: ignore[index]
    way.words = re.search(r'id="secret-words"[^>]*>([^<]+)', html)[1]  # type: ignore[index]
    way.portal.post("/leave")


def is_triaged(way: Way, status: int = 303, **change: Any) -> str:
    """Who is signed in decides on the page of triage: simple, and for Mo to answer, but for what `change` says."""
    way.read("triage")
    decided = {"safe": "safe", "route": "statutory:child", "advocate": "offered", "point": [SAID], "home": [""]}
    answers = {"left_out": [""], "responder": str(way.staff["Mo Reed"].staff_id), "do": "send"}
    return way.send("triage", status, data={"version": way.hidden()["version"], **decided, **answers, **change})


def is_answered(way: Way, start: str, opening: str = "") -> None:
    """Whoever has it answers each point; somebody else reads it first; they let it go."""
    way.read("answer")
    typed = {
        **way.hidden(),
        "opening": opening,
        "apology": "We are sorry that we did not ring you.",
        "others": "nobody",
    }
    point = {
        "p1-looked_at": "The notes of the calls.", "p1-found": "No one rang you back.", "p1-finding": "upheld",
        "p1-why": "We said we would ring, and we did not.", "p1-taken": "accepted", "p1-a1-text": "Rosa will ring you.",
        **day("p1-", date(2027, 2, 1), "a1-due"), "p1-a1-owner": str(way.staff[start].staff_id),
    }  # fmt: skip
    way.send("answer", data={**typed, **point, "w1-decided": "Yes.", "w1-why": "It is fair."})
    way.send("answer/check")
    way.turn("Hannah Teller")
    way.send("answer/agree")
    way.turn(start)
    way.send("answer/release")


def outside(way: Way, name: str) -> Account:
    """They follow the link of their invitation: from now on they sign in as anybody does."""
    row = way.db.scalars(select(Outsider).where(Outsider.name == name)).one()
    found = accounts.of_staff_or_none(way.db, row.staff_id)
    assert found is not None
    found.state, found.password_hash = AccountState.ACTIVE, "!"
    way.db.commit()
    way.staff[name] = way.db.get_one(Account, found.id)
    return way.staff[name]


def pooled(way: Way) -> None:
    for name in POOL:
        email = f"{name.split()[0].lower()}@outside.example"
        does = ["independent", "panel"] if name != "Ines Okafor" else ["investigates"]
        way.send("/pool/new", name=name, does=does, knows=["childcare"], active=["yes"], email=email)


def appointed(way: Way, path: str, part: str, name: str, when: date) -> None:
    row = way.db.scalars(select(Outsider).where(Outsider.name == name)).one()
    way.send(f"{path}/appoint/{part}", data={f"{part}-outsider": str(row.id), **day(f"{part}-", when)})


def let_in(way: Way, path: str, name: str) -> None:
    query = select(Appointment).join(Outsider, Outsider.id == Appointment.outsider_id).where(Outsider.name == name)
    row = way.db.scalars(query.where(Appointment.ended_on.is_(None))).one()
    way.send(path.format(row.id), data=day(f"room-{row.id}-", date(2027, 4, 1), "until"))
    outside(way, name)


def reports(way: Way, do: str) -> None:
    """The investigating officer, in their room."""
    way.read(f"/room/{way.reference}")
    said = {"p1-evidence": "The notes.", "p1-finding": "upheld", "p1-conclusion": "Nobody rang.", "text": "What I did."}
    way.send(
        f"/room/{way.reference}/report", data={**way.hidden(), **said, "p1-recommendation": "Ring back.", "do": do}
    )


def facts_checked(way: Way, when: date) -> None:
    """The team sends the passage to who was spoken with, and writes down what they say."""
    talk = way.db.scalars(select(Interview)).one()
    path = f"investigation/interviews/{talk.id}"
    way.send(f"{path}/send", data={f"send-{talk.id}-passage": "Nobody rang.", f"send-{talk.id}-how": "mail"})
    way.send(f"{path}/answer", data={f"facts-{talk.id}-answer": "Nothing", **day(f"facts-{talk.id}-", when)})


def dated(way: Way, when: date) -> None:
    """A date is offered, the child says that it works, and it is fixed."""
    offer = {"kind": "panel", "place": "in_person", "first_at": "10:00", "second_at": "10:00", "third_at": "10:00"}
    way.send("dates", data={**offer, **day("", when, "first")})
    row = way.db.scalars(select(MeetingDate)).one()
    way.child()
    assert way.portal.post("/your-page/13", data={"works": [str(row.id)]}).status_code == 303
    way.send(f"dates/{row.id}/fix")
