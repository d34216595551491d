"""A step of a journey, and the way through it: which question follows these answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.procedure.terms import Journey
from models.words import Deck, Entry, deck
from portal.forms.asking import Question

Answers = Mapping[str, Mapping[str, Any]]


def never(answers: Answers) -> bool:
    return False


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `page` is the template that draws it; `skip` says when these answers make it pointless."""

    id: str
    form: type[Question] | None = None
    skip: Callable[[Answers], bool] = never
    page: str = "show"
    declines: tuple[str, str, str] | None = None  # "Not now" answers that instead
    files: str = ""  # whose limits hold for files beside this answer (models.files.kinds.LIMITS); empty: none
    prefill: tuple[str, ...] = ()  # answers that a link to the page may suggest
    brings: Mapping[str, Answers] = field(default_factory=dict)  # answers that a choice here gives to other questions
    sends: bool = False  # going on from here sends it
    needed: Callable[[Answers], bool] = never  # with these answers nothing can be sent without one here: no skipping
    explains: tuple[str, ...] = ()  # words on it that not every child knows
    aside: bool = False  # reached by a link of its own, never by going on or back

    @property
    def records(self) -> bool:
        """Whether the page has a recorder, and so may ask for the microphone."""
        return bool(self.files) and self.page == "tell"

    @property
    def keeps_back(self) -> bool:
        """Whether so much may be typed on it that going back takes it along."""
        return self.page in ("tell", "rows")

    def brought(self, given: Mapping[str, Any]) -> Answers:
        """What this answer gives to other questions."""
        found: dict[str, Mapping[str, Any]] = {}
        for value in given.values() if self.brings else ():
            for one in value if isinstance(value, list) else [value]:
                found |= self.brings.get(one, {})
        return found


@dataclass(frozen=True)
class Path:
    """One journey: its neutral address and its steps, in order. A step's number is its place in the address."""

    journey: Journey
    door: str
    called: str  # in the layout's words: what stands at the top and in the title
    steps: tuple[Step, ...]
    send_from: str = ""  # the first step that offers "Send this now"
    leave: bool = True  # thanks need no way out
    pictures: bool = False  # secret words with pictures
    about_after: bool = False  # the questions about themselves are offered beside the confirmation (P17)
    few_words: bool = False  # drawn large, with a picture by every word
    deck: str = ""  # its own words, where they are not those of the journey
    grown_up: bool = False  # who answers is no child: no pictures, and another way to somebody on their side

    @property
    def service(self) -> str:
        return deck("common")["layout"].said(self.called)

    @property
    def words(self) -> Deck:
        own = deck(self.deck or self.journey.value)
        return own.over(deck(self.journey.value)) if self.deck else own

    def beside(self, step: Step) -> Entry:
        """The words for files beside this answer: everybody's, but shorter where these questions have few words."""
        everybody = deck("files")["attach"]
        return replace(everybody, say={**everybody.say, **self.entry(step).say}) if self.few_words else everybody

    def entry(self, step: Step) -> Entry:
        return self.words[step.id]

    def step(self, number: int) -> Step | None:
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None

    def number(self, step_id: str) -> int:
        return next(place for place, step in enumerate(self.steps, 1) if step.id == step_id)

    def has(self, step_id: str) -> bool:
        return any(step.id == step_id for step in self.steps)

    def after(self, number: int, answers: Answers) -> int | None:
        """The next page that these answers call for; None: check and send."""
        places = range(number + 1, len(self.steps) + 1)
        return next((place for place in places if self._on_the_way(place, answers)), None)

    def before(self, number: int, answers: Answers) -> int | None:
        """The page that Back leads to; None: the start."""
        places = range(number - 1, 0, -1)
        return next((place for place in places if self._on_the_way(place, answers)), None)

    def _on_the_way(self, place: int, answers: Answers) -> bool:
        step = self.steps[place - 1]
        return not step.aside and not step.skip(answers)

    def asked(self, answers: Answers) -> list[tuple[int, Step]]:
        """The questions that these answers call for, with their numbers."""
        steps = enumerate(self.steps, 1)
        return [(place, step) for place, step in steps if step.form is not None and not step.skip(answers)]

    def leads_on(self, number: int, answers: Answers, *, changed: bool) -> bool:
        """Whether this answer opens a question of its own. Who came from the check to change one sees that before they
        go back there, and no other."""
        after = self.after(number, answers)
        step = self.step(after) if after else None
        return step is not None and step.skip is not never and (changed or step.id not in answers)

    def may_send(self, number: int) -> bool:
        """Whether this page offers to send what is there."""
        return bool(self.send_from) and number >= self.number(self.send_from)

    def may_save(self, number: int) -> bool:
        """From the first question on, answered or not (2.1); on a page that asks nothing, and of thanks, there is
        nothing to keep."""
        return bool(self.send_from) and self.steps[number - 1].form is not None


def given(answers: Answers, question: str, name: str) -> Any:
    return answers.get(question, {}).get(name)


def nothing_told(answers: Answers) -> bool:
    """Neither a tile, nor words, nor a file: one of them is needed to send (Y5)."""
    told = given(answers, "about", "topics"), given(answers, "tell", "story"), given(answers, "files", "count")
    return not any(told)


def not_begun(question: str) -> Callable[[Answers], bool]:
    """Skip what nobody has begun to answer: for a page that only its own link leads to."""
    return lambda answers: not any(answers.get(question, {}).values())


def unless(question: str, name: str, *values: str) -> Callable[[Answers], bool]:
    """Skip unless that answer is one of `values`, or (for many) holds one of them."""

    def skip(answers: Answers) -> bool:
        said = given(answers, question, name)
        many = said if isinstance(said, list) else [said]
        return not set(values) & set(many)

    return skip


def when(question: str, name: str, *values: str) -> Callable[[Answers], bool]:
    """Skip when that answer is one of `values`."""
    asked = unless(question, name, *values)
    return lambda answers: not asked(answers)
