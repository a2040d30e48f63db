from __future__ import annotations

from bot.doctor.knowledge import check_knowledge
from bot.errors import Fault
from tests.doctor.findings import bad, severities


def test_each_fault_of_the_knowledge_is_an_error_with_its_mend() -> None:
    (found,) = bad(check_knowledge(lambda: ([Fault("units.toml", 3, "名字用了两次", "只留一个")], [])))
    assert found.what == "units.toml:3: 名字用了两次"
    assert found.step == "只留一个"
    assert severities(check_knowledge(lambda: ([], []))) == ["good"]
    task = Fault("speeches", 1, "还没有演讲稿", "用 baigu import 导入")
    warned, fine = check_knowledge(lambda: ([], [task]))
    assert warned.what == "speeches:1: 还没有演讲稿"
    assert severities([warned, fine]) == ["warning", "good"]
