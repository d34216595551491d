"""Letters to one of several who complain together: that they do, and that they alone have stopped (S-39)."""

from models.post.kinds import Kind, Part

TOGETHER: tuple[Kind, ...] = (
    Kind(
        code="joined", label="You complain together with somebody", event=None,
        parts=(
            Part("together", "that they complain together, each in their own right", "S-39"),
            Part("own", "that letters, messages, wishes and stopping are each one's own", "S-39"),
            Part("points", "the points as we understand them, and how to put them right", "3.2"),
            Part("stands", "where it stands, who answers and by when", "K-06"),
            Part("next_stage", "the right to the next stage", "TW 7.6"),
            Part("advocate", "the offer of an advocate", "E-27", only="young_person"),
        ),
        template="joined",
    ),
    Kind(
        code="withdrawal_alone", label="You asked us to stop, the others go on", event=None,
        parts=(
            Part("stopped", "that their complaint is stopped", "TW 6.2(1)"),
            Part("still", "that the others go on", "S-39"),
        ),
        template="withdrawal_alone",
    ),
)  # fmt: skip
