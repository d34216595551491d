"""How many statements a page sends, whatever it shows, and that none of them reads every case (performance.md)."""

import re
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text

from bench.seed import seed, sign_in_person
from models.cases import policies
from models.cases.indexing import add_tags
from models.procedure.terms import Event, Way
from models.tables import CaseEvent, Letter, Point, Tag, ThreadMessage
from tests.conftest import ENGINE, MONDAY
from tests.counting import counting
from tests.making import make_case
from tests.models.tracked import track

MANY = 1_500 if ENGINE == "sqlite" else 8_000  # cases: with fewer, PostgreSQL rightly reads them all
BIG = re.compile(r'\b(?:SCAN|Seq Scan on) "?(case_event|case)"?(?! USING)\b')
PAGES = ("", "/timeline", "/letters")
THEIRS = ("", "/messages", "/points", "/letters", "/opened")


@pytest.fixture
def add(db, keys):
    """`add(25)`: so many cases, just sent."""

    def cases(count):
        made = [
            make_case(db, keys.staff.ring, now=MONDAY, reference=f"HV-{uuid.uuid4().hex[:11].upper()}")
            for _ in range(count)
        ]
        db.commit()
        return made

    return cases


@pytest.fixture
def entries(db, officer):
    """Gives a case so many more of everything that its pages show."""

    def write(opened, first, last):
        case, ring, shared = opened.case, opened.keys, {"case_id": opened.case.id}
        for number in range(first, last):
            at = MONDAY + timedelta(minutes=number)
            point = Point(id=uuid.uuid4(), **shared, number=number, revision=1)
            ring.seal(Point.text, point, "It took too long.")
            message = ThreadMessage(id=uuid.uuid4(), **shared, at=at, from_staff_id=officer.id)
            ring.seal(ThreadMessage.body, message, "We have read this.")
            letter = Letter(id=uuid.uuid4(), **shared, kind="thanks", way=Way.HERE, released_at=at)
            ring.seal_json(Letter.body, letter, {"subject": "Thank you", "blocks": []})
            noted = CaseEvent(
                id=uuid.uuid4(), **shared, number=100 + number, event=Event.NOTED, at=at, on=MONDAY.date(),
                actor_kind="staff", actor_id=officer.id, actor_name="Priya Shah", reason=None,
            )  # fmt: skip
            ring.seal(CaseEvent.details, noted, "Rang, no answer.")
            db.add_all([point, message, letter, noted])
        db.commit()
        return case.reference

    return write


def sent(sessions, browser, address, status=200):
    """The statements of one page, with everything that a process keeps from its first request kept."""
    browser.get(address)
    with counting(sessions.engine) as seen:
        assert browser.get(address).status_code == status
    return seen


def test_a_question_page_sends_one_statement(portal, sessions):
    portal.post("/your-voice/3", data={"topics": "home"})
    for address in ("/", "/your-voice/1", "/your-voice/3", "/your-voice/5", "/your-say/8"):
        assert len(sent(sessions, portal, address)) <= 1, address


def test_sending_costs_the_same_however_much_was_answered(portal, sessions):
    """Eight tables are written, so performance.md's eight statements would leave none for reading the draft."""

    def send(answers):
        for number, data in answers.items():
            portal.post(f"/your-voice/{number}", data=data)
        portal.get("/your-voice/check")
        with counting(sessions.engine) as seen:
            assert portal.post("/your-voice/check").status_code == 303
        portal.get("/leave")
        return seen

    short = {3: {"topics": "home"}}
    long = {2: {"safe": "yes"}, 3: {"topics": ["home", "moving", "school"]}, 5: {"story": "x" * 40_000}}
    send(short)  # a process's first: the policy in force is read once
    first, second = send(short), send(long)
    assert len(first) == len(second), "a statement for each answer"
    assert len(first) <= 13, first
    written = [statement for statement in first if statement.startswith("INSERT")]
    assert len(written) <= 8, "more than one statement for a table"


def test_the_queue_costs_the_same_with_one_row_and_twenty_five(admin, officer, sessions, add):
    add(1)
    one = sent(sessions, admin, "/queue")
    add(24)
    many = sent(sessions, admin, "/queue")
    assert len(one) == len(many) <= 5, many


@pytest.mark.parametrize("page", PAGES)
def test_a_case_costs_the_same_with_two_entries_and_ten(admin, officer, sessions, add, entries, page):
    (opened,) = add(1)
    reference = entries(opened, 1, 3)
    two = sent(sessions, admin, f"/cases/{reference}{page}")
    entries(opened, 3, 11)
    ten = sent(sessions, admin, f"/cases/{reference}{page}")
    assert len(two) == len(ten) <= 10, ten


@pytest.mark.parametrize("page", THEIRS)
def test_their_own_page_costs_the_same_with_two_entries_and_ten(portal, db, sessions, add, entries, page):
    (opened,) = add(1)
    entries(opened, 1, 3)
    track(db, portal, opened)
    two = sent(sessions, portal, f"/your-page{page}")
    entries(opened, 3, 11)
    ten = sent(sessions, portal, f"/your-page{page}")
    assert len(two) == len(ten) <= 8, ten


def test_a_search_costs_five_statements_at_most(admin, officer, db, keys, sessions, add):
    cases = [opened.case for opened in add(3)]
    for case in cases:
        add_tags(db, keys.staff.index, case.id, {"phone": ["01632 960555"]})
    db.commit()
    assert len(sent(sessions, admin, f"/queue/search?q={cases[0].reference}", 303)) <= 4
    assert len(sent(sessions, admin, "/queue/search?q=01632960555")) <= 5


def test_looking_through_texts_costs_as_much_for_one_case_as_for_twenty_five(admin, officer, sessions, add, entries):
    entries(add(1)[0], 1, 3)
    one = sent(sessions, admin, "/queue/search?q=elephant")
    for opened in add(24):
        entries(opened, 1, 3)
    many = sent(sessions, admin, "/queue/search?q=elephant")
    assert len(one) == len(many) <= 32, many


@contextmanager
def asked(engine):
    """Every statement with its values, so that the database can be asked how it would answer it."""
    seen = []

    def note(connection, cursor, statement, parameters, context, many):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")) and not many:
            seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plans(sessions, statements):
    explain = "EXPLAIN QUERY PLAN " if ENGINE == "sqlite" else "EXPLAIN "
    with sessions.engine.connect() as connection:
        for statement, values in statements:
            rows = connection.exec_driver_sql(explain + statement, values).all()
            yield statement, "\n".join(str(row[-1]) for row in rows)


@pytest.fixture
def many(sessions, keys):
    made = seed(sessions, keys.staff.ring, keys.staff.index, MANY, now=MONDAY)
    with sessions.engine.execution_options(write=True).begin() as connection:
        connection.execute(text("ANALYZE"))
    policies.forget()
    return made


@pytest.mark.slow
def test_no_page_reads_every_case_or_every_event(many, admin, portal, officer, db, sessions):
    known = many.known[0]
    portal.use_cookie("heard", sign_in_person(db, known, now=MONDAY))
    db.commit()
    days = "&since-day=1&since-month=11&since-year=2026&until-day=30&until-month=11&until-year=2026"
    shows = ("all", "new", "mine", "safety", "freeze", "soon", "late", "person", "service", "other", "closed")
    whose = ("", days, f"&officer={officer.id}", f"&officer=nobody{days}")
    addresses = [f"/queue?show={show}{narrow}" for show in shows for narrow in whose]
    addresses += [f"/cases/{known.reference}{page}" for page in (*PAGES, "/people")]
    addresses += [f"/queue/search?q={wanted}" for wanted in (known.reference, known.phone, "nobody@mail.example")]
    with asked(sessions.engine) as statements:
        for address in addresses:
            assert admin.get(address).status_code in (200, 303), address
        deep = re.search(r'href="(/queue\?[^"]*after=[^"]*)"', admin.get("/queue").text)
        assert deep
        admin.get(deep[1].replace("&amp;", "&"))
        for page in THEIRS:
            portal.get(f"/your-page{page}")
    wrong = [f"{plan}\n{statement}" for statement, plan in plans(sessions, statements) if BIG.search(plan)]
    assert len(statements) > 40
    assert not wrong, wrong[0]


@pytest.mark.slow
def test_the_seed_is_found_by_what_is_on_its_card(many, db):
    """Otherwise the plans above would be those of a search that finds nothing."""
    assert db.scalars(select(Tag.case_id).where(Tag.case_id == many.known[0].id)).first()
