"""The second opinion on meaning, where it is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def check_meaning(name: Callable[[], str], *, is_calibrated: bool) -> Iterator[Diagnosis]:
    """Whether the encoder is there, and whether it is known what its opinion is worth.

    Args:
        name: of the encoder.
    """
    try:
        yield good(f"语义模型 {name()}")
    except SettingsError as missing:
        yield error(
            str(missing), "打开了 BAIGU_MEANING，服务启动不了", "装好再来，或者把 BAIGU_MEANING 改回 off"
        )
        return
    if not is_calibrated:
        yield warning(
            "知识文件夹里没有 calibration.meaning.toml",
            "多大的把握才作答，还照没有语义模型的时候算",
            "有检查题的，带着它们运行一次 baigu calibrate；没有的不用管",
        )
