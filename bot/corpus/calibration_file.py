"""calibration.toml, and calibration.meaning.toml for a second opinion: of `baigu calibrate`, read with all knowledge."""

from __future__ import annotations

import sys
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.model import Calibration

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from datetime import date

PLAIN, WITH_MEANING = "calibration.toml", "calibration.meaning.toml"


def parse_calibration(content: str) -> Calibration:
    """The calibration in a file.

    Raises:
        ValueError: the file is not one that `render_calibration` writes.
    """
    data = tomllib.loads(content)
    weights = data.get("weights")
    numbers = [data.get(name) for name in ("bias", "answer", "suggest", "coverage")]
    if not isinstance(weights, dict) or not all(
        isinstance(n, int | float) for n in (*numbers, *weights.values())
    ):
        raise ValueError("缺少 bias、answer、suggest、coverage 或 [weights]")
    return Calibration(
        bias=float(data["bias"]),
        weights={name: float(weight) for name, weight in weights.items()},
        answer=float(data["answer"]),
        suggest=float(data["suggest"]),
        coverage=float(data["coverage"]),
        wording=dict(map(_stretch, data.get("wording", "").splitlines())),
        is_by_form=data.get("by_form") is True,
    )


def documents_calibration() -> Calibration:
    """For documents (laws, manuals, notices) of which no question is labelled: what questions over those of others taught.

    A city is begun with what questions about practices taught (docs/fit_starter.py). There details are mistaken that a passage
    does not tell; of many documents the wrong one is found. Fitted by docs/fit_documents.py.
    """
    return parse_calibration(files(__package__).joinpath("documents.toml").read_text("utf-8"))


def render_calibration(calibration: Calibration, *, questions: int, day: date) -> str:
    """The file of a calibration."""
    weights = "".join(f"{name} = {weight}\n" for name, weight in calibration.weights.items())
    wording = "".join(f"{sign} {weight:+g}\n" for sign, weight in sorted(calibration.wording.items()))
    told, by_form = ("，X 是这一段讲到的", "by_form = true\n") if calibration.is_by_form else ("", "")
    return (
        f"# 把握怎么算、多大的把握才作答。由 baigu calibrate 生成（{day}，{questions} 个标好答案的问题），不要手改。\n\n"
        f"bias = {calibration.bias}\n"
        f"answer = {calibration.answer}  # 把握不低于它，直接引用\n"
        f"suggest = {calibration.suggest}  # 把握不低于它，列出接近的几条\n"
        f"coverage = {calibration.coverage}  # 问题里的意思，原文讲到的不到这么多就算太少\n\n"
        f"# 问法：问题里的每一段字（^ $ 是头尾，0 是数{told}）加减多少\n"
        f"wording = '''\n{wording}'''\n{by_form}\n"
        f"[weights]\n{weights}"
    )


def _stretch(line: str) -> tuple[str, float]:
    """A stretch and its weight; a stretch may hold any character but the blank."""
    sign, weight = line.rsplit(" ", 1)
    return sign, float(weight)
