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
)
from bot.model.finding import RESERVED, Asked, Coverage, Evidence, Finding, How, Limit, Match, Quote
from bot.model.fitted import START, Fitted, read_weights, stretches, written
from bot.model.hours import Hours, parse_hours
from bot.model.labelled import Expected, Labelled
from bot.model.release import Release, Switch, Withholding
from bot.model.talk import Answer, Article, Choice, Conversation, Question, Reply
from bot.model.verdict import Status, Verdict, Why
from bot.model.wording import Occasion, Wording

__all__ = [
    "GUESSABLE",
    "HEADLESS",
    "RESERVED",
    "START",
    "Answer",
    "Article",
    "Asked",
    "Calibration",
    "Choice",
    "City",
    "Conversation",
    "Corpus",
    "Coverage",
    "Evidence",
    "Expected",
    "Finding",
    "Fitted",
    "Guess",
    "Hours",
    "How",
    "Keyword",
    "Labelled",
    "Limit",
    "Match",
    "Occasion",
    "Passage",
    "Question",
    "Quote",
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
    "Why",
    "Withholding",
    "Wording",
    "parse_hours",
    "read_weights",
    "stretches",
    "written",
]
