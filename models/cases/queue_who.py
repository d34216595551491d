"""Who complains, in the few words of a row: by age, by standing, or by the door they came through."""

from models.procedure.standing import Standing as As
from models.procedure.terms import Journey, Procedure
from models.tables.case import Case

WHO = {
    Journey.YOUNG_PERSON: "Young person",
    Journey.PARENT: "Parent or carer",
    Journey.ADVOCATE: "Someone for a child",
    Journey.PRAISE: "Thanks or idea",
}
WHO_IT_IS: dict[str, str] = {  # what is known of an adult goes before the door they came through
    As.FOSTER_CARER: "Foster carer",
    As.SPECIAL_GUARDIAN: "Special guardian",
    As.ADOPTER: "Adopter",
    As.ADOPTED: "Adopted person",
    As.REPRESENTATIVE: "Somebody who speaks for a child",
    As.INTEREST: "Somebody with an interest in the child",
    As.PROFESSIONAL: "A professional",
    As.OUTSIDE: "An adult",
}
BY_ANSWER = {  # what they said themselves, where it makes them no parent or carer
    "relative": "A relative",
    "other": "Somebody who knows the child",
    "own_treatment": "An adult",
}
BY_WAY: dict[Procedure, str] = {
    Procedure.MP: "Member of Parliament",
    Procedure.PROFESSIONAL: "A professional",
    Procedure.INSURANCE: "Somebody with a claim",
}
AGES = {
    "under_10": "under 10",
    "10_12": "10 to 12",
    "13_15": "13 to 15",
    "16_17": "16 or 17",
    "18_over": "18 or over",
}


def who(case: Case) -> str:
    first = "Young person" if case.young_person and case.journey != Journey.ADVOCATE else _adult(case)
    age = AGES.get(case.age_band or "")
    return f"{first}, {age}" if age else first


def _adult(case: Case) -> str:
    """As what somebody writes: by the way it goes, by their standing, or by the door they came through."""
    if case.journey != Journey.PARENT:
        return WHO[Journey(case.journey)]
    by_way = BY_WAY.get(case.procedure) if case.procedure else None
    said = WHO_IT_IS | BY_ANSWER
    return by_way or said.get(case.standing or "", "An adult" if case.anonymous else WHO[Journey.PARENT])
