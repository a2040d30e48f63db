from bot.mending.clusters import Clustering, together
from bot.model import Entry


def entry(number: int, question: str, status: str = "unanswered", **fields: object) -> Entry:
    return Entry(number, float(number), "wechat", "p", question, status, 0.1, **fields)  # type: ignore[arg-type] # by name


def clustering() -> Clustering:
    return Clustering(lambda text: text.strip("？！ "), lambda text: dict.fromkeys(text, 1.0))


def test_the_most_asked_comes_first_with_its_wordings_counted() -> None:
    asked = ["今天天气", "路灯坏了", "路灯坏了？", "路灯坏了", "路灯坏了啊"]
    first, second = clustering().clusters(entry(n, text) for n, text in enumerate(asked, 1))
    assert (first.question, first.count) == ("路灯坏了", 4)
    assert [(wording.text, wording.count) for wording in first.wordings] == [
        ("路灯坏了", 3),
        ("路灯坏了啊", 1),
    ]
    assert (second.question, second.count) == ("今天天气", 1)


def test_it_tells_what_came_of_them() -> None:
    rows = [
        entry(1, "路灯坏了"),
        entry(2, "路灯坏了", "suggested", passage="a#p1"),
        entry(3, "路灯坏了", "answered", passage="a#p2", feedback="useless"),
        entry(4, "路灯坏了", "suggested", passage="a#p1"),
    ]
    (found,) = clustering().clusters(rows)
    assert found.statuses == {"suggested": 2, "unanswered": 1, "answered": 1}
    assert (found.useless, found.passage) == (1, "a#p1")
    assert (found.first, found.last, found.entry) == (1.0, 4.0, 4)


def test_a_cluster_goes_by_the_name_of_its_most_asked_wording() -> None:
    by_one = clustering().clusters([entry(1, "路灯坏了")])
    by_many = clustering().clusters(
        entry(n, text) for n, text in enumerate(["路灯坏了", "路灯坏了！", "路灯坏了呀"])
    )
    assert by_one[0].id == by_many[0].id == clustering().name("路灯坏了？")


def test_what_has_no_words_is_no_question() -> None:
    assert clustering().clusters([entry(1, "？！")]) == []


def test_clusters_that_a_person_takes_for_one_count_together() -> None:
    rows = [
        entry(1, "路灯坏了"),
        entry(2, "路灯坏了"),
        entry(5, "路灯坏了"),
        entry(3, "灯不亮", "suggested", passage="a#p1"),
        entry(4, "灯不亮啊", "suggested", feedback="useless"),
    ]
    parts = clustering().clusters(rows)
    found = together(parts)
    assert found.id == "-".join(one.id for one in sorted(parts, key=lambda one: -one.count))
    assert (found.count, found.question, found.useless, found.passage) == (5, "路灯坏了", 1, "a#p1")
    assert found.statuses == {"unanswered": 3, "suggested": 2}
    assert found.heads == ("路灯坏了", "灯不亮")
    assert (found.first, found.last, found.entry) == (1.0, 5.0, 5)
