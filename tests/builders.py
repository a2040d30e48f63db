"""Small corpora for tests, made of real objects."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.dialogue.interpreter import Interpreter
from bot.model import Corpus, Passage, Role, Source, Speech, Synonym, Theme, Unit
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search

ROOT = Path(__file__).resolve().parents[1]
KNOWLEDGE = ROOT / "knowledge"
SHARED = ROOT.parent / "shared"

WATER = Unit("shuiwu", "市水务局", ("水务局",), ("管水的",))
PARKS = Unit("yuanlin", "市园林局", ("园林局",))


def speech(
    unit: Unit = WATER,
    slug: str = "shuiwu-20240501",
    *,
    opening: str = "",
    practices: tuple[str, ...] = (),
    title: str = "水清岸绿",
    speaker: str | None = "李清",
    asked_as: Mapping[int, tuple[str, ...]] | None = None,
    not_asked_as: Mapping[int, tuple[str, ...]] | None = None,
    themes: Mapping[int, tuple[str, ...]] | None = None,
) -> Speech:
    texts = [(0, opening)] if opening else []
    texts += list(enumerate(practices, 1))
    passages = tuple(
        Passage(
            speech=slug,
            anchor=f"p{number}" if number else "opening",
            heading=text[:12] if number else title,
            text=text,
            role=Role.PRACTICE if number else Role.OPENING,
            number=number or None,
            themes=(themes or {}).get(number, ()),
            asked_as=(asked_as or {}).get(number, ()),
            not_asked_as=(not_asked_as or {}).get(number, ()),
        )
        for number, text in texts
    )
    return Speech(slug, title, unit, speaker, date(2024, 5, 1), Source("五月汇编", "市文明办"), passages)


def corpus(
    *speeches: Speech, synonyms: tuple[Synonym, ...] = (), themes: tuple[Theme, ...] = (), **fields: object
) -> Corpus:
    units = tuple(dict.fromkeys(speech.unit for speech in speeches))
    return Corpus(speeches=speeches, units=units, synonyms=synonyms, themes=themes, **fields)  # type: ignore[arg-type] # the rest of the fields, by name


def reader(held: Corpus, dictionary: Dictionary) -> Interpreter:
    """What reads messages about a corpus."""
    return Interpreter(held, normalise, Search(held, dictionary))


RIVER = speech(
    opening="市水务局把河道治理当作大事来抓。",
    practices=(
        "一是清淤。我们组织3支队伍清理河道淤泥，共清淤20余次，河水变清了。",
        "二是种树。沿着河岸种下柳树500棵，请居民认养，树有人管。",
    ),
)
FLOWERS = speech(
    PARKS,
    "yuanlin-20240502",
    opening="市园林局让街角开满鲜花。",
    practices=(
        "一是建口袋公园。利用边角地建成口袋公园8座，老人孩子有了去处。",
        "二是修剪行道树。夜间修剪，不堵车。",
    ),
    title="推窗见绿",
    speaker="王芳",
)
