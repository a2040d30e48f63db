"""The nouns of the domain. Frozen, without behaviour that needs anything but themselves."""

from bot.model.finding import Evidence, Finding, How, Match, Quote
from bot.model.knowledge import Calibration, City, Corpus, Passage, Source, Speech, Synonym, Theme, Unit
from bot.model.labelled import Expected, Labelled
from bot.model.talk import Answer, Article, Choice, Conversation, Question, Reply, Status

__all__ = [
    "Answer",
    "Article",
    "Calibration",
    "Choice",
    "City",
    "Conversation",
    "Corpus",
    "Evidence",
    "Expected",
    "Finding",
    "How",
    "Labelled",
    "Match",
    "Passage",
    "Question",
    "Quote",
    "Reply",
    "Source",
    "Speech",
    "Status",
    "Synonym",
    "Theme",
    "Unit",
]
