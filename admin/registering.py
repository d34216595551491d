"""A case from what somebody told one of us, and the words made for them: the same for a form and for a mail."""

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from admin.forms.register import RegisterForm
from admin.kept import REGISTER, kept_here
from models import credentials
from models.cases import policies
from models.cases.mail_desk import Opened as Opening
from models.cases.opening import Opened
from models.cases.registering import register
from models.cases.words_made import FreshWords, lock_words
from models.procedure.terms import Journey
from models.procedure.working_days import local_day
from models.tables import Case


def form_page(form: RegisterForm, **more: Opening) -> str:
    """The page of registering, with the mail that it is filled in from where there is one."""
    place = str(more["mail"].row.id) if more else REGISTER
    return render_template("admin/register/show.html", form=form, draft=kept_here(None, g.keys, place), **more)


def fresh_words(form: RegisterForm) -> FreshWords | None:
    """A reference and words, where they were asked for: pictured ones for young people, more of them for adults.

    Slow: nothing is held in the database meanwhile.
    """
    if not form.give_words.data:
        return None
    g.db.rollback()
    keys = current_app.extensions["keys"]
    return lock_words(
        credentials.new_reference(),
        credentials.young_words() if form.journey.data == Journey.YOUNG_PERSON else credentials.adult_words(),
        credentials.new_salt(),
        stretch=credentials.stretch,
        pepper=(keys.words_version, keys.words_pepper),
    )


def registered(form: RegisterForm, fresh: FreshWords | None) -> Opened | Case:
    """The case; where this form made one before, that one. The caller commits."""
    return register(
        g.db, form.told(), reference=credentials.new_reference(), council=form.authority.data or _ours(), fresh=fresh,
        keys=g.keys, actor=g.staff, now=g.now,
    )  # fmt: skip


def authorities(form: RegisterForm) -> RegisterForm:
    """Which council it is for, where this team works for several (S-43); ours is chosen."""
    return form.of(policies.councils(g.db, local_day(g.now)), _ours())


def _ours() -> str:
    council: str = current_app.config["HEARD"].council
    return council


def told_of(made: Opened | Case, fresh: FreshWords | None, form: RegisterForm) -> ResponseReturnValue:
    """What the caller has kept for good: the words, once, or else the case."""
    if isinstance(made, Opened) and fresh is not None:
        address = f"{current_app.config['HEARD'].portal_url}/come-back"
        facts = {"reference": made.case.reference, "words": fresh.words, "address": address}
        return render_template(
            "admin/register/words.html", **facts, young=made.case.young_person, only_mail=form.only_mail
        )
    reference = made.case.reference if isinstance(made, Opened) else made.reference
    flash("Registered." if isinstance(made, Opened) else "This form was registered before. This is the case it made.")
    return redirect(url_for("case.show", reference=reference), 303)
