"""A page stands open, somebody stops or closes the case meanwhile, and the page is sent, filled in as it was: done,
or refused in a sentence and nothing happened; never an error of ours (issue 4, Bad input; R4, R5)."""

import pytest

from models.files.store import Store
from models.procedure.terms import Role, State
from tests.admin.test_every_verb_in_every_state import SENTENCE, happened, put_in
from tests.crawling import crawl
from tests.filling import buttons, dates, filled, forms, on
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_tracking import add_points, answering

HERE = f"/cases/{REFERENCE}"


@pytest.mark.slow
def test_every_form_that_was_open_is_done_or_refused_in_words_once_the_case_moved_on_r5(
    admin, db, keys, sign_in, clock, tmp_path
):
    admin.application.extensions["files"] = Store(tmp_path / "files")
    answering(db, opened := case_with_words(db, keys))
    add_points(db, opened, "Nobody rings me back.", "My room is cold.")
    sign_in(Role.MANAGER, name="Hannah Cole")
    open_pages = [(page, form) for _, page in crawl(admin, [HERE]) for form in forms(page)]
    of_the_case = {form["attributes"]["action"]: (page, form) for page, form in open_pages}
    assert len([to for to in of_the_case if to.startswith(HERE)]) > 40, "the forms are still found"
    for state in (State.CLOSED, State.WITHDRAWN):
        for to, (page, form) in of_the_case.items():
            if not to.startswith(HERE):
                continue
            put_in(db, state)
            before = happened(db)
            days = {part: said for one in dates(form) for part, said in on(one, clock.now.date()).items()}
            status = admin.post(to, data={**filled(page, form), **days, **buttons(form)[0]}).status_code
            assert status in {200, 303, 404, 409, 422}, (state, to, status)
            if status >= 400:
                assert happened(db) == before, (state, to, "refused, and something happened all the same")
                assert SENTENCE.search(admin.page.text), (state, to, status)
