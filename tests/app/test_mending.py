from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.app.mending import Mending
from bot.app.withholding import Withdrawal
from bot.corpus.folder import KnowledgeFolder
from bot.dialogue.reception import Reception
from bot.errors import MendError
from bot.mending.clusters import Clustering
from bot.model import Attach, NeedsSpeech, Outside, Question, Word
from bot.state.memory import SqlMemory

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.publishing import Publishing
    from bot.app.service import Service

FIRE = "fangzhiban-20240111#p1"
LAMP = "路灯坏了找谁修"
ASKED = (LAMP, LAMP, "路灯坏了，找谁修？", "路灯坏了找谁", "井盖丢了", "康顺社区归谁管", "没用")


@pytest.fixture
def mending(baigu: Service) -> Mending:
    memory = SqlMemory(baigu.database)
    reception = Reception(baigu.editions.current, memory)
    for number, text in enumerate(ASKED):
        reception.reply(Question(text, person="p", key=str(number), channel="wechat"))
    baigu.journal.take_in()
    return Mending(baigu)


def left(mending: Mending) -> list[tuple[str, int]]:
    return [(one.question, one.count) for one in mending.unmended(mending.clusters(0), None)]


def test_what_was_asked_in_vain_is_listed_until_somebody_decides_on_it(
    mending: Mending, baigu: Service
) -> None:
    clusters = mending.clusters(0)
    alone = Clustering(str, lambda _: {}).name("路灯坏了找谁")
    assert mending.cluster(alone, clusters) == clusters[0]
    assert "演讲稿里没有讲到" in mending.reply(clusters[0])
    well = next(one for one in clusters if one.question == "井盖丢了")
    both = mending.cluster(f"{well.id}-{alone}", clusters)
    assert (both.count, both.heads) == (5, (LAMP, "井盖丢了"))
    with pytest.raises(MendError, match="没有 ffffffff 这一组"):
        mending.cluster("ffffffff", clusters)
    assert left(mending) == [(LAMP, 4), ("康顺社区归谁管", 1), ("井盖丢了", 1)]
    mending.save(Attach(FIRE), (LAMP,))
    assert left(mending) == [("康顺社区归谁管", 1), ("井盖丢了", 1)]
    mending.save(NeedsSpeech("市城管局"), ("井盖丢了",))
    mending.save(Outside(), ("康顺社区归谁管",))
    assert left(mending) == []
    assert mending.clusters(baigu.clock() + 1) == []


def test_an_effect_is_shown_against_what_answers_now_and_writes_nothing(
    mending: Mending, folder: Path
) -> None:
    before = KnowledgeFolder(folder).load().version
    effect = mending.effect(Attach(FIRE), (LAMP, "今天星期几"), ("路灯坏了找谁",))
    assert [(row.before, row.after) for row in effect.own] == [("unanswered", "answered 市方志办 1")] * 3
    assert effect.is_answered
    assert (effect.golden, effect.real) == (3, 2)
    assert [row.question for row in effect.others] == ["今天星期几"]
    assert any("不该答却答了" in sentence for sentence in effect.worse)
    assert KnowledgeFolder(folder).load().version == before == effect.version


def test_somebody_elses_change_in_between_is_not_written_over(mending: Mending, folder: Path) -> None:
    effect = mending.effect(Attach(FIRE), (LAMP,))
    path = folder / "vocabulary.toml"
    path.write_text(path.read_text("utf-8") + "\n# 别人刚加的\n", "utf-8")
    with pytest.raises(MendError, match="刚才有人改过"):
        mending.save(Attach(FIRE), (LAMP,), effect.version)
    assert path.read_text("utf-8").endswith("# 别人刚加的\n")
    again = mending.effect(Attach(FIRE), (LAMP,))
    mending.save(Attach(FIRE), (LAMP,), again.version)


def test_what_would_not_lead_to_the_practice_is_refused(mending: Mending, folder: Path) -> None:
    before = KnowledgeFolder(folder).load().version
    with pytest.raises(MendError, match="还是不会用这一条来答"):
        mending.save(Attach(FIRE), ("习主席讲了什么",))
    with pytest.raises(MendError, match="没有“井盖”"):
        mending.effect(Word("井盖", ("停车位",)), ("路灯坏了",))
    assert KnowledgeFolder(folder).load().version == before


def test_nothing_is_attached_to_a_passage_that_is_withheld_and_that_is_said(
    mending: Mending, baigu: Service
) -> None:
    withdrawal = Withdrawal(baigu)
    passage = withdrawal.passage(FIRE)
    assert passage
    withdrawal.withhold(passage, "王", "讲错了")
    with pytest.raises(MendError, match="这一段撤回着"):
        mending.effect(Attach(FIRE), (LAMP,))
    withdrawal.let_go(passage, "王", "改好了")
    assert mending.effect(Attach(FIRE), (LAMP,)).is_answered


def test_the_next_release_answers_it_over_the_channel_it_was_asked_by(
    mending: Mending, baigu: Service, publishing: Publishing
) -> None:
    mending.save(Attach(FIRE), (LAMP,))
    publishing.publish(publishing.prepare(lambda items, _: items), "补一句")
    baigu.editions.look()
    reply = baigu.reception.reply(Question("路灯坏了找谁修？", person="q", key="k", channel="wechat"))
    assert reply.quoted == (FIRE,)
    assert reply.release == 1


def test_a_practice_is_named_as_people_do_by_its_id_or_by_its_address(mending: Mending) -> None:
    page = "https://baigu.example/speeches/fangzhiban-20240111"
    for place in ("市方志办第1条", FIRE, f"{page}#p1", f"{page}?p1=143-208-432115#p1", f"{page}/p1"):
        passage = mending.passage(place)
        assert passage
        assert passage.id == FIRE
    assert mending.passage("市方志办第9条") is None
