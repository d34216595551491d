"""The vocabulary: every closed set of words used about a case. Values are stored; never change one in use."""

from enum import StrEnum

from models.procedure.events import Clock as Clock
from models.procedure.events import Event as Event


class Journey(StrEnum):
    """Which door a person came through."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"
    ADVOCATE = "advocate"
    PRAISE = "praise"


class Channel(StrEnum):
    """How a representation arrived (rules 4.1), or how we may reach a person."""

    ONLINE = "online"
    EMAIL = "email"
    LETTER = "letter"
    FORM = "form"
    PHONE = "phone"
    IN_PERSON = "in_person"
    TEXT = "text"
    OMBUDSMAN = "ombudsman"


class Way(StrEnum):
    """A way to reach a person. None is used unless the person said it is safe (PRV-10)."""

    HERE = "here"  # "I will check here": the tracking page
    EMAIL = "email"
    TEXT = "text"
    CALL = "call"
    POST = "post"
    TRUSTED = "trusted"  # someone the person trusts


SPOKEN = (Way.CALL, Way.TRUSTED)  # told by one of us, to them or to somebody they trust, and written down


class Procedure(StrEnum):
    """What a representation is handled as (rules 2.8)."""

    STATUTORY = "statutory"
    CORPORATE = "corporate"
    CONCERN = "concern"  # case concern, E-50
    REFUSED = "refused"
    COMPLIMENT = "compliment"
    COMMENT = "comment"
    PRE_COMPLAINT = "pre_complaint"  # E-52; this and those below: models/procedure/routes.py
    AREA = "area"  # answered locally, E-53
    DUTY = "duty"  # duty matter, E-54
    PROFESSIONAL = "professional"  # professional to professional, E-13
    SAFEGUARDING = "safeguarding"  # the partnership's own procedure, E-38
    NHS_PART = "nhs_part"
    NHS_WHOLE = "nhs_whole"
    PROVIDER = "provider"  # an independent provider or a children's home
    AUTHORITY = "authority"  # another council
    INSURANCE = "insurance"  # E-39
    AGENCY = "agency"  # staff of another agency, E-40
    MP = "mp"
    INFORMATION = "information"  # a request, E-05


class State(StrEnum):
    """Where a case is (rules 3.8)."""

    NEW = "new"  # only inside the transaction that opens it
    RECEIVED = "received"
    S1_OPEN = "s1_open"
    S1_EXTENDED = "s1_extended"
    S1_RESPONDED = "s1_responded"
    S2_REQUESTED = "s2_requested"
    S2_INVESTIGATING = "s2_investigating"
    S2_FACT_CHECK = "s2_fact_check"
    S2_ADJUDICATION = "s2_adjudication"
    S2_RESPONDED = "s2_responded"
    S3_REQUESTED = "s3_requested"  # until the panel has met
    S3_HELD = "s3_held"
    S3_REPORTED = "s3_reported"
    S3_RESPONDED = "s3_responded"
    S3_REFERRED = "s3_referred"  # to the Ombudsman instead of a panel (rules 3.5)
    C1_OPEN = "c1_open"
    C1_EXTENDED = "c1_extended"
    C1_RESPONDED = "c1_responded"
    C2_REQUESTED = "c2_requested"
    C2_RESPONDED = "c2_responded"
    CONCERN_OPEN = "concern_open"
    CONCERN_ANSWERED = "concern_answered"
    PRAISE_OPEN = "praise_open"
    ASIDE_OPEN = "aside_open"  # on a route beside the stages
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Unit(StrEnum):
    """What a limit is counted in (D-07)."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"


class Confidence(StrEnum):
    """How sure we are of a rule (rules 0.3). Only READ and CORROBORATED may be called the law on a page."""

    READ = "read"
    CORROBORATED = "corroborated"
    GENERAL = "general"
    POLICY = "policy"


class Ground(StrEnum):
    """Why a stage 1 limit was extended (K-12)."""

    COMPLEX = "complex"  # (i) service manager and complaints manager agree; notified
    AGREED = "agreed"  # (ii) the person agreed a stated longer period


class Finding(StrEnum):
    """The judgement on one point (rules 4.7)."""

    UPHELD = "upheld"
    PARTIALLY_UPHELD = "partially_upheld"
    NOT_UPHELD = "not_upheld"
    NO_FINDING = "no_finding"


class Safe(StrEnum):
    """The answer to "Are you safe right now?"."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    NOT_SAID = "not_said"


class Advocate(StrEnum):
    """The five answers about an advocate (experience 2.4b)."""

    YES = "yes"
    NOT_NOW = "not_now"
    HAVE_ONE = "have_one"
    NOT_SURE = "not_sure"
    KNOWN_PERSON = "known_person"


class Role(StrEnum):
    """What an account may do (decisions 13)."""

    OFFICER = "officer"
    MANAGER = "manager"  # complaints manager
    ALTERNATE = "alternate"  # a named senior person, for cases nobody else may open
    RESPONDER = "responder"  # responding manager
    DUTY = "duty"  # safety alerts
    DIRECTOR = "director"  # figures only
    ADMINISTRATOR = "administrator"  # people and settings, no content
    AUDITOR = "auditor"  # the audit only
    RECORDS = "records"  # how long cases are kept and what is erased: their facts, none of their words
    ADVOCATE = "advocate"  # another organisation's: the cases whose child lets them
    ADVOCATE_LEAD = "advocate_lead"  # the same, and adds and removes the people of that organisation
    OUTSIDER = "outsider"  # from outside the council: the one case they were appointed to, until a day
    PROVIDER = "provider"  # an advocacy provider's own people: what was referred to them, and nothing else
