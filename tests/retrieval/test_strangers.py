"""Names by their shape, whether the dictionary knows them or cuts them apart."""

from dataclasses import replace

import pytest

from bot.model import Unit
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("市住建局怎么清理河道淤泥", "住建局"),
        ("教育局的清理河道淤泥", "教育局"),
        ("妇联怎么清理河道淤泥", "妇联"),
        ("潭中街道清理河道淤泥", "潭中街道"),
        ("箭盘社区清理河道淤泥", "箭盘社区"),
        ("交警支队清理河道淤泥", "交警支队"),
        ("桂林清理河道淤泥", "桂林"),
        ("来宾市清理河道淤泥", "来宾市"),
        ("王建国同志清理河道淤泥", "王建国"),
    ],
)
def test_a_name_that_nobody_here_has_said_keeps_the_passage_from_answering(
    dictionary: Dictionary, question: str, name: str
) -> None:
    limit = Search(corpus(RIVER, FLOWERS), dictionary).search(question).limit
    assert limit is not None
    assert limit.kind == "elsewhere"
    assert name in limit.why or limit.why.replace("问的是", "").split("，")[0] in name


@pytest.mark.parametrize(
    "question",
    [
        "我们社区清理河道淤泥",
        "老旧小区清理河道淤泥",
        "有没有哪个街道清理河道淤泥",
        "党组书记怎么带头清理河道淤泥",
        "从大局出发清理河道淤泥",
        "水务局清理河道淤泥",
        "李清清理河道淤泥",
    ],
)
def test_common_words_and_names_of_the_corpus_are_no_strangers(dictionary: Dictionary, question: str) -> None:
    limit = Search(corpus(RIVER, FLOWERS), dictionary).search(question).limit
    assert limit is None or limit.kind != "elsewhere"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("市卫健委清理河道淤泥", "卫健委"),
        ("市妇联清理河道淤泥", "市妇联"),
        ("市科协清理河道淤泥", "科协"),
        ("消防救援支队清理河道淤泥", "救援支队"),
        ("《反电信网络诈骗法》和清理河道淤泥", "反电信网络诈骗法"),
        ("红十字会清理河道淤泥", "红十字会"),
        ("鱼峰区政府清理河道淤泥", "鱼峰区"),
    ],
)
def test_an_office_is_a_stranger_whatever_stands_before_it(
    dictionary: Dictionary, question: str, name: str
) -> None:
    limit = Search(corpus(RIVER, FLOWERS), dictionary).search(question).limit
    assert limit is not None
    assert name in limit.why


@pytest.mark.parametrize(
    "question", ["有没有人下社区清理河道淤泥", "干部真下社区清理河道淤泥吗", "咋办，河道淤泥"]
)
def test_who_goes_to_a_place_is_no_part_of_its_name(dictionary: Dictionary, question: str) -> None:
    limit = Search(corpus(RIVER, FLOWERS), dictionary).search(question).limit
    assert limit is None or limit.kind != "elsewhere"


def test_the_office_of_a_district_is_not_the_citys(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, replace(FLOWERS, unit=Unit("x", "市档案办", ("档案办",)))), dictionary)
    other, ours = search.search("江边区档案办种树"), search.search("小区档案办种树")
    assert (other.unit, other.limit and other.limit.kind) == (None, "elsewhere")
    assert (ours.unit and ours.unit.name, ours.limit) == ("市档案办", None)


@pytest.mark.parametrize("question", ["老旧小区怎么办", "怎么办才好，河道淤泥"])
def test_what_asks_is_no_office(dictionary: Dictionary, question: str) -> None:
    limit = Search(corpus(RIVER, FLOWERS), dictionary).search(question).limit
    assert limit is None or limit.kind != "elsewhere"


def test_a_title_is_known_without_the_marks_that_are_in_it(dictionary: Dictionary) -> None:
    search = Search(corpus(replace(RIVER, title="“污水”变“清水”")), dictionary)
    assert search.search("《污水变清水》怎么清理河道淤泥").limit is None
    assert search.search("《污水变油》怎么清理河道淤泥").limit is not None


def test_what_happens_is_no_part_of_a_name(dictionary: Dictionary) -> None:
    limit = Search(corpus(RIVER, FLOWERS), dictionary).search("怕淹水政府清理河道淤泥没有").limit
    assert limit is None or limit.kind != "elsewhere"
