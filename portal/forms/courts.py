"""Who else is looking at it: for each one that was ticked, which part (experience P8)."""

from collections.abc import Mapping

from portal.forms.asking import LINE, Answers, ask

COURTS = ("family", "criminal", "tribunal", "conference", "ombudsman", "claim", "disciplinary")


class PartsForm(ask("parent", "courts_parts", **dict.fromkeys(COURTS, LINE))):  # type: ignore[misc]
    """Only about those that were ticked."""

    def fit(self, answers: Answers, facts: Mapping[str, object]) -> None:
        ticked = answers.get("courts", {}).get("courts") or ()
        for name in [name for name in COURTS if name not in ticked]:
            del self[name]
        super().fit(answers, facts)
