from bot.app.remembered import deciding
from bot.app.settled import is_mended
from bot.dialogue.edition import Edition
from bot.mending.clusters import Clustering
from bot.model import Entry


def mended(edition: Edition, question: str, *, status: str, passage: str | None = None) -> bool:
    entry = Entry(1, 1.0, "wechat", "p", question, status, 0.1, passage=passage, feedback="useless")
    (cluster,) = Clustering(str, lambda text: dict.fromkeys(text, 1.0)).clusters([entry])
    return is_mended(cluster, set(), deciding(edition))


def test_what_was_asked_in_vain_is_mended_when_a_count_answers_it(edition: Edition) -> None:
    assert mended(edition, "方志办有几条", status="unanswered")


def test_a_count_that_was_no_use_is_not_mended_by_the_same_count(edition: Edition) -> None:
    assert not mended(edition, "方志办有几条", status="answered")


def test_a_passage_that_was_no_use_is_mended_by_a_count(edition: Edition) -> None:
    assert mended(edition, "方志办有几条", status="answered", passage="fangzhiban-20240111#p1")
