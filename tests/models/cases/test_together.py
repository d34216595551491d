"""Several people complain together on one case, and each is a complainant in their own right (S-39)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import (
    alerting,
    contacting,
    corresponding,
    holding,
    their_alerts,
    thread,
    together,
    withdrawing,
)
from models.cases.complainants import everybody, names, still_in
from models.cases.posting import mark_as_posted
from models.cases.printing import paper
from models.cases.releasing import letters_of, main_holder, release
from models.cases.returning import Theirs
from models.cases.told import ContactCard
from models.cases.wishes import wishes_of
from models.jobs.late import tell_people
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Procedure, Safe, State, Way
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.message import Message
from models.tables.together import Complainant
from models.tables.words import BACK, GONE, REPLACED, Letter, SafeWay
from tests.conftest import MONDAY
from tests.models.cases.screened import Desk

POST = ContactCard(ways=(Way.POST,), address="4 Mill Lane\nAshbourne")
MAIL = ContactCard(ways=(Way.EMAIL,), email="pat@example.com")
DAY = timedelta(days=1)
CONTENT: dict[str, object] = {
    "subject": "Hello",
    "blocks": [{"id": "a", "heading": "", "paragraphs": ["A."], "list": [], "locked": False}],
}


@pytest.fixture
def ours(desk: Desk) -> Desk:
    """Nothing waits for minutes, so that a test says what leaves and when."""
    holding.hold_for(desk.db, 0, by=desk.manager, now=MONDAY)
    for row in desk.db.query(SafeWay).filter_by(case_id=desk.case.id):
        row.allowed = row.way is Way.HERE
    desk.decides(Procedure.STATUTORY, "own_right")
    return desk


def joins(desk: Desk, name: str = "Pat Marsh", **more: object) -> Complainant:
    given = {"name": name, "agreed": "both_spoken", "relation": "father", "card": POST, **more}
    return together.add(desk.db, desk.case, together.Joining(**given), **desk.by())  # type: ignore[arg-type]


def to(desk: Desk, one: Complainant | None, kind: str = "") -> list[Letter]:
    rows = [row for row in letters_of(desk.db, desk.case) if row.to_id == (one and one.id)]
    return [row for row in rows if not kind or row.kind == kind]


def answered(desk: Desk) -> Letter:
    return release(desk.db, desk.case, "answer_statutory", CONTENT, event=Event.S1_ANSWERED, **desk.by())


def test_each_of_several_has_their_own_contact_letters_wishes_and_withdrawal_s_39(ours: Desk) -> None:
    desk = ours
    pat = joins(desk, wants="I want my weekends with him back.")
    assert names(desk.db, desk.case, desk.opened.keys) == {None: "Jo Marsh", pat.id: "Pat Marsh"}
    assert [row.kind for row in to(desk, pat)] == ["joined"], "nothing that went before is theirs"
    assert "weekends" in str(wishes_of(desk.db, desk.case, desk.opened.keys))
    assert any(wish.asked.startswith("Pat Marsh: ") for wish in wishes_of(desk.db, desk.case, desk.opened.keys))
    first = answered(desk)
    (second,) = to(desk, pat, "answer_statutory")
    assert (first.to_id, second.beside_id, first.way, second.way) == (None, first.id, Way.HERE, Way.POST)
    printed = paper(desk.db, desk.case, second, desk.opened.keys)
    assert printed
    assert printed.to == ("Pat Marsh", "4 Mill Lane", "Ashbourne")
    until = together.leave(desk.db, desk.case, pat, how="phone", said="No more.", **desk.by())
    assert until > MONDAY.date()
    assert [row.kind for row in to(desk, pat)] == ["withdrawal_alone"], "what had not gone does not go"
    assert to(desk, None, "withdrawal") == []
    assert desk.case.state is State.S1_RESPONDED, "the others go on"


def test_the_clock_stops_when_the_last_of_them_was_sent_theirs_s_39_k_18(ours: Desk) -> None:
    pat = joins(ours)
    answered(ours)
    assert ours.clock(Clock.S1_RESPONSE).stopped_on is None, "one of them has no answer yet"
    (theirs,) = to(ours, pat, "answer_statutory")
    holding.agree(ours.db, ours.case, theirs, actor=ours.manager, now=MONDAY)
    mark_as_posted(ours.db, ours.case, theirs, on=(MONDAY + DAY).date(), actor=ours.officer, now=MONDAY + DAY)
    assert ours.clock(Clock.S1_RESPONSE).stopped_on == (MONDAY + DAY).date()


def test_who_withdraws_waits_for_no_letter_and_holds_up_nobody_s_39(ours: Desk) -> None:
    pat = joins(ours)
    first = answered(ours)
    assert first.counted_on
    assert ours.clock(Clock.S1_RESPONSE).stopped_on is None
    together.leave(ours.db, ours.case, pat, how="writing", **ours.by())
    assert ours.clock(Clock.S1_RESPONSE).stopped_on == MONDAY.date()


def test_when_the_first_withdraws_the_case_goes_on_for_the_others_s_39(ours: Desk) -> None:
    pat = joins(ours)
    jo = next(one for one in everybody(ours.db, ours.case) if one.first)
    together.leave(ours.db, ours.case, jo, how="phone", **ours.by())
    assert ours.case.state is State.S1_OPEN
    sent = answered(ours)
    assert (sent.to_id, sent.event) == (pat.id, Event.S1_ANSWERED)
    assert to(ours, None, "answer_statutory") == []
    together.come_back(ours.db, ours.case, jo, said="I changed my mind.", **ours.by())
    assert {one.id for one in still_in(ours.db, ours.case)} == {jo.id, pat.id}


def test_the_last_one_who_withdraws_ends_it_and_never_one_for_all_s_39_e_32(ours: Desk) -> None:
    pat = joins(ours)
    with pytest.raises(NotAllowed, match="which of them withdraws"):
        withdrawing.withdraw(ours.db, ours.case, how="phone", **ours.by())
    jo = next(one for one in everybody(ours.db, ours.case) if one.first)
    together.leave(ours.db, ours.case, jo, how="phone", **ours.by())
    with pytest.raises(NotAllowed, match="stopped already"):
        together.leave(ours.db, ours.case, jo, how="phone", **ours.by())
    together.leave(ours.db, ours.case, pat, how="phone", **ours.by())
    assert ours.case.state is State.WITHDRAWN
    assert to(ours, pat, "withdrawal")
    withdrawing.reinstate(ours.db, ours.case, **ours.by())
    assert ours.case.state is State.S1_OPEN


def test_a_letter_called_back_is_called_back_for_all_of_them_s_39(ours: Desk) -> None:
    holding.hold_for(ours.db, 5, by=ours.manager, now=MONDAY)
    pat = joins(ours, card=MAIL)
    first = release(ours.db, ours.case, "closure", CONTENT, event=None, **ours.by())
    (second,) = to(ours, pat, "closure")
    holding.call_back(ours.db, ours.case, second, **ours.by())
    ours.db.refresh(first)
    assert (first.state, second.state) == (BACK, BACK)
    made = holding.send_changed(ours.db, ours.case, first, {**CONTENT, "subject": "Better"}, "", **ours.by())
    ours.db.refresh(second)
    assert (first.state, second.state) == (REPLACED, REPLACED)
    (again,) = to(ours, pat, "closure")
    assert again.beside_id == made.id
    holding.leave_due(ours.db, now=MONDAY + DAY)
    ours.db.refresh(again)
    assert (made.state, again.state) == (GONE, GONE)


def test_nobody_reads_what_another_of_them_wrote_or_was_written_s_39_az_02(ours: Desk) -> None:
    pat = joins(ours)
    corresponding.send_message(ours.db, ours.case, "For Pat.", to_id=pat.id, **ours.by())
    corresponding.send_message(ours.db, ours.case, "For Jo.", **ours.by())
    ours.db.flush()

    def read(theirs: Complainant | None) -> list[str]:
        rows = thread.messages_of(ours.db, ours.case, theirs=theirs, all_of_them=False)
        return [str(ours.opened.keys.open(type(row).body, row)) for row in rows]

    assert (read(pat), read(None)) == (["For Pat."], ["For Jo."])
    assert len(thread.messages_of(ours.db, ours.case)) == 2, "staff read all of it"
    mine = {row.id for row in thread.letters_of(ours.db, ours.case)}
    assert not mine & {row.id for row in thread.letters_of(ours.db, ours.case, to_id=pat.id)}


def test_each_says_for_themselves_which_way_is_safe_s_39_prv_10(ours: Desk) -> None:
    pat = joins(ours, card=MAIL)
    holder = ours.db.get_one(Holder, pat.holder_id)
    before = contacting.card_of(ours.db, ours.opened.keys, ours.case)
    contacting.change(ours.db, ours.case, holder, POST, another=pat.id, **ours.by(day=MONDAY + DAY))
    card = contacting.card_to(ours.db, ours.opened.keys, ours.case, pat.id)
    assert card
    assert card["address"] == POST.address
    assert contacting.card_of(ours.db, ours.opened.keys, ours.case) == before, "the other’s card is as it was"
    contacting.still_safe(
        ours.db, ours.case, holder, Way.POST, False, actor=ours.officer, now=MONDAY, equal=True
    )  # fmt: skip
    card = contacting.card_to(ours.db, ours.opened.keys, ours.case, pat.id)
    assert card
    assert card["ways"] == []
    assert contacting.card_of(ours.db, ours.opened.keys, ours.case) == before


def test_each_of_them_hears_that_we_are_late_unless_they_withdrew_s_39_t58(ours: Desk) -> None:
    pat = joins(ours, card=MAIL)
    sue = joins(ours, "Sue Marsh", card=MAIL)
    first = ours.db.query(Holder).filter(Holder.words_wrap.is_not(None)).first()
    for one in (pat, sue):  # who has no words has no page that a notice could lead to (K-18)
        ours.db.get(Holder, one.holder_id).words_wrap = first.words_wrap
    together.leave(ours.db, ours.case, sue, how="phone", **ours.by())
    tell_people(ours.db, now=MONDAY + 30 * DAY)
    told = {row.holder_id for row in ours.db.query(Message) if row.cause.startswith("late:")}
    assert pat.holder_id in told
    assert sue.holder_id not in told


def test_joining_needs_everybodys_word_and_a_case_that_goes_on_s_39(ours: Desk) -> None:
    with pytest.raises(NotAllowed, match="how each of them said"):
        joins(ours, agreed="")
    with pytest.raises(NotAllowed, match="does not complain here yet"):
        joins(ours, "jo marsh")
    joins(ours)
    with pytest.raises(NotAllowed, match="does not complain here yet"):
        joins(ours, "PAT MARSH")
    case: Case = ours.case
    case.anonymous = True
    with pytest.raises(NotAllowed, match="becomes a case of its own"):
        joins(ours, "Sue Marsh")


def test_what_one_of_them_told_the_safety_team_stands_on_their_own_page_alone_s_39_az_02(ours: Desk) -> None:
    pat = joins(ours)
    his = ours.db.get_one(Holder, pat.holder_id)
    hers = main_holder(ours.db, ours.case)
    first = ours.db.scalars(select(Complainant).where(Complainant.first.is_(True))).one()
    assert hers
    for said, holder_id in (("Jo hits me.", his.id), ("He shouts.", hers.id), ("They are not safe.", None)):
        alerting.raise_alert(
            ours.db, council="ashbourne", kind=Safe.NO, said=said, reach="", about_worker=None, worker="",
            holder_id=holder_id, case=ours.case, **ours.by(),
        )  # fmt: skip
    seen = [
        their_alerts.alerts(ours.db, Theirs(holder, ours.case, None, several=one))
        for holder, one in ((his, pat), (hers, first), (hers, None))
    ]
    assert [len(found) for found in seen] == [1, 2, 3], "who complains alone reads all of them"
