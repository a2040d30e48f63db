"""Counts the words that people's messages are made of: bot/retrieval/pinyin.tsv, by which pinyin is read.

python -m docs.fit_pinyin          # writes it
python -m docs.fit_pinyin --half   # of every other file alone, to measure with the rest
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import RUN, normalise
from bot.retrieval.pinyin_words import END, START
from bot.retrieval.question_words import load_question_words

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "bot" / "retrieval" / "pinyin.tsv"
QUESTIONS = sorted((ROOT / "tests" / "golden").glob("*.jsonl"))
DIALOGUES = sorted((ROOT / "tests" / "golden" / "dialogues").glob("*.jsonl"))
UTTERANCES = ROOT / "docs" / "acts" / "utterances.tsv"
HEAD = """# What a word tells in the messages of people, in nats: by it pinyin is read. Counted by docs/fit_pinyin.py in {}
# messages; nouns are left out, which a corpus or the dictionary knows. Not to be edited by hand.
"""
WORDS, PAIRS = 450, 450


def messages(step: int) -> Iterator[str]:
    """What people asked and said, of every `step`th file."""
    for path in QUESTIONS[::step]:
        yield from (json.loads(line)["q"] for line in path.read_text("utf-8").splitlines())
    for path in DIALOGUES[::step]:
        dialogues = map(json.loads, path.read_text("utf-8").splitlines())
        yield from (turn["say"] for dialogue in dialogues for turn in dialogue["turns"])
    lines = UTTERANCES.read_text("utf-8").splitlines()
    yield from (line.split("\t")[2] for line in lines if not line.startswith("#"))


def main(step: int) -> None:
    """Count, and write what is common."""
    dictionary, ours = Dictionary(), load_question_words()
    cutter, said = Dictionary.cutter(), dict.fromkeys(map(normalise, messages(step)))
    runs = [(START, *cutter.cut(run), END) for text in said for run in RUN.findall(text) if not run.isascii()]
    words = Counter(word for run in runs for word in run)
    pairs = Counter(pair for run in runs for pair in pairwise(run))
    asking = {START, END, *ours.empty, *ours.general}
    plain = {
        word
        for word in words
        if len(word) == 1 or word in asking or (dictionary.knows(word) and not dictionary.is_noun(word))
    }
    told = {word: math.log(words.total() / count) for word, count in words.items()}
    after = {pair: math.log(words[pair[0]] / count) for pair, count in pairs.items()}
    gains = {
        pair: count * (told[pair[1]] - after[pair]) for pair, count in pairs.items() if plain.issuperset(pair)
    }
    best = sorted(gains, key=lambda pair: -gains[pair])[:PAIRS]
    kept = [word for word, _ in words.most_common() if word in plain][:WORDS]
    rows = [f"{word}\t{told[word]:.1f}" for word in kept]
    rows += [f"{' '.join(pair)}\t{after[pair]:.1f}" for pair in best]
    MODEL.write_text(HEAD.format(len(said)) + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", action="store_true")
    main(2 if parser.parse_args().half else 1)
