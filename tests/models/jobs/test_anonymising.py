"""Anonymous: what is left of a case is counted as before and leads to nobody, also after a restore (RET-01)."""

import json
import uuid

import pytest
from sqlalchemy import String, func, select

from models.cases import coming_up, keeping, retaining
from models.cases.certifying import certificate
from models.cases.finding import visible
from models.jobs.anonymising import STAY
from models.jobs.erased_again import erase_again, list_erased
from models.jobs.erasing import KEPT, pointing
from models.jobs.taking_away import catch_up
from models.procedure import retention
from models.procedure.independence import Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.retention import Action, Kind, Period, Trigger
from models.procedure.terms import Role, State
from models.tables import Action as Promise
from models.tables import (
    Appointment,
    Base,
    Case,
    OmbudsmanCase,
    Outsider,
    Point,
    RegisterLine,
    RetentionDecision,
    Spend,
    TheirWords,
    WallEntry,
)
from tests.conftest import MONDAY
from tests.models.cases.answered import who
from tests.models.jobs.ending import LATER, ended
from tests.models.jobs.test_erasing import counted

YEARS = Period(Trigger.CLOSED, 6, Action.ANONYMISE)
PEOPLE = {"staff", "outsider", "appointment"}


@pytest.fixture
def yearly(db, two):
    row = retaining.ask(db, Kind.STATUTORY, YEARS, "Schedule 4", actor=two[0], now=MONDAY)
    retaining.settle(db, row.id, agree=True, actor=two[1], now=MONDAY)
    db.commit()


@pytest.fixture
def named(person):
    return person(Role.RESPONDER, name="Frank Low").staff_id


@pytest.fixture
def case(db, keys, store, two, named):
    """Closed, with everybody who may be named beside it."""
    row = ended(db, keys, store)
    row.age_band = "13_15"
    db.add(WallEntry(case_id=row.id, staff_id=named, because="named", confirmed=True, raised_at=MONDAY))
    db.scalars(select(Point)).one().responder_id = named
    db.scalars(select(Promise)).one().owner_id = named
    pool = Outsider(id=uuid.uuid4(), name="Ines Okoro", investigates=True, independent=True, declared_at=MONDAY)
    keys.staff.ring.seal_json(Outsider.details, pool, {})
    db.add(pool)
    db.flush()
    went = Appointment(
        id=uuid.uuid4(), case_id=row.id, outsider_id=pool.id, part=Part.INVESTIGATOR, appointed_on=MONDAY.date(),
        appointed_by=named,
    )  # fmt: skip
    db.add(went)
    db.flush()
    day = MONDAY.date()
    db.add(
        Spend(
            paid_on=day,
            heading="fees",
            pence=100,
            line=f"{day} fees 100 {row.reference} 1",
            case_id=row.id,
            appointment_id=went.id,
        )
    )
    db.add(OmbudsmanCase(case_id=row.id, ombudsman_reference="26 003 412", received_on=day, decided_on=day))
    db.commit()
    return row


@pytest.fixture
def anonymous(db, keys, writing, two, yearly, case, erased_now):
    """What was counted before, its id and its reference: two agreed, and the worker had its turn."""
    said = case.id, case.reference
    db.rollback()
    catch_up(writing)
    by = {"now": LATER, "keys": keys.staff.ring}
    keeping.decide(db, case, "anonymise", why="Its day came.", actor=two[0], **by)
    keeping.settle(db, case, agree=True, actor=two[1], **by)
    db.commit()
    db.rollback()
    before = counted(db)
    assert erased_now() == 1
    db.rollback()
    db.expire_all()
    return before, *said


def without_references(found):
    lines, events, cases = found
    return (
        [[value for value in line if "HV-" not in str(value)] for line in lines],
        events,
        [row.split(",", 1)[1] for row in cases],
    )


def test_a_period_may_end_so_and_the_list_says_so(db, two, yearly, case):
    assert [one.action for one in coming_up.due(db, two[0], LATER.date())] == ["anonymise"]
    said = retaining.in_force(db)[Kind.STATUTORY].words
    assert said == "6 years from the day it was closed; then it is made anonymous, unless somebody says why not"


def test_a_request_to_see_records_cannot_be_made_anonymous():
    asked = Period(Trigger.CLOSED, 2, Action.ANONYMISE)
    assert "choose that it is erased" in (retention.fault(asked, Kind.ACCESS) or "")
    assert retention.fault(asked, Kind.CORPORATE) is None


def test_every_figure_is_as_it_was_and_its_words_are_gone(db, anonymous):
    before, case_id, _ = anonymous
    assert without_references(counted(db)) == without_references(before)
    assert not db.scalars(select(TheirWords)).all()
    assert db.get_one(Case, case_id).erased_on == LATER.date()
    assert db.scalars(select(Spend.appointment_id)).all() == [None], "what it cost is counted on"


def test_nothing_leads_from_what_is_left_to_anybody(db, anonymous):
    _, case_id, reference = anonymous
    case, line = db.get_one(Case, case_id), db.get_one(RegisterLine, case_id)
    assert case.reference != reference
    assert (line.reference, case.age_band) == (case.reference, None)
    assert db.scalars(select(OmbudsmanCase.ombudsman_reference)).one() != "26 003 412"
    for column in (one for table in Base.metadata.sorted_tables for one in table.columns if type(one.type) is String):
        assert not db.scalars(select(column).where(column.contains(reference))).all(), column
    for table in (Base.metadata.tables[name] for name in KEPT):
        mine = table.c.id if table.name == "case" else pointing(table)[0]
        for column in table.columns:
            somebody = {key.column.table.name for key in column.foreign_keys} & PEOPLE
            if somebody and f"{table.name}.{column.name}" not in STAY:
                found = select(func.count()).select_from(table).where(column.is_not(None), mine == case_id)
                assert db.scalar(found) == 0, f"{table.name}.{column.name}"


def test_it_is_on_no_list_and_its_certificate_bears_the_new_number_alone(db, two, anonymous, person):
    _, _, reference = anonymous
    manager = who(person(Role.MANAGER, name="Hannah Cole"))
    assert not db.scalars(select(Case).where(visible(manager))).all()
    row = db.scalars(select(RetentionDecision)).one()
    one = certificate(db, two[0], row.id)
    assert one is not None
    assert one.case.reference != reference
    gone = json.loads(row.gone)
    assert (gone["wall"], gone["appointment"]) == (1, 1)
    assert "Who of ours was kept from it, and who from outside was appointed" in dict(one.gone)


def test_it_is_made_anonymous_again_when_a_backup_brings_it_back_ret_05(db, keys, writing, store, anonymous, tmp_path):
    _, case_id, reference = anonymous
    db.rollback()
    assert list_erased(writing, tmp_path) == 1
    case = db.get_one(Case, case_id)
    case.erased_on, case.anonymised, case.reference = None, False, reference  # as an older copy says
    db.commit()
    assert erase_again(writing, keys.worker, store, tmp_path, now=LATER) == 1
    db.rollback()
    db.expire_all()
    back = db.get_one(Case, case_id)
    assert back.anonymised
    assert back.reference != reference


def test_one_person_or_what_is_not_over_stops_it_as_it_stops_erasing(db, keys, two, yearly, case):
    by = {"now": LATER, "keys": keys.staff.ring}
    keeping.decide(db, case, "anonymise", why="Over.", actor=two[0], **by)
    with pytest.raises(NotAllowed, match="Somebody else"):
        keeping.settle(db, case, agree=True, actor=two[0], **by)
    case.closed_on, case.state = None, State.NEW
    db.flush()
    with pytest.raises(NotAllowed, match="It is not closed"):
        keeping.settle(db, case, agree=True, actor=two[1], **by)
