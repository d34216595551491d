"""Signing the person of a case in, as they are a moment after giving their words."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases import visiting
from models.cases.opening import Opened
from models.tables import Holder
from models.tables.session import VisitKind
from tests.browser_rules import Browser
from tests.conftest import MONDAY


def track(db: Session, portal: Browser, opened: Opened) -> None:
    token = secrets.token_bytes(32)
    holder_id = db.scalars(select(Holder.id).where(Holder.case_id == opened.case.id)).one()
    visiting.start_visit(db, token, holder_id, opened.keys["holder"], VisitKind.TRACKING, now=MONDAY)
    db.commit()
    portal.use_cookie("heard", token)
