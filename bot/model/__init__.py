"""The nouns of the domain. Frozen, without behaviour that needs anything but themselves."""

from bot.model.corpus import (
    GUESSABLE,
    HEADLESS,
    Calibration,
    City,
    Corpus,
    Guess,
    Keyword,
    Passage,
    Role,
    Source,
    Speech,
    Synonym,
    Theme,
    Unit,
    Wanted,
)
from bot.model.entry import Entry
from bot.model.finding import RESERVED, Asked, Coverage, Evidence, Finding, How, Limit, Match, Quote
from bot.model.fitted import START, Fitted, read_weights, stretches, written
from bot.model.hours import Hours, parse_hours
from bot.model.labelled import Expected, Labelled
from bot.model.mend import Attach, Fixed, Mend, NeedsSpeech, Nickname, Outside, Word
from bot.model.operator import Act, Deed, Operator, Rank
from bot.model.release import Release, Switch, Withholding
from bot.model.talk import Answer, Article, Choice, Conversation, Feedback, Question, Reply
from bot.model.verdict import Status, Verdict, Why
from bot.model.wording import Occasion, Wording

__all__ = [
    "GUESSABLE",
    "HEADLESS",
    "RESERVED",
    "START",
    "Act",
    "Answer",
    "Article",
    "Asked",
    "Attach",
    "Calibration",
    "Choice",
    "City",
    "Conversation",
    "Corpus",
    "Coverage",
    "Deed",
    "Entry",
    "Evidence",
    "Expected",
    "Feedback",
    "Finding",
    "Fitted",
    "Fixed",
    "Guess",
    "Hours",
    "How",
    "Keyword",
    "Labelled",
    "Limit",
    "Match",
    "Mend",
    "NeedsSpeech",
    "Nickname",
    "Occasion",
    "Operator",
    "Outside",
    "Passage",
    "Question",
    "Quote",
    "Rank",
    "Release",
    "Reply",
    "Role",
    "Source",
    "Speech",
    "Status",
    "Switch",
    "Synonym",
    "Theme",
    "Unit",
    "Verdict",
    "Wanted",
    "Why",
    "Withholding",
    "Word",
    "Wording",
    "parse_hours",
    "read_weights",
    "stretches",
    "written",
]
