"""Writing down what somebody told one of us: by phone, on paper, in person."""

import re
import uuid
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Self

from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, Email, Optional, ValidationError

from models.cases import queue_who
from models.cases.registering import Told
from models.fields import (
    DateField,
    LineField,
    ListField,
    PickField,
    StoryField,
    StrippedForm,
    TilesField,
    UpTo,
    made_id,
)
from models.procedure.terms import Advocate, Channel, Journey, Safe, Way
from models.procedure.working_days import ENGLAND, local_day

TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")
CHANNELS = [
    (Channel.PHONE, "By phone"),
    (Channel.LETTER, "By letter"),
    (Channel.EMAIL, "By e-mail"),
    (Channel.IN_PERSON, "In person"),
    (Channel.TEXT, "By text message"),
    (Channel.FORM, "On a paper form"),
    (Channel.OMBUDSMAN, "Through the Ombudsman"),
]
WHO = [
    (Journey.YOUNG_PERSON, "A child or young person, or somebody who was in care"),
    (Journey.PARENT, "A parent, carer or other adult"),
    (Journey.ADVOCATE, "An advocate, or somebody who speaks for a child"),
    (Journey.PRAISE, "Anybody, with thanks or an idea"),
]
STANDINGS = [
    ("", "Not known"),
    ("parent", "Their mother or father"),
    ("pr", "Somebody else with parental responsibility"),
    ("special_guardian", "Their special guardian"),
    ("foster_carer", "Their foster carer"),
    ("adopter", "Adopter, or wants to adopt"),
    ("relative", "A grandparent or other relative"),
    ("other", "A friend, or somebody else"),
    ("own_treatment", "Complains about how they were treated themselves"),
]
AGES = [("", "Not known"), *((code, words.capitalize()) for code, words in queue_who.AGES.items())]
WAYS = [(Way.EMAIL, "E-mail"), (Way.TEXT, "Text message"), (Way.CALL, "Phone call"), (Way.POST, "Post")]
NONE = "none"
OR_NONE = (NONE, "None is safe, or nobody asked: we do not write or ring until they say more")
HEARS_NOW = (Channel.PHONE, Channel.IN_PERSON)
PROPOSED = "E-mail and texts carry no letter, so words are ticked now. Untick them if they want none, and register"
AS_TYPED = (
    *("standing", "name", "age_band", "child_name", "child_lives", "organisation", "words", "wants"),
    *("worker", "email", "phone", "text", "address", "must_not_see"),
)
VALUES = {Way.EMAIL: "email", Way.TEXT: "text", Way.CALL: "phone", Way.POST: "address"}


class RegisterForm(StrippedForm):
    """One page. Only how, when, who and the words are needed; the rest when it is known."""

    instance = HiddenField(default=lambda: str(uuid.uuid4()))
    authority = ListField("Which council is it about?", [Optional()], choices=[("", "Ours")])
    channel = PickField("How did it come?", [DataRequired("Say how it came")], choices=CHANNELS)
    on = DateField("The day it first reached anybody in the council", [DataRequired("Enter the day")], what="The day")
    at = LineField("The time", [Optional(), UpTo(10, "The time")], description="Like 2:30pm. Leave empty if not known")
    journey = PickField("Who is it from?", [DataRequired("Say who it is from")], choices=WHO)
    standing = ListField("What are they to the child? (adults)", choices=STANDINGS)
    name = LineField("Their name", [Optional(), UpTo(200, "The name")])
    age_band = ListField("Age of the child or young person", choices=AGES)
    child_name = LineField("The child’s name (where somebody else complains)", [Optional(), UpTo(200, "The name")])
    child_born = DateField("The child’s date of birth", [Optional()], what="The date of birth")
    child_lives = LineField("Where the child lives", [Optional(), UpTo(300, "This")])
    organisation = LineField("Who they work for (advocates)", [Optional(), UpTo(200, "This")])
    words = StoryField("What they said, in their words", [DataRequired("Write down what they said"), UpTo()])
    wants = StoryField("What they want to happen", [Optional(), UpTo(10_000, "This")])
    safe = PickField(
        "Are they safe now?",
        choices=[(Safe.YES, "Yes"), (Safe.NO, "No"), (Safe.NOT_SURE, "Not sure"), (Safe.NOT_SAID, "Nobody asked")],
    )
    worker = LineField("Which worker is it about?", [Optional(), UpTo(200, "The name")])
    ask_first = PickField(
        "May we talk to that worker? (young people)",
        choices=[("ask", "Ask them first"), ("ok", "It is OK to talk to them"), ("", "Nobody asked")],
    )
    advocate = PickField(
        "Do they want an advocate? (young people)",
        choices=[
            (Advocate.YES, "Yes"), (Advocate.NOT_NOW, "Not now"), (Advocate.HAVE_ONE, "They have one"),
            (Advocate.NOT_SURE, "Not sure"), ("", "Nobody asked"),
        ],
    )  # fmt: skip
    ways = TilesField(
        "Which ways are safe for them?",
        [DataRequired("Say which way is safe, or tick that none is")],
        choices=[*WAYS, OR_NONE],
    )
    email = LineField("E-mail", [Optional(), Email("Enter a whole email address, with an @"), UpTo(254, "The e-mail")])
    text = LineField("Number for texts", [Optional(), UpTo(40, "The number")])
    phone = LineField("Number for calls", [Optional(), UpTo(40, "The number")])
    address = StoryField("Postal address", [Optional(), UpTo(500, "The address")])
    must_not_see = LineField("Who must not know, or see the reply?", [Optional(), UpTo(300, "This")])
    give_words = BooleanField("Make secret words for them, so that they can follow it and write to us")
    proposed = HiddenField()

    def __init__(self, *given: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        self.now = now

    def of(self, councils: Sequence[tuple[str, str]], ours: str) -> Self:
        """By code and name. Where there is one alone nobody is asked."""
        self.authority.choices = [("", "Ours"), *((code, name) for code, name in councils if code != ours)]
        return self

    @property
    def form_instance(self) -> uuid.UUID:
        """The page that was filled in. Nonsense is a new one."""
        return made_id(self.instance.data)

    def validate_child_born(self, field: DateField) -> None:
        field.born_by(local_day(self.now))

    def validate_on(self, field: DateField) -> None:
        if field.data and field.data > local_day(self.now):
            raise ValidationError("The day must be today or earlier")

    def validate_at(self, field: LineField) -> None:
        if field.data and _time(field.data) is None:
            raise ValidationError("Enter a time like 2:30pm")
        if self.on.data and self.received_at > self.now:
            raise ValidationError("The time must be before now")

    def validate_safe(self, field: PickField) -> None:
        if not field.data and self.journey.data != Journey.PRAISE:
            raise ValidationError("Say whether they are safe, or that nobody asked")

    def validate_give_words(self, field: BooleanField) -> None:
        """Proposed once, to who can hear them now: without words they have no page that a notice could lead to."""
        if field.data or self.proposed.data or not self._notices_only or self.journey.data == Journey.PRAISE:
            return
        if self.channel.data in HEARS_NOW:
            field.data, self.proposed.data = True, "yes"
            raise ValidationError(PROPOSED)

    def validate_ways(self, field: TilesField) -> None:
        if NONE in field.data and len(field.data) > 1:
            raise ValidationError("Tick the safe ways, or that none is safe: not both")
        if any(not getattr(self, VALUES[way]).data for way in self._ways()):
            raise ValidationError("Write down the number or address of each way you ticked")

    def _ways(self) -> list[Way]:
        return [Way(way) for way in self.ways.data or () if way in VALUES]

    @property
    def only_mail(self) -> bool:
        """Whether e-mail is the one way they called safe: their words cannot go by it (PRV-10)."""
        return self._ways() == [Way.EMAIL]

    @property
    def _notices_only(self) -> bool:
        ways = self._ways()
        return bool(ways) and set(ways) <= {Way.EMAIL, Way.TEXT}

    @property
    def received_at(self) -> datetime:
        """Without a time: the start of that day, which is kindest; but never after now."""
        day = self.on.data or local_day(self.now)
        at = _time(self.at.data or "") or time(0, 0)
        return datetime.combine(day, at, ENGLAND)

    def told(self) -> Told:
        data = self.data
        return Told(
            journey=Journey(data["journey"]),
            channel=Channel(data["channel"]),
            received_at=self.received_at,
            form_instance=self.form_instance,
            safe=Safe(data["safe"] or Safe.NOT_SAID),
            ask_first=data["ask_first"] or "",
            advocate=Advocate(data["advocate"]) if data["advocate"] else None,
            ways=tuple(self._ways()),
            child_born=data["child_born"],
            **{name: str(data[name] or "") for name in AS_TYPED},
        )


def _time(typed: str) -> time | None:
    """ "2:30pm", "14.30" or "9" as a time of day."""
    found = TIME.fullmatch(typed.strip().lower())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None
