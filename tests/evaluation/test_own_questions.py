from bot.evaluation.own_questions import own_questions, without_questions
from bot.model import Expected
from tests.builders import FLOWERS, corpus, speech

HELD = speech(
    practices=("一是清淤，河水变清了。",), asked_as={1: ("河怎么清的",)}, not_asked_as={1: ("河水能喝吗",)}
)


def test_titles_headings_and_editors_questions_are_labels() -> None:
    labelled = {question.text: question.expected for question in own_questions(corpus(HELD))}
    assert labelled["水清岸绿"] == (Expected("市水务局", None),)
    assert labelled[HELD.passages[0].heading] == (Expected("市水务局", 1),)
    assert labelled["河怎么清的"] == (Expected("市水务局", 1),)
    assert labelled["河水能喝吗"] == ()


def test_they_are_asked_of_a_corpus_that_does_not_know_them() -> None:
    left = without_questions(corpus(HELD, FLOWERS))
    assert [(p.text, p.asked_as, p.not_asked_as) for p in left.passages[:1]] == [
        (HELD.passages[0].text, (), ())
    ]
