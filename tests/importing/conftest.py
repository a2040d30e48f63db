from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.importing.finding.organisations import Organisations
from bot.importing.finding.page_analysis import PageAnalysis
from bot.importing.finding.people import People
from bot.importing.reading.sandbox import read_here

if TYPE_CHECKING:
    from bot.importing.finding.found import Findings
    from tests.importing.fixture_types import Reading


@pytest.fixture(scope="session")
def organisations() -> Organisations:
    return Organisations()


@pytest.fixture(scope="session")
def people(organisations: Organisations) -> People:
    return People(organisations)


@pytest.fixture(scope="session")
def read_text() -> Reading:
    """Findings in a text, read and judged in this process."""
    analysis = PageAnalysis()

    def reading(text: str, kind: str = "text") -> Findings:
        return analysis.of(read_here(kind, text.encode()), "来源")

    return reading
