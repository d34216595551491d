"""What a person told us: the frozen value that a journey produces, and the last thing that knows about questions.

The answers are the record, exactly as given, in two halves: `answers` is what the person's own page may show again,
`confidential` what only staff open, so that found words reveal no address. Everything else is read out of them for
the officer and the clocks, and nothing is ever written back.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from models.cases.answers import READERS, Answers, Reader, contact_card, shared
from models.cases.told import AdvocateAnswer, ChildNamed, ContactCard, Freeze, Helper, PointTold, VisitAsked, WayChosen
from models.procedure.terms import Advocate, Journey, Safe, Way

__all__ = ["AdvocateAnswer", "ChildNamed", "ContactCard", "Freeze", "Helper", "PointTold", "Statement", "contact_card"]

CONFIDENTIAL = frozenset(
    ["who", "you", "worker", "contact_details", "privacy", "children", "child", "helper"]
    + ["advocate_mine", "advocate_known", "authority", "involved", "use", "visit", "helping", "helped"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A representation as it was sent."""

    journey: Journey
    today: date
    answers: dict[str, dict[str, Any]]
    private: dict[str, dict[str, Any]]  # the same, for the questions in CONFIDENTIAL
    account: str = ""
    notes: str = ""  # the advocate's, apart from the child's words
    points: tuple[PointTold, ...] = ()
    standing: str | None = None
    responsibility: str = ""  # parental responsibility: yes | no | not_sure
    involved: tuple[str, ...] = ()
    young_person: bool = False  # a child or care leaver: entitled to an advocate (E-25)
    age_band: str | None = None
    safe: Safe = Safe.NOT_SAID
    topics: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    wants_words: str = ""
    freeze: Freeze | None = None
    visit: VisitAsked | None = None
    worker_named: str = ""  # a typed name: walls whoever it may be (decisions 12)
    ask_first: bool = False
    ask_first_answer: str = ""
    about_helper: str = ""  # the one who helped to write, where it is about them (experience 2.9)
    must_not_know: tuple[str, ...] = ()
    must_not_know_words: str = ""
    advocacy: AdvocateAnswer | None = None
    name: str = ""  # what to call the person it is about, or who writes for themselves
    full_name: str = ""
    born: date | None = None
    lives: str = ""
    social_worker: str = ""  # to find them, not complained about
    contact: ContactCard = field(default_factory=ContactCard)
    needs: tuple[str, ...] = ()
    needs_words: str = ""
    needs_whose: str = ""
    language: str = ""
    answer_by: tuple[str, ...] = ()  # how they want to hear the answer
    who_talks: str = ""
    who_name: str = ""
    children: tuple[ChildNamed, ...] = ()
    child_knows: str = ""
    child_wants: str = ""
    child_advocate: str = ""
    last_happened: str = ""  # year | longer | ongoing
    last_happened_words: str = ""
    why_not_sooner: str = ""
    courts: tuple[str, ...] = ()
    courts_words: str = ""
    helper: Helper | None = None
    early_call: bool = False  # a manager may ring to put it right early, beside the complaint
    instructed: str = ""
    conflict: str = ""  # does the advocate work for whom it is about (E-26)
    starts: str = ""  # advocate: now | appointment
    appointed_on: date | None = None
    copies: tuple[str, ...] = ()
    praise: str = ""  # good | idea
    about_whom: str = ""
    tell_them: str = ""
    use_words: str = ""
    files: int = 0  # photos, recordings and papers beside the words
    own_email: str = ""  # an advocate's, apart from the child's contact card
    own_phone: str = ""

    @classmethod
    def build(cls, journey: Journey, answers: Answers, today: date) -> Self:
        """Read a journey's answers; a question that was skipped leaves its default."""
        read = Reader(answers)
        kept = {question: dict(given) for question, given in answers.items()}
        return cls(
            journey=journey,
            today=today,
            answers={question: given for question, given in kept.items() if question not in CONFIDENTIAL},
            private={question: given for question, given in kept.items() if question in CONFIDENTIAL},
            **shared(read),
            **READERS[journey](read),
        )

    @property
    def advocate(self) -> Advocate | None:
        return self.advocacy.answer if self.advocacy else None

    @property
    def wait_for_advocate(self) -> bool:
        return bool(self.advocacy and self.advocacy.wait)

    @property
    def freeze_on(self) -> date | None:
        return self.freeze.by(self.today) if self.freeze else None

    @property
    def over_a_year(self) -> bool:
        """Longer ago than the year of K-70: the officer is told, the person is never refused by it."""
        return self.last_happened == "longer"

    @property
    def anonymous(self) -> bool:
        """Nobody could be found from it: no name of any kind, and no way to reach them."""
        named = self.name or self.full_name or self.children or self.helper
        reached = self.addresses or self.contact.call_number or self.contact.address or self.contact.trusted_reach
        return not (named or reached)

    @property
    def kept_from(self) -> list[str]:
        """Typed names of people who must not open it: who it is about, and who must not know (experience 2.4).

        What is about "my social worker" is about whoever they name so further on, to be found by.
        """
        about = {"social_worker", "personal_adviser"} & {*self.topics, *self.must_not_know}
        worker = self.social_worker if about else ""
        return _once([self.worker_named, self.about_helper, self.must_not_know_words, worker])

    @property
    def names(self) -> list[str]:
        """Everybody they named as part of what happened, as they wrote it."""
        return _once([self.worker_named, self.about_helper, *(point.who for point in self.points)])

    @property
    def written(self) -> str:
        """Their own words, in which the whole name of a colleague may stand (decisions 12)."""
        points = (text for point in self.points for text in (point.what, point.who, point.effect))
        return "\n".join([self.account, self.notes, *points, self.wants_words, self.contact.must_not_see])

    @property
    def named_unaware(self) -> bool:
        """Whether they named anybody who must not know, in whatever way they were asked (experience 2.4, P13)."""
        return bool(self.must_not_know or self.must_not_know_words or self.contact.must_not_see)

    @property
    def empty(self) -> bool:
        """Nothing that anyone could answer: no word, no point, no tile."""
        said = self.account or self.points or self.topics or self.freeze or self.wants or self.wants_words
        if self.advocacy is not None and self.advocacy.asks_for:
            return False  # a child may want an advocate before there is any complaint (E-25)
        return not (said or self.visit or self.files)

    @property
    def out_of_reach(self) -> bool:
        """Sent for a child, with no way by which we could ask the child themselves (A5)."""
        ways = (choice.way for choice in self.contact.choices if choice.allowed)
        return self.journey is Journey.ADVOCATE and not set(ways) - {Way.HERE}

    @property
    def lacks(self) -> list[str]:
        """What one who sends for a child is told before sending that we then cannot do; each by its words."""
        if not self.out_of_reach:
            return []
        missing = {"no_way": True, "no_name": not self.name, "no_sender": not self.addresses and not self.own_phone}
        return [name for name, so in missing.items() if so]

    @property
    def sender_card(self) -> ContactCard:
        """How to reach whoever sent it: an advocate's own address never mixes with the child's safe ways."""
        if self.journey is not Journey.ADVOCATE:
            return self.contact
        ways = [way for way, given in ((Way.EMAIL, self.own_email), (Way.CALL, self.own_phone)) if given]
        return ContactCard(ways=tuple(ways), email=self.own_email, call_number=self.own_phone)

    @property
    def ways(self) -> list[WayChosen]:
        return self.sender_card.choices

    @property
    def addresses(self) -> dict[str, str]:
        """Where the worker may send this person's neutral notices."""
        return self.sender_card.notice_to

    @property
    def index_values(self) -> dict[str, list[str]]:
        """What staff may look a case up by, one day, without any of it lying in clear."""
        cards = (self.contact, self.sender_card)
        names = [self.name, self.full_name, *(child.name for child in self.children)]
        return {
            "email": _once(card.email for card in cards),
            "phone": _once(number for card in cards for number in (card.text_number, card.call_number)),
            "name": _once([*names, self.helper.name if self.helper else ""]),
        }

    @property
    def confidential(self) -> dict[str, Any]:
        """What only staff may open: the people, how to reach them, who must not know, and those answers as given."""
        people = {
            "name": self.name,
            "full_name": self.full_name,
            "born": self.born and self.born.isoformat(),
            "lives": self.lives,
            "social_worker": self.social_worker,
            "children": [{**asdict(child), "born": child.born and child.born.isoformat()} for child in self.children],
            "helper": asdict(self.helper) if self.helper else None,
            "advocate": asdict(self.advocacy) if self.advocacy else None,
        }
        return {
            **people,
            "contact": asdict(self.contact),
            "sender_contact": asdict(self.sender_card),
            "worker_named": self.worker_named,
            "ask_first": self.ask_first_answer,
            "must_not_know": [*self.must_not_know],
            "must_not_know_words": self.must_not_know_words,
            "needs": {
                "needs": [*self.needs],
                "words": self.needs_words,
                "whose": self.needs_whose,
                "language": self.language,
                "answer_by": [*self.answer_by],
                "who_talks": self.who_talks,
                "who_name": self.who_name,
            },
            "answers": self.private,
        }


def _once(values: Any) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
