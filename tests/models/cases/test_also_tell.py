"""Who else must be told of what was decided is somebody's task, from the moment the answer goes (E-45)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases import answer_release, answering, holding, tasks
from models.procedure.tasks import TELL_OTHERS
from models.procedure.terms import Role
from models.tables import Task
from tests.models.cases.answered import MONDAY, at, full, routed, who

AUNT = {"others": "someone", "others_words": "Her aunt, by letter."}


@pytest.fixture
def people(person):
    return who(person(Role.OFFICER, name="Priya Shah")), who(person(Role.MANAGER, name="Hannah Cole"))


def answered(db, case, ring, people, day, **change):
    writer, checker = people
    shown = answering.desk(db, case, writer, ring, now=at(day))
    answering.save(db, case, full(shown, writer.id, **change), seen=shown.marks, actor=writer, now=at(day), keys=ring)
    answering.ask_for_check(db, case, actor=writer, now=at(day), keys=ring)
    answering.agree(db, case, actor=checker, now=at(day), keys=ring)
    return answer_release.let_go(db, case, actor=writer, now=at(day), keys=ring)


def owed(db, case, ring):
    db.flush()
    rows = db.scalars(select(Task).where(Task.kind == TELL_OTHERS)).all()
    said = {one.row.id: one.what for one in tasks.of_case(db, case, ring, today=date(2026, 12, 2))}
    return [(row.due_on, said[row.id]) for row in rows]


def test_somebody_else_who_must_be_told_is_a_task_with_its_day_and_nobody_is_none_e_45(db, keys, people):
    case, ring = routed(db, keys.staff.ring, people[0])
    answered(db, case, ring, people, 2, **AUNT)
    ((due, what),) = owed(db, case, ring)
    assert due == date(2026, 12, 9), "five working days after the answer"
    assert "Her aunt, by letter." in what
    other, other_ring = routed(db, keys.staff.ring, people[0])
    answered(db, other, other_ring, people, 2)
    assert len(owed(db, case, ring)) == 1


def test_an_answer_that_is_called_back_takes_the_task_with_it_and_owes_it_anew_e_45(db, keys, people):
    holding.hold_for(db, 30, by=people[0], now=MONDAY)
    case, ring = routed(db, keys.staff.ring, people[0])
    letter = answered(db, case, ring, people, 2, **AUNT)
    assert len(owed(db, case, ring)) == 1
    holding.call_back(db, case, letter, actor=people[0], now=at(2), keys=ring)
    assert owed(db, case, ring) == [], "what may still change is told to nobody"
    answered(db, case, ring, people, 2, **{**AUNT, "others_words": "Her uncle, by letter."})
    ((_, what),) = owed(db, case, ring)
    assert "Her uncle" in what
