"""A request that something waits, ready-worded with its place in the guidance, for who speaks for a child (A4)."""

from collections.abc import Mapping

from portal.forms.asking import DAY, NOTE, PICK, Answers, Given, ask


class SoonForm(ask("advocate", "soon", soon=PICK, words=NOTE, on=DAY)):  # type: ignore[misc]
    """The words stand in the box to be changed. Nobody has asked for anything who left them and did not say yes."""

    def fit(self, answers: Answers, facts: Mapping[str, object]) -> None:
        super().fit(answers, facts)
        if self.soon.raw_data is None and not self.soon.data and not self.words.data:  # drawn, and not answered
            self.words.data = self.ready

    def answer(self) -> Given:
        kept: Given = super().answer()
        return kept if kept["soon"] == "yes" or kept["words"] != self.ready else {**kept, "words": ""}

    @property
    def ready(self) -> str:
        return str(self.wording.said("ready"))
