"""Publishing: what everybody may read is guarded, checked, kept as plain files, and remembered (PRV-13, M-10, Q-09)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.procedure.periods import Period, quarters
from models.procedure.terms import Role
from models.reports import narrating, publishing
from models.reports.folding import TOGETHER
from models.reports.narrating import About, NotForThem, WordsChanged
from models.reports.report import Check
from models.reports.writers import FORMATS
from models.sealing import Unreadable
from models.tables import AuditRow, ReportWords
from tests.conftest import MONDAY
from tests.models.cases.answered import who
from tests.models.reports.making import FIRST, LAST, WAYS, report, table

YEAR = Period(FIRST, LAST)
ABOUT = About("test", "Ashbourne County Council", "", YEAR)


@pytest.fixture
def ring(keys):
    return keys.staff.ring


@pytest.fixture
def ama(person):
    return who(person(Role.MANAGER, name="Ama Boateng"))


@pytest.fixture
def bo(person):
    return who(person(Role.MANAGER, name="Bo Lind"))


def publish(db, ring, by, made=None, reason=""):
    row = publishing.publish(db, ring, made or report(WAYS), reason=reason, by=by, now=MONDAY)
    db.commit()
    return row


def test_what_is_published_is_guarded_and_comes_in_every_format(db, ring, ama):
    row = publish(db, ring, ama)
    _, document = publishing.one(db, row.id)
    labels = [cells.label for cells in document.parts[0].tables[0].table.rows]
    assert labels == ["E-mail", TOGETHER, "Total"]
    assert document.public
    for form in FORMATS:
        assert publishing.file_of(db, row.id, form)
    assert "report_published" in set(db.scalars(select(AuditRow.action)))


def test_a_check_that_fails_stops_it_until_somebody_says_why_m_10(db, ring, ama):
    made = report(WAYS, checks=(Check("rows", "3a", "33 of 32"),))
    with pytest.raises(publishing.ChecksFail):
        publishing.publish(db, ring, made, reason=" ", by=ama, now=MONDAY)
    row = publish(db, ring, ama, made, reason="The register of 2019 was so.")
    assert "2019" not in str(row.body)


def test_a_new_edition_takes_the_place_of_the_old_and_shows_no_more_of_it(db, ring, ama):
    first = publish(db, ring, ama)
    grown = table([("E-mail", 4, 20), ("Letter", 4, 9), ("Telephone", 4, 7), ("In person", 4, 6), ("Total", None, 42)])
    second = publish(db, ring, ama, report(grown))
    assert [row.id for row in publishing.published(db)] == [second.id]
    assert publishing.one(db, first.id) is None
    assert publishing.file_of(db, first.id, "pdf") is None
    _, document = publishing.one(db, second.id)
    assert "Telephone" not in [cells.label for cells in document.parts[0].tables[0].table.rows]


@pytest.mark.parametrize(
    "other",
    [{"first": date(2026, 1, 1)}, {"layout": "surrey"}, {"part": "Family Help"}],
    ids=["days", "layout", "part"],
)
def test_the_same_days_are_not_told_in_two_ways(db, ring, ama, other):
    publish(db, ring, ama)
    with pytest.raises(publishing.Overlaps, match="some of the same days"):
        publishing.publish(db, ring, replace(report(WAYS), **other), reason="", by=ama, now=MONDAY)


@pytest.mark.parametrize("quarter_first", [True, False])
def test_a_quarter_and_its_year_are_not_both_published_and_it_says_what_to_do_prv_13(db, ring, ama, quarter_first):
    year = report(WAYS)
    both = [replace(year, last=quarters(YEAR)[0].last), year]
    before, after = both if quarter_first else reversed(both)
    publishing.publish(db, ring, before, reason="", by=ama, now=MONDAY)
    with pytest.raises(publishing.Overlaps, match=r"Point people to that report, or .* can show its quarters"):
        publishing.publish(db, ring, after, reason="", by=ama, now=MONDAY)


def test_a_withdrawn_one_is_gone_and_still_remembered(db, ring, ama):
    row = publish(db, ring, ama)
    publishing.withdraw(db, row.id, by=ama, now=MONDAY)
    db.commit()
    assert publishing.published(db) == []
    with pytest.raises(publishing.Overlaps):
        publishing.publish(db, ring, replace(report(WAYS), layout="surrey"), reason="", by=ama, now=MONDAY)


def test_words_are_kept_sealed_and_last_years_are_offered(db, ring, keys, ama):
    last_year = About("test", ABOUT.authority, "", YEAR.back(1))
    narrating.keep_words(db, ring, last_year, "Outcomes", "We were slow.", seen=0, by=ama, now=MONDAY)
    narrating.keep_words(db, ring, ABOUT, "Outcomes", "We are quicker.", seen=0, by=ama, now=MONDAY)
    db.commit()
    box = narrating.boxes(db, ring, ABOUT)["Outcomes"]
    assert (box.text, box.before, box.number, box.written_by) == ("We are quicker.", "We were slow.", 1, "Ama Boateng")
    for row in db.scalars(select(ReportWords)):
        with pytest.raises(Unreadable):
            keys.public.ring.open(ReportWords.text, row)


def test_two_people_in_one_box_lose_nothing(db, ring, ama, bo):
    narrating.keep_words(db, ring, ABOUT, "Outcomes", "Ama's words.", seen=0, by=ama, now=MONDAY)
    with pytest.raises(WordsChanged) as caught:
        narrating.keep_words(db, ring, ABOUT, "Outcomes", "Bo's words.", seen=0, by=bo, now=MONDAY)
    assert caught.value.theirs.text == "Ama's words."
    narrating.keep_words(db, ring, ABOUT, "Outcomes", "Both.", seen=1, by=bo, now=MONDAY + timedelta(hours=1))
    assert narrating.boxes(db, ring, ABOUT)["Outcomes"].text == "Both."


def test_a_quote_is_in_no_report_before_somebody_else_released_it(db, ring, ama, bo):
    where = (ABOUT.authority, YEAR)
    narrating.keep_quote(db, ring, *where, "They listened.", "A young person", by=ama, now=MONDAY)
    (kept,) = narrating.quotes(db, ring, *where)
    assert narrating.released(db, ring, *where) == ()
    with pytest.raises(NotForThem):
        narrating.release_quote(db, kept.id, by=ama, now=MONDAY)
    narrating.release_quote(db, kept.id, by=bo, now=MONDAY)
    (kept,) = narrating.quotes(db, ring, *where)
    assert (kept.releaser, kept.released_at) == ("Bo Lind", MONDAY)
    row = publish(db, ring, ama)
    assert [quote.text for quote in publishing.one(db, row.id)[1].quotes] == ["They listened."]
    narrating.drop_quote(db, kept.id, by=ama, now=MONDAY)
    assert narrating.released(db, ring, *where) == ()


def test_the_smallest_number_shown_is_a_setting_within_bounds(db, ring, ama):
    publishing.set_fewest(db, 10, by=ama, now=MONDAY)
    assert publishing.fewest_shown(db) == 10
    with pytest.raises(ValueError, match="from 3 to 20"):
        publishing.set_fewest(db, 1, by=ama, now=MONDAY)


def test_days_that_are_not_over_are_not_published_prv_13(db, ring, ama):
    """Two editions of one unfinished period would tell what came between them."""
    for last in (MONDAY.date(), MONDAY.date() + timedelta(days=30)):
        with pytest.raises(publishing.NotOver, match="once they are over"):
            publishing.publish(db, ring, replace(report(WAYS), last=last), reason="Why not", by=ama, now=MONDAY)
    assert publishing.published(db) == []
    publish(db, ring, ama, replace(report(WAYS), last=MONDAY.date() - timedelta(days=1)))
