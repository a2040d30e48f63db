"""What a finding is good for: an answer, suggestions, or neither; and whether a question is read a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import GENERAL, Status, Verdict, Why

if TYPE_CHECKING:
    from bot.dialogue.ports import Searching
    from bot.model import Calibration, Finding, Match, Unit

_STRANGER = "elsewhere"
"""The kind of limit of a name that the corpus does not know."""

LEAST_TOLD = 0.5
"""Of a telling word; a question of nothing but general words has no answer, however well they are covered."""

_WELL = 0.7
"""How well a word is found that means the same."""

_SLIGHT = 0.05
"""Below this probability, at least, that is said of what the passage does not tell."""

_CLEARLY_BETTER = 0.15
"""What a mended question must gain in confidence before it is put in the place of what was typed."""


def verdict(search: Searching, levels: Calibration, question: str, unit: Unit | None = None) -> Verdict:
    """The verdict on a question; with its typos mended where that is clearly surer.

    Args:
        unit: look only at this unit, as if the question named it.
    """
    first = decide(search.search(question, unit), levels)
    # A name that nobody here has said may be a typo of one that is known (康训社区).
    is_limited = first.why is Why.LIMIT and not is_of_stranger(first.finding)
    if first.status in (Status.ANSWERED, Status.COURTESY) or is_limited:
        return first
    mended = search.mended(question)
    if mended is None:
        return first
    second = decide(replace(search.search(mended, unit), meant=mended), levels)
    return second if second.confidence > first.confidence + _CLEARLY_BETTER else first


def decide(finding: Finding, levels: Calibration) -> Verdict:
    """The verdict on what was found."""
    at_once = _at_once(finding)
    if at_once:
        return at_once
    if not finding.features:  # a unit's own passages, for want of one that tells of the question
        return _held_back(finding, levels, 1.0, Why.THIN)
    is_untold = _is_untold(finding, levels)
    is_near = not is_untold and (finding.unit or finding.is_of_character)  # however improbable
    sure = max(finding.probability, levels.suggest) if is_near else finding.probability
    if is_untold or finding.is_of_other:
        held_back = _held_back(finding, levels, sure, _against(finding, levels))
        return replace(held_back, status=Status.UNANSWERED) if is_untold else held_back
    if sure >= levels.answer:
        is_only = finding.is_of_character and len(finding.matches) == 1  # a list of one is no list
        if not (finding.unit or is_only or _is_told_of(finding.matches[0])):
            return _held_back(finding, levels, sure, Why.THIN)
        return Verdict(finding, Status.ANSWERED, sure, Why.PROBABILITY)
    return Verdict(finding, _short_of_answer(sure, levels), sure, _against(finding, levels))


def _at_once(finding: Finding) -> Verdict | None:
    """The verdict where nothing has to be weighed."""
    if finding.is_reserved:
        return Verdict(finding, Status.COURTESY, 0.0, Why.RESERVED)
    if not finding.matches:
        return Verdict(finding, Status.UNANSWERED, 0.0, Why.NOTHING)
    if finding.is_named:
        return Verdict(finding, Status.ANSWERED, 1.0, Why.NAMED)
    if finding.asks_only_unit and not finding.limit:
        return Verdict(finding, Status.ANSWERED, 1.0, Why.UNIT)
    return None


def _is_untold(finding: Finding, levels: Calibration) -> bool:
    """Whether what is asked for (找谁报名, 花了多少钱, what another city did) is told nowhere, however near the rest is."""
    is_improbable = finding.probability < max(_SLIGHT, levels.suggest)
    return is_of_stranger(finding) or (finding.limit is not None and is_improbable)


def _against(finding: Finding, levels: Calibration) -> Why:
    """What speaks most plainly against an answer that is not probable enough."""
    if not covers(finding.matches[0], levels, finding.features.get("clause", 0.0)):
        return Why.THIN
    return Why.LIMIT if finding.limit else Why.PROBABILITY


def _is_told_of(match: Match) -> bool:
    """Whether a passage has anything of the question: how it is put (谁讲的) alone makes no answer."""
    evidence = match.coverage.evidence
    return match.coverage.told >= LEAST_TOLD or any(
        e.weight > GENERAL and e.strength >= _WELL for e in evidence
    )


def is_of_stranger(finding: Finding) -> bool:
    """Whether it is asked of somebody or some place that the corpus does not know: of that nothing is near."""
    return finding.limit is not None and finding.limit.kind == _STRANGER


def covers(match: Match, levels: Calibration, clause: float = 0.0) -> bool:
    """Whether a passage has enough of the question, or of one clause of it, not to be thin.

    Args:
        clause: the best coverage of a clause that leads to the passage by itself: story and courtesies around the
            question dilute nothing.
    """
    return max(match.coverage.share, clause) >= levels.coverage and match.coverage.told >= LEAST_TOLD


def _held_back(finding: Finding, levels: Calibration, sure: float, why: Why) -> Verdict:
    """Suggestions at most: its confidence ends halfway between their level and that of answers."""
    sure = min(sure, (levels.answer + levels.suggest) / 2)
    return Verdict(finding, _short_of_answer(sure, levels), sure, why)


def _short_of_answer(sure: float, levels: Calibration) -> Status:
    return Status.SUGGESTED if sure >= levels.suggest else Status.UNANSWERED
