from bot.evaluation.own_questions import OwnQuestion, own_questions, own_sample
from bot.model import Corpus, Finding, Limit, Match, Quote
from tests.builders import FLOWERS, corpus, speech

FIRST, SECOND, THIRD = "组织居民清理河道淤泥。", "请人看守岸边的水闸呀。", "每周巡查一次河道两岸。"
HELD = speech(
    practices=(f"{FIRST}{SECOND}{THIRD}",),
    asked_as={1: ("河怎么清的",)},
    not_asked_as={1: ("河水能喝吗",)},
)


def put() -> list[tuple[Corpus, tuple[OwnQuestion, ...]]]:
    return list(own_questions(corpus(HELD, FLOWERS)))


def texts(held: Corpus) -> str:
    return "".join(passage.text for passage in held.passages)


def test_a_sentence_is_asked_of_a_corpus_that_does_not_have_it() -> None:
    held, questions = put()[0]
    (sentence,) = (q for q in questions if q.is_sentence and q.speech == HELD.slug)
    assert sentence.text == SECOND.rstrip("。")
    assert f"{FIRST}{THIRD}" in texts(held)


def test_each_turn_takes_another_sentence_of_a_passage() -> None:
    taken = [q.text for _, questions in put() for q in questions if q.is_sentence and q.speech == HELD.slug]
    assert sorted(f"{text}。" for text in taken) == sorted((FIRST, SECOND, THIRD))


def test_short_passages_are_left_alone() -> None:
    held, _ = next(own_questions(corpus(speech(practices=(f"{FIRST}{SECOND}",)))))
    assert f"{FIRST}{SECOND}" in texts(held)


def test_headings_and_editors_questions_are_asked_once_of_passages_that_do_not_know_them() -> None:
    held, questions = put()[0]
    asked = {q.text: q.speech for q in questions if not q.is_sentence}
    assert asked["河怎么清的"] == asked[HELD.passages[0].heading] == HELD.slug
    assert asked["河水能喝吗"] is None
    assert not any(passage.asked_as or passage.not_asked_as for passage in held.passages)
    again = [q.text for _, questions in put()[1:] for q in questions if not q.is_removed]
    assert "河怎么清的" not in again


def test_each_question_is_asked_once_more_without_its_speech() -> None:
    (_, questions), *others = put()
    removed = {q.text: held for held, asked in others for q in asked if q.is_removed}
    assert all(q.text in removed for q in questions if q.speech)
    assert HELD.slug not in {speech.slug for speech in removed["河怎么清的"].speeches}
    assert all(q.speech is None for _, asked in others for q in asked if q.is_removed)


def found(limit: Limit | None = None) -> Finding:
    match = Match(Quote(HELD.passages[0], 0, 1), 1.0)
    return Finding((match,), features={"coverage": 0.5, "untold": 0.7}, limit=limit)


def test_a_match_of_the_speech_is_right() -> None:
    assert own_sample(OwnQuestion("问", HELD.slug), found()).is_right
    assert not own_sample(OwnQuestion("问", FLOWERS.slug), found()).is_right
    assert not own_sample(OwnQuestion("问", HELD.slug), Finding()).is_right


def test_what_was_taken_out_cannot_be_answered() -> None:
    removed = own_sample(OwnQuestion("问", None, is_removed=True), found())
    assert (removed.is_removed, removed.is_answerable) == (True, False)


def test_a_sentence_asks_for_nothing_that_could_be_untold() -> None:
    limit = Limit("rule", "问的是规定")
    sentence = own_sample(OwnQuestion("句", HELD.slug, is_sentence=True), found(limit)).finding
    assert (sentence.features, sentence.limit) == ({"coverage": 0.5, "untold": 0.0}, None)
    question = own_sample(OwnQuestion("问", HELD.slug), found(limit)).finding
    assert (question.features["untold"], question.limit) == (0.7, limit)
