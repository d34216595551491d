"""Filing for a child from an account, a brother or sister, and the child's own words (A1 to A8, T52, AZ-14)."""

import io
import re
import uuid

import pytest
from sqlalchemy import select

from models.cases import choosing, reissuing
from models.cases.releasing import main_holder
from models.procedure.lifecycle import NotAllowed
from models.procedure.reaching import DETAILS
from models.procedure.terms import Journey, Role
from models.sealing import Lock
from models.tables import AdvocateAccess, AdvocateDraft, Case, CaseLink, Holder, Upload
from tests.files import jpeg, wav
from tests.models.cases.answered import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, another_holder, case_with_words
from tests.portal.test_tracking import add_points, page

FILED = {
    "instructed__instructed": "instructed",
    "child__name": "Sam Lee",
    "child__age": "13_15",
    "words__child_words": "They moved me and I do not see my sister.",
    "contact__speak_to": "child_decides",
    "copies__copies": ["acknowledgement"],
    "do": "send",
}


HERE = f"/children/{REFERENCE}"


def come_back(portal, reference=REFERENCE):
    portal.post("/come-back", data={"reference": reference, "secret_words": WORDS})


def test_they_file_for_a_child_and_read_on_only_once_the_child_has_said_yes_a1_a8(admin, sign_in, ade, db, keys, clock):
    sign_in(account=ade)
    html = admin.get("/children/new").get_data(as_text=True)
    assert "Alongside Advocacy" in html, "their own details are there already"
    instance = re.search(r'name="instance" value="([^"]+)"', html)[1]
    assert "This is for one child. When it is sent, you can send another for a brother or sister" in html
    wrong = admin.post("/children/new", data={**FILED, "words__child_words": "", "instance": instance})
    assert wrong.status_code == 422
    assert "Write the child’s words here, or what you saw" in wrong.get_data(as_text=True), "it is all on this one page"
    sent = admin.post("/children/new", data={**FILED, "instance": instance})
    assert sent.status_code == 303
    assert admin.post("/children/new", data={**FILED, "instance": instance}).location == sent.location, "one case (R2)"
    case = db.scalars(select(Case)).one()
    assert (case.journey, case.young_person) == (Journey.ADVOCATE, True)
    html = admin.get(sent.location).get_data(as_text=True)
    assert "Until the child has said yes" in html
    assert admin.post(sent.location, data={"text": "Hello."}).status_code == 404
    access = db.scalars(select(AdvocateAccess)).one()
    sign_in(Role.OFFICER)
    where = f"/cases/{case.reference}/beside"
    assert "The child has not said yet" in admin.get(where).get_data(as_text=True)
    assert admin.post(f"{where}/{access.id}", data={}).status_code == 422
    admin.post(f"{where}/{access.id}", data={"how": "in_person", "copies": ["letters"]})
    sign_in(account=ade)
    assert admin.post(sent.location, data={"text": "Hello."}).status_code == 303
    assert "Hello." in admin.get(sent.location).get_data(as_text=True)


def test_they_send_what_the_child_drew_and_said_with_it_and_it_stands_beside_the_words_a3(admin, sign_in, ade, db):
    sign_in(account=ade)
    given = {**FILED, "words__child_words": "", "instance": str(uuid.uuid4())}

    def send(**more):
        chosen = [(io.BytesIO(jpeg()), "drawing.jpg"), (io.BytesIO(wav()), "said.wav")]
        return admin.post("/children/new", data={**given, "files": chosen, **more})

    wrong = send(files=[(io.BytesIO(b"MZ" + bytes(200)), "a.exe")], words__notes="What I saw.")
    assert wrong.status_code == 422
    assert "What I saw." in wrong.text
    assert db.scalars(select(Upload)).all() == []
    sent = send()
    assert sent.status_code == 303, "a drawing speaks for a child as words do"
    assert send().location == sent.location
    rows = db.scalars(select(Upload).order_by(Upload.sort)).all()
    assert [(row.sort, row.question) for row in rows] == [("picture", "words"), ("sound", "words")], "once (R2)"
    assert {row.holder_id for row in rows} == {db.scalars(select(AdvocateAccess.id)).one()}
    sign_in(Role.OFFICER)
    html = admin.get(f"/cases/{db.scalars(select(Case)).one().reference}").text
    assert "Sent with it" in html
    assert "drawing.jpg" in html


def test_before_the_childs_yes_they_add_a_file_and_read_nothing_for_it_az_14(admin, sign_in, ade, db):
    sign_in(account=ade)
    here = admin.post("/children/new", data={**FILED, "instance": str(uuid.uuid4())}).location
    assert "Choose a file" in admin.post(f"{here}/files", data={"shows": "Her room."}).text
    data = {"shows": "Her room.", "files": (io.BytesIO(jpeg()), "room.jpg")}
    assert admin.post(f"{here}/files", data=data).status_code == 303
    row = db.scalars(select(Upload)).one()
    html = admin.get(here).text
    assert "room.jpg" not in html, "nothing is read before the child has said yes"
    assert admin.get(f"{here}/files/{row.id}").status_code == 404
    case = db.scalars(select(Case)).one()
    assert case.waiting_on == "us"
    sign_in(Role.OFFICER)
    assert "Noted: the advocate added a file" in admin.get(f"/cases/{case.reference}/timeline").text


def test_another_for_a_brother_or_sister_copies_only_what_happened_to_both_and_links_them_a8(admin, sign_in, ade, db):
    sign_in(account=ade)
    first = {**FILED, "points__account": "We were moved at night.", "instance": str(uuid.uuid4())}
    sent = admin.post("/children/new", data=first).location
    reference = sent.rpartition("/")[2]
    html = admin.get(f"/children/new?like={reference}").get_data(as_text=True)
    assert "We were moved at night." in html
    assert "They moved me and I do not see my sister." not in html
    assert "Sam Lee" not in html
    assert 'value="Ade Bell"' in html
    other = {**FILED, "child__name": "Kim Lee", "words__child_words": "Me too.", "instance": str(uuid.uuid4())}
    admin.post("/children/new", data={**other, "sibling": reference})
    assert db.scalars(select(CaseLink)).one().why == "sibling"
    assert len(db.scalars(select(Case)).all()) == 2


def test_a_second_case_takes_few_actions_t52(admin, sign_in, ade):
    """One for each control that is filled in, and one for the button: the rest is there already or may stay empty."""
    sign_in(account=ade)
    sent = admin.post("/children/new", data={**FILED, "instance": str(uuid.uuid4())}).location
    html = admin.get(f"/children/new?like={sent.rpartition('/')[2]}").get_data(as_text=True)
    shut = re.sub(r'<section data-way="(?:email|post|trusted)">.*?</section>', "", html, flags=re.DOTALL)
    assert 'data-then="instructed-non_instructed"' in shut, "asked only of a child who cannot tell"
    stops = re.findall(r"<(?:input(?![^>]*hidden)|textarea|button)[^>]*name=\"(?!csrf)([^\"]+)\"", shut)
    groups = {*stops} - {"words__best"}
    assert len(groups) <= 45, "a Tab for each control, even where it stays empty: a text and a call are ticked"
    assert len(FILED) + 1 <= 45


def test_an_account_asks_the_safe_contact_that_everybody_asks_and_it_reaches_the_card_a5_y11(admin, sign_in, ade, db):
    sign_in(account=ade)
    html = admin.get("/children/new").get_data(as_text=True)
    for name in DETAILS:
        assert f'name="contact_details__{name}"' in html, name
    for once in ("Has the child told you they want to complain?", "Is something about to happen that should wait?"):
        assert html.count(once) == 1, "the heading is the question"
    details = {
        "text_number": "07700 900123", "text_seen": "no", "call_number": "07700 900124", "call_if_other": "use_name",
        "call_use_name": "Kit", "call_when": ["weekend"], "address": "1 Elm Row", "post_plain": "yes",
        "trusted_name": "Nan", "trusted_tell": "That I am OK",
    }  # fmt: skip
    ways = {"contact__ways": ["text", "call", "post", "trusted"], "instance": str(uuid.uuid4())}
    given = FILED | ways | {f"contact_details__{name}": value for name, value in details.items()}
    wrong = admin.post("/children/new", data=given | {"contact_details__call_number": "his mum has it"})
    assert wrong.status_code == 422
    assert "It needs all its digits" in wrong.get_data(as_text=True)
    assert admin.post("/children/new", data=given).status_code == 303
    case = db.scalars(select(Case)).one()
    sign_in(Role.OFFICER)
    html = admin.get(f"/cases/{case.reference}/people").get_data(as_text=True)
    card = html.partition('id="childs-ways"')[2].partition("</section>")[0]
    assert "use the name they chose, the name is “Kit”" in card
    assert "hide our number and do not say you are from the council" in card, "nobody said yes"
    assert "best: weekend" in card
    assert "in a plain envelope" in card
    assert "we may tell them: That I am OK" in card
    assert "900124" not in card, "covered until asked for"


def test_what_is_begun_can_wait_and_is_theirs_alone(admin, sign_in, ade, person, place, db):
    sign_in(account=ade)
    admin.post("/children/new", data={**FILED, "do": "later", "instance": str(uuid.uuid4())})
    draft = db.scalars(select(AdvocateDraft)).one()
    assert b"sister" not in bytes(draft.answers)
    assert "Not sent yet" in admin.get("/children").get_data(as_text=True)
    where = f"/children/new?draft={draft.id}"
    assert "I do not see my sister." in admin.get(where).get_data(as_text=True)
    other = person(Role.ADVOCATE, name="Bo Ray")
    other.staff.organisation_id = place.id
    db.commit()
    sign_in(account=other)
    assert admin.get(where).status_code == 404


def test_with_words_of_their_own_the_page_is_the_childs_and_their_helper_sees_less_az_14(
    portal, admin, db, keys, sign_in
):
    opened = case_with_words(db, keys, journey=Journey.ADVOCATE)
    add_points(db, opened, "I want to see my sister.")
    come_back(portal)
    assert "Stop this" not in page(portal), "only the child stops what is the child's"
    child = another_holder(db, keys, opened, WORDS, "HV-7K3M-9QX2-6TJ")
    child.part = "young_person"
    db.commit()
    come_back(portal)
    assert "Stop this" not in page(portal)
    assert portal.get("/your-page/reach").status_code == 303
    come_back(portal, child.reference)
    assert "Stop this" in page(portal)
    html = portal.get("/your-page/reach").get_data(as_text=True)
    assert "Stop this for my advocate" in html
    assert main_holder(db, opened.case).id == child.id
    assert [holder.part for holder in choosing.advocates_of(db, opened.case)] == ["advocate"]


def test_an_officer_gives_the_child_words_with_a_second_person(admin, db, keys, sign_in):
    opened = case_with_words(db, keys, journey=Journey.ADVOCATE)
    where = f"/cases/{REFERENCE}/words"
    sign_in(Role.OFFICER, name="Priya Shah")
    assert "The child’s own words" in admin.get(where).get_data(as_text=True)
    assert admin.post(f"{where}/child", data={}).status_code == 422
    asking = sign_in(Role.OFFICER, name="Tom Reed")
    admin.post(f"{where}/child", data={"child-how": "child_in_person"})
    asked = reissuing.requests_of(db, opened.case)[0]
    sign_in(Role.OFFICER, name="Ann Lee")
    admin.post(f"{where}/requests/{asked.id}/agree")
    db.expire_all()
    asked = reissuing.request_of(db, opened.case, asked.id)
    assert asked.approved_by is not None
    assert asking.id == asked.asked_by
    made = reissuing.add_advocate(
        db, opened.case, asked, reference="HV-7K3M-9QX2-8TJ", salt=b"0" * 16, words=Lock.new("words"),
        keys=keys.staff.ring, actor=asking, now=MONDAY,
    )  # fmt: skip
    assert made.part == "young_person"
    with pytest.raises(NotAllowed):
        reissuing.ask_child(db, opened.case, "child_call", actor=asking, now=MONDAY)
    assert {holder.part for holder in db.scalars(select(Holder))} == {"advocate", "young_person"}
