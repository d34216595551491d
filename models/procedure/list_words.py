"""What each list is called for who keeps it, and where its entries come from (rules 4)."""

from typing import NamedTuple


class ListWords(NamedTuple):
    title: str
    where: str


LISTS: dict[str, ListWords] = {
    "nature": ListWords("What a complaint is about (category)", "An officer chooses it for each point, under Points"),
    "service": ListWords("Service or team it is about", "An officer chooses it for each point, under Points"),
    "remedy": ListWords("Outcome: what came of it", "Worked out from the answer; put right on a case"),
    "ombudsman_finding": ListWords("What the Ombudsman found", "Chosen when the decision is written down"),
    "outcome_sought": ListWords("Outcome they asked for", "Worked out from what the person ticked"),
    "how_received": ListWords("How it came", "Worked out from the form, or from how it was registered"),
    "received_from": ListWords("Who it came from", "Worked out from who they are to the child"),
    "kind": ListWords("Kind of representation", "Worked out from the way it goes"),
    "refusal_reason": ListWords("Reason for a refusal", "A closed list of the law’s: each has a letter and a rule"),
    "stage2_disposition": ListWords("How a request for stage 2 ended otherwise", "Comes with a register"),
    "finding": ListWords("Finding on a point", "A closed list: the four findings"),
    "outcome": ListWords("Outcome of a case", "Worked out from its findings, or how it ended"),
    "legal_status": ListWords("Legal status of the child", "Worked out from their standing"),
    "advocacy": ListWords("Advocacy", "Worked out from what was offered and who came"),
    "ombudsman_status": ListWords("How it stands at the Ombudsman", "A closed list of three"),
    "action_type": ListWords("Kind of action", "Comes with a register"),
    "delay_reason": ListWords("Reason for a delay", "Chosen under More time"),
    "measure": ListWords("Measure on contact", "A closed list: each has its words in a letter"),
    "spend": ListWords("Heading of what was spent", "Chosen under What it cost"),
    "disability": ListWords("Disability, as stated", "Comes with a register; the public site asks in its own words"),
    "gender": ListWords("Gender, as stated", "Comes with a register; the public site asks in its own words"),
    "age_group": ListWords("Age group, as stated", "Comes with a register; the public site asks in its own words"),
    "ethnicity": ListWords("Ethnicity, as stated", "Comes with a register; the public site asks in its own words"),
}
NEVER_COUNTED_ELSEWHERE = frozenset({"kind"})  # what is a complaint decides who is counted at all
