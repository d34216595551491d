"""The routes a representation may take, the closed reasons for each, and the words the person reads (rules 2)."""

from dataclasses import dataclass

from models.procedure.aside_reasons import ASIDE_ROUTES
from models.procedure.reasons import Reason as Reason
from models.procedure.reasons import Route
from models.procedure.standing import Standing, is_statutory
from models.procedure.terms import Procedure

OMBUDSMAN_CHILD = (
    "There is a person who checks councils, called the Ombudsman. "
    "You can ask them to look at what we chose. It is free."
)
OMBUDSMAN_ADULT = (
    "If you disagree with this decision, you can ask the Local Government and Social Care Ombudsman to look at it. "
    "It is free of charge."
)
_BY_LAW = "so the children's complaints procedure set by law applies."
_OWN = "so we will use the council's own complaints procedure."
_STILL = "We will still look into it and give you an answer."
_REGULATIONS = "the Children Act 1989 Representations Procedure (England) Regulations 2006"
_PENDING = (
    "Looking into it now might prejudice those proceedings, and regulation 8 of "
    f"{_REGULATIONS} allows us not to. You can send it to us again when they have ended."
)


class RefusalNotAllowed(ValueError):
    """The reason given is not on the closed list (X-03). The message is for the officer."""


ROUTES: dict[Procedure, Route] = {
    Procedure.STATUTORY: Route(
        "Statutory complaint",
        "Use this for dissatisfaction about a child or young person that needs a response, from someone the procedure "
        "is open to (E-01, E-10, E-14). The word “complaint” is not needed (E-04).",
        (
            Reason(
                "child", "A child or young person, about their own care", "E-10",
                "This is about your own care. So we will look into it and give you an answer.",
                f"This is about your own care, {_BY_LAW}",
            ),
            Reason(
                "care_leaver", "A care leaver, about the support they are owed", "E-10",
                "This is about the help you get after care. So we will look into it and give you an answer.",
                f"This is about the support you are owed as a care leaver, {_BY_LAW}",
            ),
            Reason(
                "own_right", "A parent, carer or guardian, in their own right", "E-10",
                "You look after a child. So we will look into this and give you an answer.",
                f"You may complain in your own right, {_BY_LAW}",
            ),
            Reason(
                "on_behalf", "Someone acting on the child's wishes", "E-20",
                "Someone is helping you to tell us. So we will look into it and give you an answer.",
                f"You are acting on the child's wishes, {_BY_LAW}",
            ),
            Reason(
                "interest", "Sufficient interest in the child has been decided", "E-14",
                "You know the child well. So we will look into this and give you an answer.",
                f"We have decided that you have enough interest in the child's welfare, "
                f"{_BY_LAW}",
            ),
        ),
    ),
    Procedure.CORPORATE: Route(
        "Corporate complaint",
        "Use this when the person, or the matter, is outside the statutory procedure (E-12, E-13, E-34). A person with "
        "a statutory standing needs a reason and a second person's agreement (X-01).",
        (
            Reason(
                "not_standing", "The person is not one of those the statutory procedure is open to", "E-12",
                f"The rules for children's complaints do not fit this. {_STILL}",
                f"The children's complaints procedure is open only to certain people, {_OWN}",
            ),
            Reason(
                "professional", "A professional or agency, on its own behalf", "E-13",
                f"You told us this as part of your job. {_STILL}",
                f"You are writing on behalf of your own service, {_OWN}",
            ),
            Reason(
                "not_function", "It is not about a service the statutory procedure covers", "E-34",
                f"This part of the council has its own rules. {_STILL}",
                f"This is not about one of the services that the children's complaints procedure covers, "
                f"{_OWN}",
            ),
            Reason(
                "own_treatment", "About how an adult was treated, not about a child", "E-12",
                f"This is about how an adult was treated. {_STILL}",
                f"This is about how you were treated and not about a child, {_OWN}",
            ),
        ),
    ),
    Procedure.CONCERN: Route(
        "Case concern",
        "Use this only where it is better for the person: a matter of today that needs quick action by a manager, or "
        "one that cannot properly go through formal complaints (E-50). It is always acknowledged, with the reason and "
        "what to do if the person is unhappy with the answer (E-51). For somebody whom the law gives the statutory "
        "procedure it needs a second person's agreement (X-01).",
        (
            Reason(
                "quick_action", "It is happening now and needs quick action", "E-50",
                "This is going on now. A manager can help fast. "
                "If you are not happy with what they do, tell us. We will look at it as a complaint.",
                "This is happening now, so a manager can act on it faster than a complaint would. "
                "If you are not satisfied with what the manager does, tell us and we will treat it as a complaint.",
            ),
            Reason(
                "manager_better", "It needs a manager's answer and cannot go through formal complaints", "E-50",
                "A manager is the best person to help with this. "
                "If you are not happy with what they say, tell us and we will look again.",
                "A manager is the right person to answer this, and the complaints procedure is not. "
                "If you are not satisfied with the answer, tell us and we will look again at how to deal with it.",
            ),
        ),
    ),
    Procedure.REFUSED: Route(
        "Refused",
        "Only for a reason on this list, with evidence, in writing and naming the Ombudsman (E-44). That it was upheld "
        "before, or that nothing more would come of it, is not a reason (X-03). Take the other parts forward (E-30).",
        (
            Reason(
                "court", "Court Proceedings", "E-30",
                f"A court is looking at this now. The law says we can wait, so we do not harm what the court does. "
                f"When the court is done, you can send this to us again. {OMBUDSMAN_CHILD}",
                f"A court is considering this. {_PENDING} {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "no_pr", "No PR", "E-36",
                f"Our rules say who can ask us to look into things for a child. "
                f"We can not do it for you this time. {OMBUDSMAN_CHILD}",
                f"You do not have parental responsibility for the child, and we have decided that you do not have "
                f"enough "
                f"interest in the child's welfare. Under our policy we cannot consider this from you, and nothing more "
                f"will be done. {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "best_interest", "Not in Best Interest/Age of Child/YP", "E-37",
                f"We do not think looking into this is the best thing for the child. "
                f"Our rules let us say no for that. {OMBUDSMAN_CHILD}",
                f"Looking into this would not be in the child's best interest, having regard to the child's age, "
                f"and our policy does not allow it. {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "out_of_time", "Out of Time", "K-70",
                f"This was more than one year ago. The law says we do not have to look at things from that long ago. "
                f"We thought about why you did not tell us before. {OMBUDSMAN_CHILD}",
                f"This happened more than one year before you complained, the limit in regulation 9 of {_REGULATIONS}. "
                f"We have considered whether you could reasonably have complained earlier, and whether we could still "
                f"look into it fairly. {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "outside_remit", "Outside of Remit", "E-38",
                f"This is not something we can change. Someone else has to look at it. "
                f"This letter says who. {OMBUDSMAN_CHILD}",
                f"This is not about one of the council's services that regulation 3 of "
                f"{_REGULATIONS} covers. This letter says who deals with it. {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "tribunal", "Tribunal/Court Proceedings", "E-30",
                f"Judges are looking at this now. The law says we can wait, so that we do not harm what they do. "
                f"When they are done, you can send this to us again. {OMBUDSMAN_CHILD}",
                f"A tribunal is considering this. {_PENDING} {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "considered", "Already Considered", "E-33",
                f"We have looked at this before, right to the end. There is nothing new in it. "
                f"If there is, tell us. {OMBUDSMAN_CHILD}",
                f"All of this was considered before, at every stage or by the Ombudsman, and under our policy the same "
                f"complaint is not considered twice. If there is anything new, tell us. {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "childs_view", "Not the Child's Own View", "E-20",
                f"You asked us to help another person. We do not take this up for them. {OMBUDSMAN_CHILD}",
                f"You sent this on behalf of a child. Under our policy that has to be the child's own view, and "
                f"we have decided that this is not. Nothing more will be done. {OMBUDSMAN_ADULT}",
            ),
            Reason(
                "unsuitable", "Not Suitable to Speak for the Child", "E-21",
                f"You asked us to help another person. We think that you are not the right person to ask for them. "
                f"{OMBUDSMAN_CHILD}",
                f"You sent this on behalf of a child. We have decided that you are not suitable to speak for the "
                f"child, so under our policy we cannot consider this from you. Nothing more will be done. "
                f"{OMBUDSMAN_ADULT}",
            ),
        ),
    ),
    Procedure.COMPLIMENT: Route(
        "Compliment",
        "Thanks or praise. Pass it on to the worker and their manager (K-90). If it reads like a complaint, ask the "
        "person whether they want it looked into.",
        (
            Reason(
                "thanks", "Thanks or praise", "K-90",
                "You said something good. We will pass it on.",
                "Thank you. We will pass this on to the people it is about.",
            ),
        ),
    ),
    Procedure.COMMENT: Route(
        "Comment or idea",
        "An idea, a question or a remark that asks for nothing to be looked into (E-03). Ideas get an answer.",
        (
            Reason(
                "idea", "An idea or a comment", "E-03",
                "You told us an idea. We will tell you if we can do it, and why.",
                "Thank you for your idea. We will tell you whether we can do it, and why.",
            ),
        ),
    ),
    **ASIDE_ROUTES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about who is writing and why, for a suggestion."""

    standing: Standing | None = None
    young_person: bool = False
    praise: bool = False
    idea: bool = False
    own_treatment: bool = False
    worried: bool = False  # about a child who has not asked (A1, E-20)


def suggest(facts: Facts) -> tuple[Procedure, Reason]:
    """The route that standing alone points to (E-12, E-13). An officer decides, always."""
    procedure, reason = _suggestion(facts)
    return procedure, reason_of(procedure, reason)


def _suggestion(facts: Facts) -> tuple[Procedure, str]:
    if facts.praise:
        return Procedure.COMPLIMENT, "thanks"
    if facts.idea:
        return Procedure.COMMENT, "idea"
    if facts.worried and facts.standing is Standing.PROFESSIONAL:
        return Procedure.PROFESSIONAL, "between_services"
    if facts.standing in _BY_STANDING:
        return _BY_STANDING[facts.standing]
    if facts.own_treatment and not facts.young_person:
        return Procedure.CORPORATE, "own_treatment"
    return Procedure.STATUTORY, "child" if facts.young_person else "own_right"


_BY_STANDING: dict[Standing | None, tuple[Procedure, str]] = {
    Standing.CARE_LEAVER: (Procedure.STATUTORY, "care_leaver"),
    Standing.REPRESENTATIVE: (Procedure.STATUTORY, "on_behalf"),
    Standing.INTEREST: (Procedure.STATUTORY, "interest"),
    Standing.PROFESSIONAL: (Procedure.CORPORATE, "professional"),
    Standing.OUTSIDE: (Procedure.CORPORATE, "not_standing"),
}


GIVES_LESS = frozenset({Procedure.CORPORATE, Procedure.CONCERN, Procedure.DUTY, Procedure.INFORMATION})
"""No stages of the children's procedure, and no independent person: never one officer's choice alone (E-08, X-01)."""


def needs_second_signoff(
    standing: Standing | None, procedure: Procedure, *, young_person: bool = False, manager: bool = False
) -> bool:
    """Whether another person must agree: to a way that gives less than the one the law gives them (X-01, E-08).

    A refusal too, unless a complaints manager decides it: who may complain is theirs to say (rules 3.1, E-44).
    """
    if procedure is Procedure.REFUSED:
        return not manager
    entitled = young_person or (standing is not None and is_statutory(standing))
    return procedure in GIVES_LESS and entitled


def reason_of(procedure: Procedure, reason: str) -> Reason:
    """One reason of the closed list of a route. A refusal for any other reason is turned away (X-03)."""
    for known in ROUTES[procedure].reasons:
        if known.id == reason:
            return known
    raise RefusalNotAllowed(f"Choose a reason from the list for “{ROUTES[procedure].label}”.")


def choices(procedure: Procedure) -> list[tuple[str, str]]:
    """(id, label) pairs of the reasons of one route."""
    return [(reason.id, reason.label) for reason in ROUTES[procedure].reasons]
