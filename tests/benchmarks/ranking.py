"""What the first five passages cost: `python -m tests.benchmarks.ranking [PASSAGES …]`.

Every engine gets the same terms of the same texts, made as Baigu makes them, and is asked in turns in one process;
figures are medians and 95th percentiles of CPU in milliseconds a question, for as many engines as are installed.
"""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

import bm25s
import numpy as np
from rank_bm25 import BM25Okapi

from bot.retrieval.analysis import Analysis
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.inverted import counted
from bot.retrieval.normalization import normalise
from bot.retrieval.postings import Postings, best, scored
from tests.benchmarks.many_speeches import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    Terms = list[str]
    Find = Callable[[Terms], object]

MOST = 5
QUESTIONS = 60


def ours(texts: Sequence[Terms]) -> Find:
    """Baigu's postings."""
    postings = Postings(scored(counted(texts)))
    return lambda terms: best(postings.scores(dict.fromkeys(terms, 1.0)), MOST)


def okapi(texts: Sequence[Terms]) -> Find:
    """rank_bm25, as its page shows."""
    model = BM25Okapi(texts)
    return lambda terms: np.argsort(-model.get_scores(list(dict.fromkeys(terms))))[:MOST]


def bm25s_numpy(texts: Sequence[Terms]) -> Find:
    """bm25s with its standard settings."""
    model = bm25s.BM25()
    model.index(texts, show_progress=False)
    return lambda terms: model.retrieve([list(dict.fromkeys(terms))], k=MOST, show_progress=False)


def sqlite_fts5(texts: Sequence[Terms]) -> Find:
    """SQLite's full text search."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(terms, tokenize = 'unicode61')")
    database.executemany("INSERT INTO texts VALUES (?)", ((" ".join(terms),) for terms in texts))
    asked = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?"

    def find(terms: Terms) -> object:
        words = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        return database.execute(asked, (words, MOST)).fetchall()

    return find


def tantivy_index(texts: Sequence[Terms]) -> Find:
    """tantivy."""
    import tantivy  # noqa: PLC0415 # compared with where it is installed

    schema: Any = tantivy.SchemaBuilder().add_text_field("terms", tokenizer_name="whitespace").build()
    index: Any = tantivy.Index(schema)
    writer = index.writer()
    for terms in texts:
        writer.add_document(tantivy.Document(terms=" ".join(terms)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(terms: Terms) -> object:
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", t)) for t in dict.fromkeys(terms)
        ]
        return searcher.search(tantivy.Query.boolean_query(should), MOST)

    return find


def xapian_index(texts: Sequence[Terms]) -> Find:
    """Xapian, from Debian's python3-xapian; it has no home on PyPI, so that it is looked for beside the virtual environment."""
    sys.path.append("/usr/lib/python3/dist-packages")
    try:
        import xapian  # noqa: PLC0415 # compared with where it is installed
    finally:
        sys.path.pop()
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
    for terms in texts:
        document = xapian.Document()
        for term in terms:
            document.add_term(term)
        database.add_document(document)
    database.commit()
    asking = xapian.Enquire(database)

    def find(terms: Terms) -> object:
        asking.set_query(xapian.Query(xapian.Query.OP_OR, list(dict.fromkeys(terms))))
        return [match.docid for match in asking.get_mset(0, MOST)]

    return find


ENGINES = {
    "baigu": ours,
    "bm25s (numpy)": bm25s_numpy,
    "tantivy": tantivy_index,
    "Xapian": xapian_index,
    "SQLite FTS5": sqlite_fts5,
    "rank_bm25": okapi,
}

SLOW, LARGEST_FOR_SLOW = ("SQLite FTS5", "rank_bm25"), 10_000
"""Engines that are not asked over more passages: they take a second a question, or gigabytes."""


def passages(wanted: int) -> Iterator[tuple[str, str]]:
    """So many texts, each with a question to it."""
    writer, number = Writer(), 0
    while True:
        for passage in writer.speech(number).practices:
            yield passage.text, passage.asked_as[0]
            wanted -= 1
            if not wanted:
                return
        number += 1


def figures(size: int) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of each engine over so many passages."""
    analysis = Analysis(Dictionary())
    held = list(passages(size))
    texts = [analysis.terms(normalise(text)) for text, _ in held]
    questions = [analysis.terms(normalise(asked)) for _, asked in held[:: max(1, size // QUESTIONS)]][
        :QUESTIONS
    ]
    engines = dict(_built(texts, SLOW if size > LARGEST_FOR_SLOW else ()))
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for terms in questions:
        for name, find in engines.items():
            started = time.process_time()
            find(terms)
            spent[name].append((time.process_time() - started) * 1000)
    return {
        name: (statistics.median(times), sorted(times)[int(len(times) * 0.95)])
        for name, times in spent.items()
    }


def main(size: int) -> None:
    """Print the table of one size."""
    for name, (median, p95) in figures(size).items():
        print(f"{size:>8} {name:<16}{median:>9.2f}{p95:>9.2f}")


def _built(texts: Sequence[Terms], left_out: Collection[str]) -> Iterator[tuple[str, Find]]:
    for name, build in ENGINES.items():
        try:
            if name not in left_out:
                yield name, build(texts)
        except ImportError:
            print(f"         {name} is not installed")


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ("1000", "10000")):
        main(size)
