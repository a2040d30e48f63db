"""Kinds of values that options take, whose limits are told in Chinese."""

from __future__ import annotations

import click


class Whole(click.IntRange):
    """A whole number, within limits."""

    def _describe_range(self) -> str:
        return _limits(self.min, self.max)


class Number(click.FloatRange):
    """A number, within limits."""

    def _describe_range(self) -> str:
        return _limits(self.min, self.max)


DAY = click.DateTime(["%Y-%m-%d"])
"""As 2026-11-23."""


def _limits(least: float | None, most: float | None) -> str:
    return f"{least} 以上" if most is None else f"{least} 到 {most}"
