"""The page To post: letters given to GOV.UK Notify, and what happened with each of several (K-18, PRV-11)."""

from sqlalchemy import select

from models.cases import holding
from models.post.machine_ways import say_ways
from models.procedure.terms import Role, Way
from models.tables import Message, SafeWay
from tests.admin.test_outgoing import on_paper, who  # noqa: F401
from tests.conftest import MONDAY


def agreed(db, made, person):
    other = who(person(Role.MANAGER))
    for case, letter in made:
        holding.agree(db, case, letter, actor=other, now=MONDAY)
    db.commit()
    return [str(letter.id) for _, letter in made]


def test_printing_by_notify_is_offered_only_where_it_is_switched_on(admin, db, on_paper, sign_in, person):  # noqa: F811
    priya, made = on_paper
    ids = agreed(db, made, person)
    sign_in(account=priya)
    admin.get("/letters")
    assert 'id="notify-all"' not in admin.page.html
    admin.post("/letters/batch", data={"notify": "yes", "letter": ids})
    assert "Printing by GOV.UK Notify is not switched on." in admin.page.text
    assert db.scalars(select(Message).where(Message.kind == "paper")).all() == []


def test_each_letter_is_given_or_says_why_not(admin, db, on_paper, sign_in, person):  # noqa: F811
    priya, made = on_paper
    ids = agreed(db, made, person)
    say_ways(db, text=False, post=True, now=MONDAY)
    db.query(SafeWay).filter_by(case_id=made[0][0].id, way=Way.POST).update({"allowed": False})
    db.commit()
    sign_in(account=priya)
    admin.get("/letters")
    assert 'id="notify-all"' in admin.page.html
    admin.post("/letters/batch", data={"notify": "yes", "letter": ids})
    left, done = admin.page.text.split("Not done")[-1], admin.page.text.split("Given. It counts")[0]
    assert "Post is not safe for them any more." in left
    assert admin.page.text.index(made[0][0].reference) < admin.page.text.index(made[1][0].reference)
    assert "1 done, 1 not done." in done
    (one,) = db.scalars(select(Message).where(Message.kind == "paper")).all()
    assert one.letter_id == made[1][1].id
    admin.get("/letters")
    assert "to be printed and posted" in admin.page.text
    admin.post("/letters/batch", data={"notify": "yes", "letter": ids[1:]})
    assert "does not wait to be posted" in admin.page.text
