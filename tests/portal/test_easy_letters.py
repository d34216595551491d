"""A letter to an adult can be read in short words too, from the page it is on (experience 5)."""

import re
import uuid
from typing import Any

from models.audit import SYSTEM
from models.cases.releasing import release
from models.procedure.terms import Journey
from models.tables import Letter
from tests.conftest import MONDAY
from tests.models.post.test_letters import letter
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import sign_in


def released(db: Any, opened: Any, *, young_person: bool) -> Letter:
    kind = "acknowledgement_statutory"
    content = letter(kind, young_person=young_person).content()
    row = release(db, opened.case, kind, content, event=None, actor=SYSTEM, now=MONDAY, keys=opened.keys)
    db.commit()
    return row


def read(portal: Any, address: str) -> str:
    html: str = portal.get(address).get_data(as_text=True)
    return html


def test_a_parent_switches_between_the_whole_letter_and_the_easy_version(portal: Any, db: Any, keys: Any) -> None:
    row = released(db, case_with_words(db, keys, journey=Journey.PARENT), young_person=False)
    sign_in(portal)
    address = f"/your-page/letters/{row.id}"
    whole = read(portal, address)
    assert "Easy version" in whole
    assert "No answer by then?" not in whole
    easy = read(portal, f"{address}?v=2")
    assert "No answer by then? You can ask for the next step." in easy
    assert "You will get an answer by Monday 7 December 2026." in easy
    assert "advocate" not in easy.partition("<article")[2].partition("</article>")[0]
    assert f'href="{address}"' in easy
    assert "Whole letter" in easy


def test_a_childs_letter_is_the_easy_one_and_older_letters_have_none(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    row = released(db, opened, young_person=True)
    older = Letter(id=uuid.uuid4(), case_id=opened.case.id, kind="thanks", way=row.way, released_at=MONDAY)
    opened.keys.seal_json(Letter.body, older, {"subject": "Thank you", "blocks": []})
    db.add(older)
    db.commit()
    sign_in(portal)
    for one in (row, older):
        html = read(portal, f"/your-page/letters/{one.id}?v=2")
        assert "Easy version" not in html
        assert "Whole letter" not in html


def test_a_letter_can_be_kept_as_a_pdf_that_names_nothing_5_2(portal: Any, db: Any, keys: Any) -> None:
    row = released(db, case_with_words(db, keys), young_person=True)
    sign_in(portal)
    address = f"/your-page/letters/{row.id}"
    assert f'href="{address}/paper"' in read(portal, address)
    made = portal.get(f"{address}/paper")
    assert made.mimetype == "application/pdf"
    assert made.data.startswith(b"%PDF")
    assert made.headers["Content-Disposition"] == 'inline; filename="letter.pdf"'
    assert "no-store" in made.headers["Cache-Control"]


def test_a_letter_has_pictures_by_its_parts_in_pictures_2_9(portal: Any, db: Any, keys: Any) -> None:
    row = released(db, case_with_words(db, keys), young_person=True)
    sign_in(portal)
    address = f"/your-page/letters/{row.id}"
    assert "symbols/advocate" not in read(portal, address).partition("<article")[2]
    read(portal, f"{address}?mode=pictures")
    article = read(portal, address).partition("<article")[2].partition("</article>")[0]
    assert {"symbols/letter.svg", "symbols/advocate.svg"} <= set(re.findall(r"symbols/[\w-]+\.svg", article))
