"""Who may complain under the statutory procedure (rules 2.2), and the six questions of interest (E-15)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """The standings of rules 2.2, in its order; the last two are outside them."""

    LOOKED_AFTER = "looked_after"
    IN_NEED = "in_need"
    PARENT = "parent"
    RESPONSIBILITY = "responsibility"
    FOSTER_CARER = "foster_carer"
    CARE_LEAVER = "care_leaver"
    SPECIAL_GUARDIAN = "special_guardian"
    GUARDIANSHIP_CHILD = "guardianship_child"
    GUARDIANSHIP_PARENT = "guardianship_parent"
    GUARDIANSHIP_APPLICANT = "guardianship_applicant"
    ADOPTION_CHILD = "adoption_child"
    ADOPTION_PARENT = "adoption_parent"
    ADOPTER = "adopter"
    ADOPTION_OTHER = "adoption_other"
    ADOPTED = "adopted"
    REPRESENTATIVE = "representative"
    INTEREST = "interest"
    PROFESSIONAL = "professional"
    OUTSIDE = "outside"


LABELS: dict[Standing, str] = {
    Standing.LOOKED_AFTER: "Child or young person looked after by the council",
    Standing.IN_NEED: "Child or young person in need, not looked after",
    Standing.PARENT: "Parent of such a child",
    Standing.RESPONSIBILITY: "Other person with parental responsibility",
    Standing.FOSTER_CARER: "Local authority foster carer, also through a fostering agency",
    Standing.CARE_LEAVER: "Care leaver",
    Standing.SPECIAL_GUARDIAN: "Special guardian",
    Standing.GUARDIANSHIP_CHILD: "Child or young person subject to a special guardianship order",
    Standing.GUARDIANSHIP_PARENT: "Parent of a child subject to a special guardianship order",
    Standing.GUARDIANSHIP_APPLICANT: "Anyone who has applied for special guardianship support (s.14F(3) or (4))",
    Standing.ADOPTION_CHILD: "Child or young person who may be adopted",
    Standing.ADOPTION_PARENT: "Parent or guardian of a child who may be adopted",
    Standing.ADOPTER: "Person wishing to adopt",
    Standing.ADOPTION_OTHER: "Any other person to whom adoption-service arrangements extend",
    Standing.ADOPTED: "Adopted person, their parents, birth parents or former guardians",
    Standing.REPRESENTATIVE: "Advocate or representative acting on the child's wishes",
    Standing.INTEREST: "Any other person with sufficient interest in the child's welfare",
    Standing.PROFESSIONAL: "Professional or agency on its own behalf (not a statutory standing, E-13)",
    Standing.OUTSIDE: "None of these (not a statutory standing, E-12)",
}

NOT_STATUTORY = frozenset({Standing.PROFESSIONAL, Standing.OUTSIDE})
NEEDS_INTEREST_TEST = frozenset({Standing.INTEREST})
CHILDREN = frozenset({Standing.LOOKED_AFTER, Standing.IN_NEED, Standing.CARE_LEAVER, Standing.GUARDIANSHIP_CHILD,
                      Standing.ADOPTION_CHILD})  # fmt: skip

FROM_FORM: dict[str, Standing | None] = {
    "young_person": None,  # in need, looked after or left care: only the records say
    "formerly_in_care": Standing.CARE_LEAVER,
    "parent": Standing.PARENT,
    "pr": Standing.RESPONSIBILITY,
    "special_guardian": Standing.SPECIAL_GUARDIAN,
    "foster_carer": Standing.FOSTER_CARER,
    "adopter": Standing.ADOPTER,
    "relative": Standing.INTEREST,
    "other": Standing.INTEREST,
    "own_treatment": None,
    "helping": Standing.REPRESENTATIVE,
    "advocate": Standing.REPRESENTATIVE,
    "worried": Standing.PROFESSIONAL,  # a child has not asked: it is their own worry, as a service (E-13, E-20)
    "worried_close": Standing.INTEREST,  # the same of a relative, a friend or somebody else (E-14)
}
"""What a person's own answer suggests to the officer. None: it settles nothing."""
WORRIED = frozenset({"worried", "worried_close"})  # for a child who has not asked


class Answer(StrEnum):
    """The answer to one of the six questions; each is kept with a note of its evidence."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Question(NamedTuple):
    """One question, as the officer reads it and as the person is asked it."""

    code: str
    officer: str
    person: str


SIX_QUESTIONS: tuple[Question, ...] = (
    Question("court", "Party to any court proceedings?", "I am part of a court case about the child"),
    Question(
        "conferences",
        "Attends child protection conferences, family group conferences or core groups?",
        "I go to meetings about the child, such as conferences or core groups",
    ),
    Question(
        "in_touch",
        "Does the file show frequent communication with the social worker?",
        "I talk to the child's social worker often",
    ),
    Question(
        "plans",
        "Does the file show plans for the child being shared with them?",
        "I have been told about the plans for the child",
    ),
    Question("cared", "Has at any time had care of the child?", "I look after the child, or I have done"),
    Question(
        "directly",
        "Did the issues directly involve them, or did the service or another party pass them on?",
        "What went wrong happened to me too, or the service told me about it",
    ),
)
"""Staffordshire's six questions (E-15). They inform a decision and are never added up (E-16)."""


def is_statutory(standing: Standing) -> bool:
    """Whether this standing is one the statutory procedure is open to, of right or after the test (E-10, E-12)."""
    return standing not in NOT_STATUTORY


def unanswered(answers: Mapping[str, Answer]) -> list[Question]:
    """The questions that nobody has answered yet; "unknown" is an answer."""
    return [question for question in SIX_QUESTIONS if question.code not in answers]
