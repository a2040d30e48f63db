"""The nouns of the domain. Frozen, without behaviour that needs anything but themselves."""

from bot.model.calibration import Calibration
from bot.model.corpus import City, Corpus, Keyword, Synonym, Theme, Wanted
from bot.model.entry import Entry
from bot.model.finding import GENERAL, RESERVED, Asked, Coverage, Evidence, Finding, How, Limit, Match, Quote
from bot.model.fitted import START, Fitted, read_weights, stretches, written
from bot.model.hours import Hours, parse_hours
from bot.model.labelled import Expected, Labelled
from bot.model.mend import Attach, Fixed, Mend, NeedsSpeech, Nickname, Outside, Word
from bot.model.operator import Act, Deed, Operator, Rank
from bot.model.passage import HEADLESS, Passage, Role
from bot.model.release import Release, Switch, Withholding
from bot.model.speech import GUESSABLE, Correction, Guess, Source, Speech, is_web_address
from bot.model.talk import Answer, Article, Choice, Conversation, Feedback, Question, Reply
from bot.model.unit import Unit
from bot.model.verdict import Status, Verdict, Why
from bot.model.wording import Occasion, Wording

__all__ = [
    "GENERAL",
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
    "Correction",
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
    "is_web_address",
    "parse_hours",
    "read_weights",
    "stretches",
    "written",
]
