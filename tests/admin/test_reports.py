"""Reports on the staff site: every number a link for who may follow it, taken away, written round, published."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from models.cases import languages_here
from models.procedure.terms import Role
from models.tables import AuditRow, Case, Message, Publication, RegisterLine, Setting, Staff
from tests.models.reports.conftest import bring  # noqa: F401

ISLE = Path(__file__).parents[1] / "registers" / "isle-of-wight-2016-17"
ASKED = {
    "layout": "isle-of-wight", "authority": "Isle of Wight Council", "from": "2016-04-01", "to": "2017-03-31",
}  # fmt: skip
FIRST = date(2016, 7, 1)
WHERE = urlencode(ASKED)
SHOW, WORDS, PUBLISH = f"/reports/show?{WHERE}", f"/reports/words?{WHERE}", f"/reports/publish?{WHERE}"


@pytest.fixture
def isle(bring):  # noqa: F811
    bring(ISLE)


def actions(db):
    return set(db.scalars(select(AuditRow.action)))


def test_without_anything_counted_the_page_says_so(admin, sign_in):
    sign_in(Role.MANAGER)
    assert "Nothing has been counted yet" in admin.get("/reports").text


def test_choosing_leads_to_the_report_in_one_address(admin, sign_in, isle):
    sign_in(Role.MANAGER)
    admin.get("/reports")
    days = {"period": "other", "first-day": "1", "first-month": "4", "first-year": "2016"}
    chosen = {"go": "1", "layout": ASKED["layout"], "authority": ASKED["authority"], "part": "", **days}
    answer = admin.get(f"/reports?{urlencode(chosen)}")
    assert answer.status_code == 422
    assert "Enter the last day" in answer.text
    chosen |= {"last-day": "31", "last-month": "3", "last-year": "2017"}
    answer = admin.get(f"/reports?{urlencode(chosen)}")
    assert answer.headers["Location"].startswith("/reports/show?layout=isle-of-wight&authority=Isle")


def test_every_number_leads_to_its_cases(admin, sign_in, isle, db):
    sign_in(Role.MANAGER)
    page = admin.get(SHOW).text
    assert "<caption>n = 33</caption>" in page
    link = re.search(r'E-mail</th><td[^>]*><a[^>]*href="([^"]+)">20</a>', page)[1].replace("&amp;", "&")
    cases = admin.get(link).text
    assert "20 cases" in cases
    assert len(re.findall(r'href="/cases/[^"]+"', cases)) == 20
    assert {"report", "report_cases"} <= actions(db)
    assert admin.get(link.replace("table=3a", "table=nothing")).status_code == 404
    assert admin.get(link.replace("column=0", "column=77")).status_code == 404


def test_a_director_reads_no_small_number_and_no_link_az_07(admin, sign_in, isle):
    sign_in(Role.DIRECTOR)
    page = admin.get(SHOW).text
    body = page[page.index("heard-report__of") :]
    assert "/reports/cases" not in body
    numbers = [int(number) for number in re.findall(r'__number">(\d+)</td>', body)]
    assert numbers
    assert not [number for number in numbers if 0 <= number < 5]
    assert admin.get(SHOW.replace("2017-03-31", "2017-03-30")).status_code == 404
    assert admin.get(f"/reports/cases?{WHERE}&table=3a&row=0&column=0").status_code == 404


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"PK"), ("html", b"<!DOC")])
def test_a_file_is_taken_away_marked_and_kept_in_the_audit(admin, sign_in, isle, db, form, begins):
    sign_in(Role.MANAGER, name="Ama Boateng")
    admin.get(SHOW)
    answer = admin.post("/reports/file", data={**ASKED, "format": form})
    assert answer.data.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "report_file" in actions(db)
    if form == "html":
        assert "Taken by Ama Boateng" in answer.text


def test_words_are_written_box_by_box_and_both_texts_are_shown(admin, sign_in, isle):
    sign_in(Role.MANAGER)
    page = admin.get(WORDS).text
    section = re.search(r'name="section" value="([^"]+)"', page)[1]
    admin.post(WORDS, data={"section": section, "seen": "0", "text": "We answered <b>faster</b>."})
    assert "We answered faster." in admin.get(SHOW).text
    admin.get(WORDS)
    answer = admin.post(WORDS, data={"section": section, "seen": "0", "text": "Mine."})
    assert answer.status_code == 409
    assert "We answered &lt;b&gt;faster&lt;/b&gt;." in answer.text
    assert "Mine." in answer.text


def test_a_layout_of_the_councils_own_keeps_its_words_from_year_to_year(admin, sign_in, isle, tmp_path, monkeypatch):
    (tmp_path / "layouts").mkdir()
    table = '[[table]]\nid = "why"\ntitle = "Why"\nsection = "Ours"\nby = ["nature"]\n'
    ours = f'title = "Our own report"\n[[section]]\ntitle = "Ours"\nprompt = "Say what changed."\n{table}'
    (tmp_path / "layouts" / "ours.toml").write_text(ours, "utf-8")
    (tmp_path / "layouts" / "wrong.toml").write_text("[[table", "utf-8")
    settings = replace(admin.application.config["HEARD"], data=tmp_path)
    monkeypatch.setitem(admin.application.config, "HEARD", settings)
    sign_in(Role.MANAGER)
    page = admin.get("/reports").text
    assert "Our own report" in page
    assert "wrong.toml" in page
    where = urlencode({**ASKED, "layout": "ours"})
    assert "Say what changed." in admin.get(f"/reports/words?{where}").text
    data = {"section": "Ours", "text": "We listen on Saturdays now.", "seen": "0"}
    assert admin.post(f"/reports/words?{where}", data=data).status_code == 303
    assert "We listen on Saturdays now." in admin.get(f"/reports/show?{where}").text
    after = urlencode({**ASKED, "layout": "ours", "from": "2017-04-01", "to": "2018-03-31"})
    assert "We listen on Saturdays now." in admin.get(f"/reports/words?{after}").text
    wrong = urlencode({**ASKED, "layout": "wrong"})
    assert admin.get(f"/reports/show?{wrong}").status_code == 404


def test_publishing_needs_a_reason_when_something_does_not_add_up_m_10(admin, portal, sign_in, isle, db):
    sign_in(Role.MANAGER)
    page = admin.get(PUBLISH).text
    if "to look at before publishing" in page:
        assert admin.post(PUBLISH, data={"reason": ""}).status_code == 422
        assert not db.scalars(select(Publication)).all()
    assert admin.post(PUBLISH, data={"reason": "As the council published it."}).status_code == 303
    row = db.scalars(select(Publication)).one()
    assert "Counts below 5 are hidden" in admin.get("/reports").text

    db.merge(Setting(name=languages_here.NAME, value={"on": ["pl"]}, changed_at=row.published_at))
    db.commit()
    listed = portal.get("/reports").text
    assert str(row.id) in listed
    shown = portal.get(f"/reports/{row.id}").text
    assert "As the council published it" not in shown
    assert not [n for n in re.findall(r'__number">(\d+)</td>', shown) if int(n) < 5]
    for form in ("pdf", "docx", "xlsx", "csv", "html"):
        assert portal.get(f"/reports/{row.id}/{form}").status_code == 200
    assert portal.get(f"/reports/{row.id}/exe").status_code == 404

    portal.set_cookie("language", "pl", domain=portal.host)
    polish = portal.get(f"/reports/{row.id}").text
    assert '<html lang="pl"' in polish
    assert '<div lang="en-GB" dir="ltr"><div class="heard-report">' in re.sub(r">\s+<", "><", polish)  # T15
    assert '<span lang="en-GB" dir="ltr">Annual report' in portal.get("/reports").text

    page = admin.get("/reports").text
    assert re.search(rf'href="http[^"]+/reports/{row.id}"', page)  # as everybody reads it
    asks = f"/reports/publish/withdraw/{row.id}"
    assert asks in page
    assert "It leaves the public site at once" in admin.get(asks).text
    assert portal.get(f"/reports/{row.id}").status_code == 200  # it was only asked
    admin.post(asks)
    assert portal.get(f"/reports/{row.id}").status_code == 404
    assert portal.get(f"/reports/{row.id}/pdf").status_code == 404
    assert {"report_published", "report_withdrawn"} <= actions(db)


def test_the_same_days_are_not_published_twice(admin, sign_in, isle):
    sign_in(Role.MANAGER)
    admin.get(PUBLISH)
    admin.post(PUBLISH, data={"reason": "Known."})
    assert "some of the same days" in admin.get(PUBLISH.replace("isle-of-wight", "surrey")).text


def test_the_smallest_number_is_set_within_bounds(admin, sign_in):
    sign_in(Role.MANAGER)
    admin.get("/reports/publish/smallest")
    assert admin.post("/reports/publish/smallest", data={"fewest": "1"}).status_code == 422
    assert admin.post("/reports/publish/smallest", data={"fewest": "10", "confirm": "yes"}).status_code == 303


def test_a_number_counts_no_case_behind_the_wall_az_04(admin, sign_in, isle, db):
    from models.cases.walls import wall_off
    from tests.conftest import MONDAY

    me = sign_in(Role.MANAGER)
    case = db.scalars(select(Case).order_by(Case.reference)).first()
    before = admin.get(SHOW).text
    wall_off(db, [db.get_one(Staff, me.id)], (), now=MONDAY, case=case, confirmed=True)
    db.commit()
    assert "n = 33" in before
    after = admin.get(SHOW).text
    assert case.reference not in after
    assert "n = 32" in after


def test_lists_for_managers_and_asking_for_what_is_missing_s_14(admin, sign_in, isle, db):
    me = sign_in(Role.MANAGER)
    complaints = select(RegisterLine).where(RegisterLine.kind == "Complaint", RegisterLine.received_on > FIRST)
    for line in db.scalars(complaints.order_by(RegisterLine.reference).limit(3)):
        line.nature = None
    db.commit()
    for name in ("late", "upheld", "ombudsman", "duty", "missing"):
        page = admin.get(f"/reports/lists?{WHERE}&list={name}").text
        assert 'aria-current="page"' in page
    assert "Ask for it by email" in page
    case = db.scalars(select(Case)).first()
    for other in db.scalars(select(Case)):
        other.officer_id = me.id
    db.commit()
    answer = admin.post(f"/reports/lists/chase?{WHERE}")
    assert answer.status_code == 303
    assert "1 person is asked by email" in admin.get(answer.headers["Location"]).text
    assert db.scalars(select(Message.kind).where(Message.cause.like("chase:%"))).all() == ["staff"]
    assert admin.post(f"/reports/lists/chase?{WHERE}").status_code == 303
    assert "They were asked today already." in admin.get("/reports").get_data(as_text=True)
    assert db.scalars(select(Message.kind).where(Message.cause.like("chase:%"))).all() == ["staff"]
    assert case.reference not in admin.get("/reports").text
    assert {"report_lists", "chased"} <= actions(db)


def test_an_officer_comes_to_their_own_and_only_a_manager_asks_everybody_s_14(admin, sign_in, isle, db, person):
    me, priya = sign_in(Role.OFFICER), person(Role.OFFICER, name="Priya Shah")
    for line in db.scalars(select(RegisterLine)):
        line.nature = None
    mine, hers, *_ = db.scalars(
        select(Case)
        .join(RegisterLine)
        .where(RegisterLine.kind == "Complaint", RegisterLine.received_on > FIRST)
        .order_by(RegisterLine.reference)
    ).all()
    mine.officer_id = me.id
    for other in db.scalars(select(Case).where(Case.id != mine.id)):
        other.officer_id = priya.staff_id
    db.commit()
    page = admin.get(f"/reports/lists?{WHERE}&list=missing").text
    assert mine.reference in page
    assert hers.reference not in page
    assert "Ask for it by email" not in page
    assert hers.reference in admin.get(f"/reports/lists?{WHERE}&list=missing&whose=all").text
    assert admin.post(f"/reports/lists/chase?{WHERE}").status_code in (403, 404)
