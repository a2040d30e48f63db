from bot.model import Passage, Role
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.quotation import LENGTH, WHOLE
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus, speech

LONG = "".join(f"第{n}天我们走访了辖区里的商户和居民，听取大家的意见，记在本子上。" for n in range(1, 16))
LONG += "有人说：“楼下的井盖松了！晚上响。”我们当天换了井盖。居民睡了安稳觉。"


def test_a_passage_asked_for_by_itself_is_quoted_whole(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    (passage,) = [p for p in RIVER.passages if p.number == 1]
    assert search.quote("", passage).text == passage.text
    long = speech(practices=(LONG,)).passages[0]
    assert 200 < len(search.quote("", long).text) <= WHOLE


def test_a_quote_begins_with_the_sentence_that_answers_in_a_short_passage_too(dictionary: Dictionary) -> None:
    text = "一是走访。我们走访了商户。二是换井盖。井盖松了就换。"
    held = speech(practices=(text,))
    quote = Search(corpus(held, FLOWERS), dictionary).search("井盖松了怎么换").matches[0].quote
    assert quote.text == "井盖松了就换。"


def test_the_number_asked_for_stands_in_the_first_sentence(dictionary: Dictionary) -> None:
    text = "一是换井盖，井盖松了就换，换井盖不等。二是年底统计，共换了30个，群众满意。"
    held = speech(practices=(text,))
    quote = Search(corpus(held, FLOWERS), dictionary).search("换了几个井盖").matches[0].quote
    assert quote.text.startswith("二是年底统计，共换了30个")


def test_in_a_long_passage_the_quote_starts_at_the_sentence_that_answers(dictionary: Dictionary) -> None:
    held = speech(practices=(LONG,))
    quote = Search(corpus(held, FLOWERS), dictionary).search("井盖松了怎么办").matches[0].quote
    assert quote.text.startswith("有人说：“楼下的井盖松了！晚上响。”")
    assert len(quote.text) <= LENGTH


def test_a_single_long_sentence_is_quoted_whole(dictionary: Dictionary) -> None:
    text = "换井盖" + "，走访商户" * 40 + "。完。"
    search = Search(corpus(speech(practices=(text,)), FLOWERS), dictionary)
    assert len(search.search("井盖").matches[0].quote.text) == len(text) - 2


def test_sentences_never_end_inside_quotation_marks() -> None:
    passage = Passage("s", "p1", "", "他说：“好！真好。”大家笑了。下班（五点。）走", Role.PRACTICE, 1)
    assert [passage.text[slice(*span)] for span in passage.sentences] == [
        "他说：“好！真好。”",
        "大家笑了。",
        "下班（五点。）",
        "走",
    ]


def test_a_quotation_mark_left_open_does_not_swallow_the_paragraphs_behind() -> None:
    passage = Passage("s", "p1", "", "他说：“好。\n第二段。", Role.PRACTICE, 1)
    assert [passage.text[slice(*span)] for span in passage.sentences] == ["他说：“好。", "第二段。"]
