"""The small values in what a person told us: how to reach them, what must wait, who helps, what happened."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.procedure.advocacy import ADVOCATE, CHAT
from models.procedure.terms import SPOKEN, Advocate, Way

SEEN_BY_OTHERS = frozenset({"yes", "not_sure"})
_DAYS_AWAY = {"now": 1, "week": 7, "later": 28}  # the last day that "today or tomorrow" and the others can mean


@dataclass(frozen=True, slots=True, kw_only=True)
class WayChosen:
    """Whether one way is safe, and whether somebody else may see or hear it."""

    way: Way
    allowed: bool
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """The ways that are safe for one person, and what to mind on each. Nothing ticked: we use none (PRV-10)."""

    ways: tuple[Way, ...] = ()
    text_number: str = ""
    text_seen: str = ""  # could someone else see it: yes | no | not_sure
    call_number: str = ""
    call_voicemail: str = ""  # may we leave a message
    call_say_council: str = ""
    call_if_other: str = ""  # end | ask_for_me | use_name
    call_use_name: str = ""
    call_when: tuple[str, ...] = ()
    call_when_words: str = ""  # in their own words
    email: str = ""
    email_seen: str = ""
    address: str = ""
    post_opened: str = ""
    post_plain: str = ""  # an envelope that does not say who it is from: yes | no
    trusted_name: str = ""
    trusted_reach: str = ""
    trusted_tell: str = ""
    must_not_see: str = ""  # who must not know, or see the reply
    address_secret: str = ""
    speak_to: str = ""  # advocate's plan: child | me | both | child_decides

    def shared(self, way: Way) -> bool:
        """Whether somebody else may see or hear what we send: then we say less. Who did not say that nobody else sees
        their texts is not taken to have said so."""
        texts = self.text_seen or ("not_sure" if self.text_number else "no")
        seen = {Way.TEXT: texts, Way.EMAIL: self.email_seen, Way.POST: self.post_opened}
        return seen.get(way, "no") in SEEN_BY_OTHERS

    @property
    def choices(self) -> list["WayChosen"]:
        """A yes or a no for every way; a tick without a number or an address to use is a no. Their page needs no tick,
        but it does not stand in for the only way by which somebody hears from us: who gave a call alone, or somebody
        they trust, is told so."""
        given = {
            Way.EMAIL: self.email,
            Way.TEXT: self.text_number,
            Way.CALL: self.call_number,
            Way.POST: self.address,
            Way.TRUSTED: self.trusted_name or self.trusted_reach,
            Way.HERE: "always",
        }
        usable = {way for way in self.ways if given[way]}
        if not usable or usable - {*SPOKEN}:
            usable.add(Way.HERE)
        return [WayChosen(way=way, allowed=way in usable, shared=self.shared(way)) for way in Way]

    @property
    def notice_to(self) -> dict[str, str]:
        """Where a neutral notice may go: only channels that were ticked, and that have an address."""
        given = {Way.EMAIL: self.email, Way.TEXT: self.text_number}
        return {way.value: to for way, to in given.items() if way in self.ways and to}


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Something about to happen that the person does not want (E-61)."""

    what: tuple[str, ...] = ()
    words: str = ""
    when: str = ""  # now | week | later | unknown
    on: date | None = None

    @property
    def dated(self) -> bool:
        """Whether they said when: else the day is only ours to have decided by, and nobody is told it as theirs."""
        return bool(self.on) or self.when in ("now", "week")

    def by(self, today: date) -> date:
        """The day to have decided by: theirs, or the last day their words can mean; unknown counts as this week."""
        if self.on:
            return self.on
        return today + timedelta(days=_DAYS_AWAY.get(self.when, 7))


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAsked:
    """ "Come and see me": where and when it is safe, and who else is there, for nobody goes alone."""

    name: str = ""
    where: str = ""
    when: str = ""
    others: str = ""

    @property
    def text(self) -> str:
        """For the file, as an officer reads it."""
        said = {"Name": self.name, "Where": self.where, "When it is safe": self.when, "Who else is there": self.others}
        return "\n".join(f"{label}: {words or 'not said'}" for label, words in said.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvocateAnswer:
    """One of the five answers, and what followed from it."""

    answer: Advocate
    shares: tuple[str, ...] = ()  # contact | topics | words: what the provider may be told
    wait: bool = False  # wait for the advocate; otherwise start now
    wishes: str = ""
    chat: str = ""  # not sure: may one ring for a chat
    name: str = ""
    organisation: str = ""
    relation: str = ""
    reach: str = ""
    copies: str = ""  # all | ask | none
    talk: str = ""  # someone I know: yes | with_me | no

    @property
    def asks_for(self) -> str:
        """An advocate, a chat with one before deciding, or nothing."""
        if self.answer is Advocate.YES:
            return ADVOCATE
        return CHAT if self.answer is Advocate.NOT_SURE and self.chat == "yes" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildNamed:
    name: str = ""
    born: date | None = None
    lives: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointTold:
    what: str
    when: str = ""
    who: str = ""
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody who helps the person who complains, or who sends it for a child."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    authority: str = ""
    copies: str = ""
    reach: str = ""
