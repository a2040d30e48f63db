from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.evaluation.labelled import Expected, Labelled, read_labelled


def test_questions_are_read_with_what_answers_them(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"kind":"topic","q":"问","expect":[{"unit":"甲","practice":1}]}\n\n{"kind":"off","q":"天气"}\n',
        "utf-8",
    )
    assert read_labelled(path) == [Labelled("topic", "问", (Expected("甲", 1),)), Labelled("off", "天气", ())]


@pytest.mark.parametrize("line", ["不是 JSON", '{"kind":"x"}', '{"q":"问","expect":[{"practice":1}]}', "[1]"])
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"q":"好的"}\n' + line, "utf-8")
    with pytest.raises(SourceError, match=r"q\.jsonl:2"):
        read_labelled(path)


def test_any_practice_of_a_unit_will_do_where_none_is_named() -> None:
    assert Expected("甲", None).is_met_by("甲", 3)
    assert not Expected("甲", None).is_met_by("乙", 3)
    assert not Expected("甲", 1).is_met_by("甲", 0)
    assert Expected("甲", 0).is_met_by("甲", 0)
