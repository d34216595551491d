"""Who keeps watch over safety alerts at this hour: hours, bank holidays, and the number to ring (T39)."""

import time as ticking
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session, aliased

from models.cases.policies import holidays, in_force
from models.policy import Contacts
from models.procedure.terms import Way
from models.procedure.working_days import ENGLAND, Holidays, local_day
from models.tables.message import Message
from models.tables.settings import JobRun, Setting

NAME = "duty"  # the row of `setting`
BEFORE, KEPT = "duty_before", 10  # the row of what it was before, and how many changes of it that holds
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LOOK_AHEAD = 30  # days; past that a rota has no shift at all
WORKER_QUIET = timedelta(minutes=10)  # the watch job runs every minute; silent this long, nothing is being sent
WATCH = "escalate"
MAILED = ("alert", "staff", "referral", "notice")  # kinds of message that go by mail
THIRD_AFTER = 30  # minutes, unless an administrator has set another number
REMEMBER = 30  # seconds: every page names the number of this hour, and no page asks the database for it again

_kept: "WeakKeyDictionary[Engine, tuple[float, Mapping[str, Any]]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Shift:
    """From this time until that one, England's clock. Never across midnight: two days hold two shifts."""

    begins: time
    ends: time

    def holds(self, moment: time) -> bool:
        return self.begins <= moment < self.ends


@dataclass(frozen=True, slots=True)
class Duty:
    """What is true at one moment. `back` is when the team is next there, and None while it is."""

    on: bool
    phone: str  # for this hour
    back: datetime | None


@dataclass(frozen=True, slots=True)
class Rota:
    """A council's week. A bank holiday is `holiday`'s shift, whatever day of the week it falls on."""

    week: Mapping[int, Shift]  # Monday is 0; a day without a shift is not here
    holiday: Shift | None
    phone: str
    out_of_hours: str
    second_contact: str = ""  # a mail address, told with the managers after PATIENCE
    third_contact: str = ""  # a mail address, told after `third_after` minutes, with the alternates
    third_after: int = THIRD_AFTER

    def at(self, moment: datetime, days_off: Holidays) -> Duty:
        local = moment.astimezone(ENGLAND)
        shift = self.shift_on(local.date(), days_off)
        if shift and shift.holds(local.time().replace(tzinfo=None)):
            return Duty(True, self.phone or self.out_of_hours, None)
        return Duty(False, self.out_of_hours or self.phone, self.next_start(local, days_off))

    def shift_on(self, day: date, days_off: Holidays) -> Shift | None:
        return self.holiday if day in days_off else self.week.get(day.weekday())

    def next_start(self, local: datetime, days_off: Holidays) -> datetime | None:
        for ahead in range(LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            shift = self.shift_on(day, days_off)
            if shift and (begins := datetime.combine(day, shift.begins, ENGLAND)) > local:
                return begins
        return None


def duty_now(db: Session, council: str, *, now: datetime) -> Duty:
    """Whether the safety team is there now, and the number for this hour."""
    return rota_of(db, council, day=local_day(now)).at(now, holidays(db))


def rota_of(db: Session, council: str, *, day: date) -> Rota:
    """The rota an administrator has set; until then the hours and numbers of the council's policy."""
    return read(_value(db), in_force(db, council, day).contacts)


def remembered(db: Session) -> Mapping[str, Any]:
    """The setting as it was at most half a minute ago: for the strip of help on every page."""
    at, value = _kept.get(db.get_bind().engine, (0.0, {}))
    return value if at and ticking.monotonic() - at < REMEMBER else _value(db)


def _value(db: Session) -> Mapping[str, Any]:
    row = db.get(Setting, NAME)
    value: Mapping[str, Any] = row.value if row else {}
    _kept[db.get_bind().engine] = (ticking.monotonic(), value)
    return value


def read(value: Mapping[str, Any], contacts: Contacts) -> Rota:
    """A rota from the setting, with the policy's figures for whatever it leaves out."""
    usual = Shift(contacts.duty_from, contacts.duty_until)
    hours = value.get("hours")
    if hours is None:
        week = dict.fromkeys(range(5), usual)
        holiday = None
    else:
        week = {DAYS.index(name): _shift(pair) for name, pair in hours.items() if name in DAYS and pair}
        holiday = _shift(hours["holiday"]) if hours.get("holiday") else None
    return Rota(
        week=week,
        holiday=holiday,
        phone=str(value.get("phone") or contacts.duty_phone),
        out_of_hours=str(value.get("out_of_hours") or contacts.duty_phone_out_of_hours),
        second_contact=str(value.get("second_contact") or ""),
        third_contact=str(value.get("third_contact") or ""),
        third_after=int(value.get("third_after") or THIRD_AFTER),
    )


def as_value(rota: Rota) -> dict[str, object]:
    """What the setting holds: the reverse of `read`."""
    hours: dict[str, list[str] | None] = {DAYS[day]: _spelled(shift) for day, shift in sorted(rota.week.items())}
    hours["holiday"] = _spelled(rota.holiday) if rota.holiday else None
    return {
        "hours": hours,
        "phone": rota.phone,
        "out_of_hours": rota.out_of_hours,
        "second_contact": rota.second_contact,
        "third_contact": rota.third_contact,
        "third_after": rota.third_after,
    }


def set_rota(db: Session, rota: Rota, *, now: datetime, was: Rota | None = None) -> None:
    """`was`: what it takes the place of, so that it can be seen and put back."""
    if was is not None:
        kept = [{"at": now.isoformat(), "was": as_value(was)}, *_before(db)]
        db.merge(Setting(name=BEFORE, value={"kept": kept[:KEPT]}, changed_at=now))
    db.merge(Setting(name=NAME, value=as_value(rota), changed_at=now))
    db.flush()
    _kept.pop(db.get_bind().engine, None)


def before(db: Session, contacts: Contacts) -> list[tuple[datetime, Rota]]:
    """What it was before each of the last changes, the newest first, with when it was changed."""
    return [(datetime.fromisoformat(one["at"]), read(one["was"], contacts)) for one in _before(db)]


def _before(db: Session) -> list[dict[str, Any]]:
    row = db.get(Setting, BEFORE)
    value: Mapping[str, Any] = row.value if row else {}
    return list(value.get("kept", ()))


@dataclass(frozen=True, slots=True)
class Ladder:
    """Whom else to tell when nobody accepts an alert, besides the managers and then the alternates."""

    second: str
    third: str
    third_after: timedelta


def ladder(db: Session) -> Ladder:
    row = db.get(Setting, NAME)
    value: Mapping[str, Any] = row.value if row else {}
    minutes = int(value.get("third_after") or THIRD_AFTER)
    second, third = str(value.get("second_contact") or ""), str(value.get("third_contact") or "")
    return Ladder(second, third, timedelta(minutes=minutes))


def when_code(duty: Duty | None, *, sending: bool) -> str:
    """Which of the deck's sentences is true now: soon is said only where somebody is there and mail leaves."""
    if duty is not None and duty.on and sending:
        return "soon"
    return "later" if duty is not None and duty.back else "not_promised"


def number_code(duty: Duty | None) -> str:
    """Which sentence names the team's number; nothing where there is none to name."""
    if duty is not None and duty.on:
        return "phone_on" if duty.phone else "phone_none"
    return "phone_off" if duty is not None and duty.phone else ""


def sending_works(db: Session, *, now: datetime) -> bool:
    """Whether the worker has kept watch lately and its mail leaves: if not, no alert would reach anybody, and a page
    must not promise it. Mail does not leave where one could not go and none has gone since it was to go."""
    seen = db.get(JobRun, WATCH)
    return seen is not None and now - seen.finished_at <= WORKER_QUIET and not _mail_is_stuck(db)


def _mail_is_stuck(db: Session) -> bool:
    """By what waits to be tried again: texts and paper go by another road, and say nothing of mail."""
    gone = aliased(Message)
    since = select(gone.id).where(gone.kind.in_(MAILED), gone.sent_at >= Message.queued_at).limit(1)
    by_mail = or_(Message.way.is_(None), Message.way == Way.EMAIL)
    stuck = select(Message.id).where(
        Message.state.in_(("queued", "sending")), Message.last_error != "", Message.kind.in_(MAILED), by_mail,
        ~since.exists(),
    )  # fmt: skip
    return db.scalars(stuck.limit(1)).first() is not None


def _shift(pair: Any) -> Shift:
    begins, ends = (time.fromisoformat(str(part)) for part in pair)
    if begins >= ends:
        raise ValueError("A shift must begin before it ends.")
    return Shift(begins, ends)


def _spelled(shift: Shift) -> list[str]:
    return [shift.begins.isoformat("minutes"), shift.ends.isoformat("minutes")]


def forget() -> None:
    """Read it anew: for another database behind the same engine."""
    _kept.clear()
