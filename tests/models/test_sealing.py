"""Sealed text opens in its own place with its own lock, and nowhere else (ENC-01 to ENC-06)."""

import pickle
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from models.sealing import KINDS, Blob, Keyring, Lock, Unreadable, place, sealed


class Base(DeclarativeBase):
    pass


class Letterbox(Base):
    __tablename__ = "letterbox"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    thread_wrap: Mapped[Blob] = sealed("master", blind=True)
    file_wrap: Mapped[Blob] = sealed("master", blind=True)


class Line(Base):
    __tablename__ = "line"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    body: Mapped[Blob] = sealed("thread")
    other: Mapped[Blob | None] = sealed("thread", nullable=True)
    card: Mapped[Blob | None] = sealed("file", blind=True, nullable=True)


class Page(Base):
    __tablename__ = "page"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    answers: Mapped[Blob] = sealed("holder")


class Linked(Base):
    __tablename__ = "linked"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID | None]
    words: Mapped[Blob] = sealed("alert", owner="row")


@pytest.fixture
def db() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def ring() -> Keyring:
    return Keyring({name: Lock.new(name) for name in KINDS})


@pytest.fixture
def line(ring: Keyring) -> Line:
    made = Line(id=uuid4(), case_id=uuid4())
    ring.seal(Line.body, made, "They never came back to me")
    return made


def elsewhere(line: Line, **changes: Any) -> Line:
    values = {"id": line.id, "case_id": line.case_id, "body": line.body} | changes
    return Line(**values)


def test_what_was_sealed_is_read_again_from_the_database(db: Session, ring: Keyring) -> None:
    made = Line(id=uuid4(), case_id=uuid4())
    ring.seal(Line.body, made, "Ça va, 你好 🙂")
    db.add(made)
    db.commit()
    assert ring.open(Line.body, made) == "Ça va, 你好 🙂"
    assert isinstance(made.body, Blob)


def refusals(ring: Keyring, line: Line) -> dict[str, tuple[Keyring, Any, Line]]:
    blob = line.body
    flipped = Blob(blob[:20] + bytes([blob[20] ^ 1]) + blob[21:])
    seedless = Keyring({"thread": ring["thread"].half()})
    at = place(Line.body, line)
    return {
        "wrong row": (ring, Line.body, elsewhere(line, id=uuid4())),
        "wrong case": (ring, Line.body, elsewhere(line, case_id=uuid4())),
        "wrong column": (ring, Line.other, elsewhere(line, other=blob)),
        "a flip": (ring, Line.body, elsewhere(line, body=flipped)),
        "cut at the end": (ring, Line.body, elsewhere(line, body=Blob(blob[:-1]))),
        "cut to its head": (ring, Line.body, elsewhere(line, body=Blob(blob[:4]))),
        "empty": (ring, Line.body, elsewhere(line, body=Blob())),
        "another key": (Keyring({"thread": Lock.new("thread")}), Line.body, line),
        "no seed": (seedless, Line.body, line),
        "forged by the public half": (
            ring,
            Line.body,
            elsewhere(line, body=ring["thread"].half().seal(b"I withdraw", at)),
        ),
        "never written": (ring, Line.other, elsewhere(line)),
    }


WAYS = (
    "wrong row",
    "wrong case",
    "wrong column",
    "a flip",
    "cut at the end",
    "cut to its head",
    "empty",
    "another key",
    "no seed",
    "forged by the public half",
    "never written",
)


@pytest.mark.parametrize("way", WAYS)
def test_a_blob_is_refused_out_of_place(way: str, ring: Keyring, line: Line) -> None:
    with_ring, column, row = refusals(ring, line)[way]
    with pytest.raises(Unreadable):
        with_ring.open(column, row)
    assert ring.open(Line.body, line) == "They never came back to me"


def test_an_old_revision_does_not_fit_the_newer_row(db: Session, ring: Keyring) -> None:
    page = Page(id=uuid4(), revision=1)
    ring.seal_json(Page.answers, page, {"told": "first"})
    db.add(page)
    db.commit()
    first = page.answers
    ring.seal_json(Page.answers, page, {"told": "second"})
    db.commit()
    assert (page.revision, ring.open_json(Page.answers, page)) == (2, {"told": "second"})
    page.answers = first
    with pytest.raises(Unreadable):
        ring.open_json(Page.answers, page)


def test_a_caller_who_raised_the_revision_raises_it_once(db: Session, ring: Keyring) -> None:
    page = Page(id=uuid4(), revision=1)
    ring.seal(Page.answers, page, "first")
    db.add(page)
    db.commit()
    page.revision += 1
    ring.seal(Page.answers, page, "second")
    db.commit()
    assert page.revision == 2


def test_a_row_linked_to_its_case_later_stays_readable(ring: Keyring) -> None:
    alert = Linked(id=uuid4(), case_id=None)
    ring.seal(Linked.words, alert, "I am not safe")
    alert.case_id = uuid4()
    assert ring.open(Linked.words, alert) == "I am not safe"


def test_no_two_places_spell_the_same(line: Line) -> None:
    places = {place(column, line) for column in (Line.body, Line.other, Line.card)}
    places |= {place(Line.body, elsewhere(line, id=uuid4())), place(Line.body, elsewhere(line, case_id=uuid4()))}
    swapped = elsewhere(line, id=line.case_id, case_id=line.id)
    assert len(places | {place(Line.body, swapped)}) == 6


def test_nothing_is_sealed_before_the_row_has_its_id(ring: Keyring) -> None:
    with pytest.raises(TypeError, match="id"):
        ring.seal(Line.body, Line(case_id=uuid4()), "too early")


def test_a_public_half_cannot_seal_where_nobody_could_open(ring: Keyring, line: Line) -> None:
    with pytest.raises(TypeError):
        Keyring({"thread": ring["thread"].half()}).seal(Line.body, line, "lost")


def test_one_bad_blob_does_not_hide_the_others(ring: Keyring, line: Line) -> None:
    bad = elsewhere(line, id=uuid4())
    shown = list(ring.open_each(Line.body, [line, bad, line]))
    assert [isinstance(each, Unreadable) for each in shown] == [False, True, False]


def test_a_column_stores_only_what_was_sealed(db: Session, line: Line) -> None:
    for content in (b"They never came back to me", "They never came back to me"):
        db.add(elsewhere(line, id=uuid4(), body=content))
        with pytest.raises((StatementError, TypeError)):
            db.flush()
        db.rollback()


def test_nothing_sealed_or_secret_prints(ring: Keyring, line: Line) -> None:
    shown = f"{line.body} {line.body!r} {ring} {ring!r} {ring['thread']!r} {ring['thread'].half()}"
    assert "<sealed>" in shown
    assert repr(ring["thread"].seed) not in shown
    assert "They never" not in shown


def test_locks_are_never_stored(ring: Keyring) -> None:
    for secret in (ring, ring["thread"]):
        with pytest.raises(TypeError):
            pickle.dumps(secret)


def test_a_case_is_opened_by_master_and_not_by_its_public_half(ring: Keyring, line: Line) -> None:
    box, public = Letterbox(id=line.case_id), Keyring({"master": ring["master"].half()})
    public.wrap(Letterbox.thread_wrap, box, ring["thread"])
    public.wrap(Letterbox.file_wrap, box, ring["file"])
    staff = Keyring({"master": ring["master"]})
    assert staff.with_case(box).open(Line.body, line) == "They never came back to me"
    assert set(staff.with_case(box, "file")) == {"master", "file"}
    with pytest.raises(Unreadable):
        public.with_case(box)


def test_a_contact_card_is_sealed_by_whoever_has_the_public_half(ring: Keyring, line: Line) -> None:
    half = Lock.of_public("file", ring["file"].half().public or b"")
    visiting = Keyring({"file": half})
    visiting.seal(Line.card, line, "after school only")
    assert ring.open(Line.card, line) == "after school only"
    with pytest.raises(Unreadable):
        visiting.open(Line.card, line)


def test_two_masters_are_readable_and_the_newer_wraps(ring: Keyring) -> None:
    old, new = Lock.new("master"), Lock.new("master", 2)
    box = Letterbox(id=uuid4())
    Keyring({"master": old.half()}).wrap(Letterbox.thread_wrap, box, ring["thread"])
    both = Keyring({"master": new}, [old, new])
    assert both.unwrap(Letterbox.thread_wrap, box, "thread").seed == ring["thread"].seed
    box.thread_wrap = both.rewrapped(Letterbox.thread_wrap, box)
    assert Keyring({"master": new}).unwrap(Letterbox.thread_wrap, box, "thread").seed == ring["thread"].seed
    assert both.plus(thread=ring["thread"]).older.keys() == both.older.keys()
    with pytest.raises(Unreadable):
        Keyring({"master": old}).unwrap(Letterbox.thread_wrap, box, "thread")


def test_a_plain_row_of_a_query_is_opened_like_the_whole_one(ring: Keyring, line: Line) -> None:
    row = SimpleNamespace(id=line.id, case_id=line.case_id, body=line.body)
    assert ring.open(Line.body, row) == "They never came back to me"
