"""Tables, by noun; importing this package makes all of them known."""

from bot.models.activity import Activity, Seen
from bot.models.base import Table
from bot.models.buddies import Companion, Pair, PairMember, PairSeat, Profile, RulesAccepted, Volunteer
from bot.models.budgets import Billed
from bot.models.communities import LOBBY, Community, WriterLease
from bot.models.faq import Faq, FaqEdition, FaqMiss, FaqRating, FaqWording, Note, Thanks
from bot.models.groups import Group, GroupDay, GroupSetting, GroupText
from bot.models.inbox import DueRow, InboxRow, WorkRow
from bot.models.meetings import Attendance, Meeting, MeetingHost, MeetingNote, Occurrence, Rsvp
from bot.models.moderation import Claim, Decision, Flag, Learned, OrdinaryScores, Phrase, Report, WarningRow
from bot.models.outbox import Blob, Conversation, OutboxRow, Prompt, SentMessage
from bot.models.people import CarriedBan, Identity, IdentityAlias, Membership, Person, Remembered, Restriction
from bot.models.quizzes import (
    Quiz,
    QuizAnswer,
    QuizPlayer,
    QuizQuestion,
    QuizRound,
    QuizRun,
    QuizSchedule,
    QuizScore,
    QuizStreak,
)
from bot.models.revision import RevisionCard
from bot.models.rota import Rota, RotaMember, RotaTurn
from bot.models.suggestions import Suggestion, SuggestionVote
from bot.models.surveys import Survey, SurveyVoter

__all__ = [
    "LOBBY",
    "Activity",
    "Attendance",
    "Billed",
    "Blob",
    "CarriedBan",
    "Claim",
    "Community",
    "Companion",
    "Conversation",
    "Decision",
    "DueRow",
    "Faq",
    "FaqEdition",
    "FaqMiss",
    "FaqRating",
    "FaqWording",
    "Flag",
    "Group",
    "GroupDay",
    "GroupSetting",
    "GroupText",
    "Identity",
    "IdentityAlias",
    "InboxRow",
    "Learned",
    "Meeting",
    "MeetingHost",
    "MeetingNote",
    "Membership",
    "Note",
    "Occurrence",
    "OrdinaryScores",
    "OutboxRow",
    "Pair",
    "PairMember",
    "PairSeat",
    "Person",
    "Phrase",
    "Profile",
    "Prompt",
    "Quiz",
    "QuizAnswer",
    "QuizPlayer",
    "QuizQuestion",
    "QuizRound",
    "QuizRun",
    "QuizSchedule",
    "QuizScore",
    "QuizStreak",
    "Remembered",
    "Report",
    "Restriction",
    "RevisionCard",
    "Rota",
    "RotaMember",
    "RotaTurn",
    "Rsvp",
    "RulesAccepted",
    "Seen",
    "SentMessage",
    "Suggestion",
    "SuggestionVote",
    "Survey",
    "SurveyVoter",
    "Table",
    "Thanks",
    "Volunteer",
    "WarningRow",
    "WorkRow",
    "WriterLease",
]
