"""Whoever looks at a list of other people's letters or complaints leaves one row in the record (AUD-01)."""

from typing import Any

import pytest
from sqlalchemy import select

from models.tables import AuditRow


@pytest.mark.parametrize(("page", "action"), [("/letters", "letters"), ("/my-cases", "my_cases"), ("/queue", "queue")])
def test_a_look_at_a_list_leaves_one_row_aud_01(admin: Any, officer: Any, db: Any, page: str, action: str) -> None:
    assert admin.get(page).status_code == 200
    rows = db.scalars(select(AuditRow).where(AuditRow.action == action)).all()
    assert [row.actor_id for row in rows] == [officer.id]
