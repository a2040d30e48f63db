"""What ten thousand speeches cost: `.venv/bin/python -m tests.benchmarks.many_speeches [SPEECHES] [FOLDER]`.

Makes a folder of that many different speeches, then imports them as pages, checks, publishes, publishes a change that a
service takes up, each as a process of its own, and prints seconds and peak memory.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.corpus.speech_rendering import render_speech
from bot.model import Passage, Role, Source, Speech, Unit
from tests.builders import KNOWLEDGE
from tests.journeys.service import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.service import Running

UNITS = 300
_SUBJECTS = (
    *("水务", "园林", "城管", "交通", "教育", "民政", "卫健", "文旅", "住建", "环保", "商务", "财政"),
    *("审计", "税务", "统计", "体育", "林业", "农业", "应急", "消防", "邮政", "电力", "供水", "燃气"),
)
_KINDS = (
    "局",
    "中心",
    "管理处",
    "服务站",
    "支队",
    "委员会",
    "研究所",
    "办公室",
    "公司",
    "协会",
    "学校",
    "医院",
    "街道办",
)
_FIRST, _SECOND = "红光明德福安和顺新华青云龙凤金银河东西南北", "锋阳园苑里坊桥湾岭塘江山湖村寨街巷岸洲坪"
_SURNAMES, _GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉",
)
_HEADS = ("强化组织领导", "发动群众参与", "整治环境卫生", "规范停车秩序", "办好民生实事", "弘扬文明新风", "守护绿水青山",
          "推进老旧小区改造", "建强志愿队伍", "提升服务质量", "管好背街小巷", "开展文明劝导")  # fmt: skip
_DOERS = (
    "党员先锋队",
    "网格员",
    "志愿者",
    "楼栋长",
    "机关干部",
    "社区民警",
    "退休老同志",
    "青年突击队",
    "业主代表",
    "环卫工人",
)
_DEEDS = (
    "清理{place}的乱堆乱放{n}处",
    "劝导不文明行为{n}起",
    "为{place}的老人送去药箱{n}个",
    "修补{place}破损路面{n}平方米",
    "在{place}新划停车位{n}个",
    "组织{doers}开展巡查{n}次",
    "入户走访{place}居民{n}户",
    "张贴公益广告{n}幅",
    "调解邻里纠纷{n}件",
    "拆除飞线{n}条",
    "种下{tree}{n}棵",
    "举办“{name}”讲堂{n}场",
    "收集意见建议{n}条",
    "更换{place}的路灯{n}盏",
    "疏通下水道{n}米",
)
_TREES = ("柳树", "桂花", "紫荆", "榕树", "三角梅", "樟树")
_WHYS = (
    "针对居民反映的{place}{trouble}问题",
    "为了让{place}的居民住得舒心",
    "围绕{place}的{trouble}难题",
    "结合“{name}”活动",
    "按照包点{place}的任务清单",
    "面对{trouble}这块硬骨头",
)
_TROUBLES = (
    "停车难",
    "垃圾乱扔",
    "路灯不亮",
    "下雨积水",
    "楼道堆物",
    "噪声扰民",
    "犬只不牵绳",
    "占道经营",
    "飞线充电",
    "小广告多",
)
_RESULTS = (
    "居民们都说{place}变样了",
    "群众满意度提高到百分之{n}",
    "{place}再没有接到投诉",
    "这项做法在全市推广",
    "大家的心拢到了一起",
    "{doers}成了{place}最熟悉的身影",
    "老人孩子都有了好去处",
    "邻里之间和气多了",
)


class Writer:
    """Writes speeches that are all different, and the same ones every time."""

    def __init__(self) -> None:
        self._random = random.Random(11)  # noqa: S311 # which words stand in a speech is no secret
        names = [f"市{subject}{kind}" for kind in _KINDS for subject in _SUBJECTS][:UNITS]
        self.units = [Unit(f"unit{number}", name) for number, name in enumerate(names)]

    def speech(self, number: int) -> Speech:
        """The speech of that number, 300 to 1500 characters of two to five practices."""
        unit, place = self.units[number % UNITS], self._place()
        slug = f"{unit.slug}-{number}"
        title = f"{place}里的{self._one(_HEADS)}故事之{number}"
        heads = self._random.sample(_HEADS, self._random.randint(2, 5))
        opening = f"各位评委，大家好！我来自{unit.name}，今天讲的是{place}的故事。{self._sentence(place)}"
        passages = [Passage(slug, "opening", title, opening, Role.OPENING)]
        for count, head in enumerate(heads, 1):
            said = "".join(self._sentence(place) for _ in range(self._random.randint(2, 4)))
            text = f"{'一二三四五'[count - 1]}是{head}。{said}"
            passages.append(
                Passage(slug, f"p{count}", head, text, Role.PRACTICE, count, asked_as=(f"{place}怎么{head}",))
            )
        speaker = self._one(_SURNAMES) + "".join(self._random.sample(_GIVEN, 2))
        day = date(2015, 1, 1) + timedelta(number % 4000)
        source = Source(f"{unit.name}经验汇编", "市文明办", None, f"{slug}.txt")
        return Speech(slug, title, unit, speaker, day, source, tuple(passages))

    def _sentence(self, place: str) -> str:
        deeds = "，".join(self._filled(deed, place) for deed in self._random.sample(_DEEDS, 3))
        return (
            f"{self._filled(self._one(_WHYS), place)}，{unit_doers(self._one(_DOERS))}{deeds}。"
            f"{self._filled(self._one(_RESULTS), place)}。"
        )

    def _filled(self, text: str, place: str) -> str:
        return text.format(
            place=place,
            n=self._random.randint(2, 999),
            doers=self._one(_DOERS),
            tree=self._one(_TREES),
            name=f"{self._one(_FIRST)}{self._one(_SECOND)}{self._one(_TROUBLES)[:2]}",
            trouble=self._one(_TROUBLES),
        )

    def _place(self) -> str:
        return f"{self._one(_FIRST)}{self._one(_SECOND)}{self._one(('社区', '小区', '街道', '村', '广场', '路'))}"

    def _one(self, options: tuple[str, ...] | str) -> str:
        return self._random.choice(options)


def unit_doers(doers: str) -> str:
    """Who did it."""
    return f"我们带着{doers}"


def write(folder: Path, speeches: int) -> None:
    """A knowledge folder: ours, and as many speeches more as are missing."""
    shutil.copytree(KNOWLEDGE, folder)
    (folder / "wording" / "examples.txt").write_text(
        "", "utf-8"
    )  # with so many units one does not tell apart who is asked
    writer, have = Writer(), len(list(folder.glob("speeches/*.md")))
    with (folder / "units.toml").open("a", encoding="utf-8") as table:
        table.writelines(f'\n[[unit]]\nname = "{unit.name}"\nslug = "{unit.slug}"\n' for unit in writer.units)
    for number in range(speeches - have):
        speech = writer.speech(number)
        (folder / "speeches" / f"{speech.slug}.md").write_text(render_speech(speech), "utf-8")
        (folder / "sources" / f"{speech.slug}.txt").write_text(page(speech), "utf-8")


def page(speech: Speech) -> str:
    """A speech as a page would have it."""
    return f"{speech.title}\n{speech.unit.name} {speech.speaker}\n{speech.date}\n\n{speech.text}\n"


def measured(folder: Path, *arguments: str, knowledge: Path | None = None) -> None:
    """Run a command and print its seconds and the peak memory of its largest process."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        env={
            **os.environ,
            "BAIGU_HOME": str(folder),
            "BAIGU_KNOWLEDGE": str(knowledge or folder / "knowledge"),
            "BAIGU_DATABASE_URL": f"sqlite:///{folder / 'baigu.db'}",
            "BAIGU_EDITOR": "测试",
        },
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
    )
    assert process.stdout
    told = process.stdout.read().strip().splitlines() or [""]
    _, status, usage = os.wait4(process.pid, 0)
    seconds, peak = time.monotonic() - started, usage.ru_maxrss / 1024
    print(
        f"{' '.join(arguments[:2]):<28}{seconds:>8.1f} s{usage.ru_utime:>8.1f} s CPU{peak:>8.0f} MB  {told[-1][:60]}"
    )
    assert status == 0, told


def steps(speeches: int, folder: Path) -> None:
    """Every step, measured."""
    started = time.monotonic()
    write(folder / "knowledge", speeches)
    size = sum(path.stat().st_size for path in (folder / "knowledge" / "speeches").iterdir()) / 1e6
    print(f"{speeches} speeches written in {time.monotonic() - started:.0f} s, {size:.0f} MB")
    pages = folder / "pages"
    pages.mkdir()
    for path in (folder / "knowledge" / "sources").iterdir():
        shutil.copy(path, pages)
    # Into knowledge that has none of them; else all would be recognised and none written.
    measured(folder, "import", str(pages), "--into", str(folder / "drafts"), knowledge=KNOWLEDGE)
    measured(folder, "check")
    measured(folder, "publish", "--yes", "--why", "第一版")
    changed = next((folder / "knowledge" / "wording").glob("thanks.txt"))
    changed.write_text("不客气！", "utf-8")
    measured(folder, "publish", "--yes", "--why", "改一句话")
    one_more(folder)
    measured(folder, "rollback", "--yes", "--why", "退回")
    measured(folder, "ask", "红锋社区怎么规范停车秩序")


def one_more(folder: Path) -> None:
    """One changed speech is published while a service answers, and taken up."""
    started = time.monotonic()
    with running(folder, KNOWLEDGE=str(folder / "knowledge")) as service:
        print(f"{'serve':<28}{time.monotonic() - started:>8.1f} s until it is ready")
        release = _release(service)
        _change(next((folder / "knowledge" / "speeches").glob("unit7-*.md")))
        measured(folder, "publish", "--yes", "--why", "改一篇")
        started = time.monotonic()
        # A few in a row meet each of its processes.
        while any(_release(service) == release for _ in range(6)):
            time.sleep(0.05)
        print(f"{'taken up':<28}{time.monotonic() - started:>8.1f} s after that")


def _release(service: Running) -> str:
    """The number of the release that answers."""
    return service.got("/metrics").partition("\nbaigu_release ")[2].partition("\n")[0]


def _change(speech: Path) -> None:
    """Change a word of a speech, and of the page it was taken from."""
    for path in (speech, speech.parents[1] / "sources" / f"{speech.stem}.txt"):
        path.write_text(path.read_text("utf-8").replace("我们带着", "我们领着", 1), "utf-8")


def _folders() -> Iterator[Path]:
    if sys.argv[2:]:
        yield Path(sys.argv[2])
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


if __name__ == "__main__":
    for where in _folders():
        steps(int(sys.argv[1]) if sys.argv[1:] else 10_000, where)
