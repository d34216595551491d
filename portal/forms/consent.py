"""Nobody is asked to be somebody's advocate before the person said that they may be found (decisions 15)."""

from typing import Any

from portal.forms.asking import LINE, PICK, TILES, Answers, ask

FINDS = "contact"  # the one tick without which no advocate can come


def consented(form: Any) -> bool:
    """Whether they may be told how to reach the person; says kindly that it is needed otherwise."""
    if FINDS in (form.shares.data or []):
        return True
    form.shares.errors = [*form.shares.errors, form.words.error("empty")]
    return False


class AdvocateYesForm(ask("young_person", "advocate_yes", shares=TILES, start=PICK, wishes=LINE)):  # type: ignore[misc]
    def agrees(self, answers: Answers) -> bool:
        return consented(self)
