"""The tables. Importing this package maps them all."""

from models.tables.access import AdvocateAccess, AdvocateDraft, LetterLeave
from models.tables.access_request import (
    AccessBundle,
    AccessFile,
    AccessLoose,
    AccessPaper,
    AccessPause,
    AccessRequest,
    AccessTag,
)
from models.tables.account import Account, AccountRequest, AccountRole, FactorReset, Invitation, RecoveryCode
from models.tables.advocacy import Referral
from models.tables.audit import AuditHead, AuditRow
from models.tables.base import Base
from models.tables.behaviour import Behaviour
from models.tables.calendar import CalendarLink
from models.tables.case import Case, CaseLink
from models.tables.draft import DeskDraft
from models.tables.following import Afterwards, MeetingDate, PassedOn, Pause, ToldBack
from models.tables.history import CaseEvent, ClockMove, EntryMark, Extension, RunningClock
from models.tables.holder import Draft, Holder, Unsent
from models.tables.incoming import IncomingMail, IncomingWall
from models.tables.investigation import Interview, InvestigationReport, StageTwoFinding
from models.tables.learning import LearningMeeting, SaidAndDone
from models.tables.message import Message, NoticeTo, Tag
from models.tables.ombudsman import OmbudsmanRemedy, OmbudsmanStep
from models.tables.outsider import Appointment, Outsider, OutsiderLetter, RoomPaper
from models.tables.panel import Panel, PanelFinding, PanelRecommendation, PanelText
from models.tables.publication import Publication, PublicationFile, ReportQuote, ReportWords
from models.tables.register import CorrectiveAction, CouncilCode, OmbudsmanCase, RegisterLine, RegisterPoint, Spend
from models.tables.register_job import RegisterJob
from models.tables.reissue import WordsRequest
from models.tables.retention import LegalHold, RetentionDecision, RetentionPeriod
from models.tables.safety import SafetyAlert, WallEntry
from models.tables.screening import Freeze, Judgement
from models.tables.session import HeldForm, StaffSession, Visit
from models.tables.settings import BankHoliday, CouncilChoice, CouncilPolicy, JobRun, PolicyChange, Setting
from models.tables.staff import Organisation, Staff, Team
from models.tables.stage_two import ComplaintStatement, StatementReply
from models.tables.tally import SiteRemark, Tally
from models.tables.task import Task
from models.tables.throttle import Throttle
from models.tables.together import Complainant, ReachCard
from models.tables.upload import Transcript, Upload
from models.tables.words import (
    Action,
    Answer,
    Confidential,
    Contribution,
    Letter,
    Note,
    Point,
    PointChange,
    SafeWay,
    TheirWords,
    ThreadMessage,
    Translation,
)

__all__ = [
    "AccessBundle",
    "AccessFile",
    "AccessLoose",
    "AccessPaper",
    "AccessPause",
    "AccessRequest",
    "AccessTag",
    "Account",
    "AccountRequest",
    "AccountRole",
    "Action",
    "AdvocateAccess",
    "AdvocateDraft",
    "Afterwards",
    "Answer",
    "Appointment",
    "AuditHead",
    "AuditRow",
    "BankHoliday",
    "Base",
    "Behaviour",
    "CalendarLink",
    "Case",
    "CaseEvent",
    "CaseLink",
    "ClockMove",
    "Complainant",
    "ComplaintStatement",
    "Confidential",
    "Contribution",
    "CorrectiveAction",
    "CouncilChoice",
    "CouncilCode",
    "DeskDraft",
    "CouncilPolicy",
    "Draft",
    "EntryMark",
    "Extension",
    "FactorReset",
    "Freeze",
    "HeldForm",
    "Holder",
    "IncomingMail",
    "IncomingWall",
    "Interview",
    "InvestigationReport",
    "Invitation",
    "JobRun",
    "PolicyChange",
    "Judgement",
    "LearningMeeting",
    "Letter",
    "LetterLeave",
    "LegalHold",
    "MeetingDate",
    "Message",
    "Note",
    "NoticeTo",
    "OmbudsmanCase",
    "OmbudsmanRemedy",
    "OmbudsmanStep",
    "Organisation",
    "Outsider",
    "Panel",
    "PanelFinding",
    "PanelRecommendation",
    "PanelText",
    "PassedOn",
    "Pause",
    "Point",
    "PointChange",
    "Publication",
    "PublicationFile",
    "ReachCard",
    "RecoveryCode",
    "Referral",
    "RegisterJob",
    "RegisterLine",
    "RegisterPoint",
    "ReportQuote",
    "ReportWords",
    "RetentionDecision",
    "RetentionPeriod",
    "OutsiderLetter",
    "RoomPaper",
    "RunningClock",
    "SafeWay",
    "SafetyAlert",
    "SaidAndDone",
    "Setting",
    "SiteRemark",
    "Spend",
    "Staff",
    "StaffSession",
    "StageTwoFinding",
    "StatementReply",
    "Tag",
    "Tally",
    "Task",
    "Team",
    "TheirWords",
    "ThreadMessage",
    "Throttle",
    "ToldBack",
    "Transcript",
    "Translation",
    "Unsent",
    "Upload",
    "Visit",
    "WallEntry",
    "WordsRequest",
]
