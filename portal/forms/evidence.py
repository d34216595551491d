"""What a parent adds beside the words: one file at a time, with a name of their own and what it shows (P12)."""

from portal.forms.asking import LINE, PICK, Answers, Given, ask


class EvidenceForm(ask("parent", "evidence", label=LINE, shows=LINE, court=PICK)):  # type: ignore[misc]
    """What is said of a file goes with the file; the page itself keeps nothing."""

    def answer(self) -> Given:
        return {}

    def agrees(self, answers: Answers) -> bool:
        """A name for which no file was chosen is asked about, not lost."""
        if answers.get("files", {}).get("now") or not (self.label.data or self.shows.data):
            return True
        self.label.errors = [*self.label.errors, self.words.error("alone")]
        return False
