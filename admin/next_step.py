"""Where the thing is done that is due next on a case: the page behind the line “Next” (experience 6.3)."""

from admin.nav import may
from models.procedure.clocks import LIMITS
from models.procedure.terms import Clock, State
from models.tables import Case

_PAGES: dict[str, tuple[Clock, ...]] = {
    "triage.show": (Clock.TRIAGE, Clock.ACKNOWLEDGE, Clock.C1_ACKNOWLEDGE),
    "allocation.show": (Clock.PASS_TO_MANAGER,),
    "advocates.one": (Clock.OFFER_ADVOCACY, Clock.ADVOCATE_CONTACT),
    "freezes.show": (Clock.FREEZE,),
    "visits.show": (Clock.VISIT,),
    "case.people": (Clock.ASK_FIRST,),
    "safety_talk.show": (Clock.SAFETY_TALK,),
    "answer.show": (Clock.S1_RESPONSE, Clock.C1_RESPONSE, Clock.C2_RESPONSE, Clock.S2_RESPONSE, Clock.S2_PROCEDURE,
                    Clock.S2_ADJUDICATE, Clock.S1_CONFIRM, Clock.CONCERN_ANSWER),
    "stage_two.show": (Clock.S2_ACKNOWLEDGE, Clock.S2_APPOINT, Clock.C2_ACKNOWLEDGE),
    "statement.show": (Clock.S2_STATEMENT,),
    "investigation.show": (Clock.S2_DRAFT, Clock.S2_FACT_CHECK, Clock.S2_IP_REPORT),
    "panel.show": (Clock.S3_ORGANISE, Clock.S3_ACKNOWLEDGE, Clock.S3_CHAIR, Clock.S3_PANEL, Clock.S3_PAPERS),
    "panel_report.show": (Clock.S3_REPORT,),
    "panel_report.response": (Clock.S3_RESPONSE,),
    "early_call.show": (Clock.EARLY_CALL,),
    "early.show": (Clock.EARLY_RESOLUTION,),
    "praise.show": (Clock.PASS_ON,),
    "ways.show": (Clock.CHASE, Clock.NHS_PART, Clock.NHS_WHOLE, Clock.PROVIDER_ASK, Clock.PERMISSION,
                  Clock.PROVIDER_SEND, Clock.SEND_ON, Clock.PASS_ROUTE, Clock.HEAR_BACK, Clock.MP_RESPONSE,
                  Clock.ROUTE_ANSWER),
}  # fmt: skip
WRITTEN = (Clock.ACKNOWLEDGE, Clock.C1_ACKNOWLEDGE)
PAGES: dict[Clock, str] = {clock: page for page, clocks in _PAGES.items() for clock in clocks}


def complete() -> bool:
    """Whether every time limit has the page on which it is met."""
    return PAGES.keys() == LIMITS.keys()


def page_for(case: Case) -> str:
    """The same for a case: once it is decided, an acknowledgement is a letter that has not gone (K-18)."""
    if case.next_clock in WRITTEN and case.state is not State.RECEIVED:
        return "case.letters" if may("case.letters") else ""
    return page_of(case.next_clock)


def page_of(clock: Clock | None) -> str:
    """The page for this person; empty where nothing runs, or where it is not theirs to do."""
    page = PAGES.get(clock, "") if clock else ""
    return page if page and may(page) else ""
