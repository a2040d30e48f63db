from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from bot.errors import OperatorError
from bot.model import Operator, Rank
from bot.state.logins import Logins
from bot.state.operators import INVITATION_TTL, Operators

if TYPE_CHECKING:
    from bot.state.database import Database
    from tests.state.conftest import Clock

PASSWORD = "correct horse 7"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def operators(database: Database, clock: Clock) -> Operators:
    return Operators(database, clock, QUICK)


def test_a_code_is_used_once_within_a_day(operators: Operators, clock: Clock) -> None:
    code = operators.invite(Rank.EDITOR, "甲")
    clock.now += INVITATION_TTL + 1
    with pytest.raises(OperatorError, match="过期"):
        operators.join(code, "甲", PASSWORD)
    code = operators.invite(Rank.EDITOR, "甲")
    later = operators.invite(Rank.EDITOR, "甲")
    with pytest.raises(OperatorError, match="口令不对"):
        operators.join(code, "甲", PASSWORD)
    operators.join(later, "甲", PASSWORD)
    with pytest.raises(OperatorError, match="口令不对"):
        operators.join(later, "甲", PASSWORD)
    assert operators.all() == [Operator("甲", Rank.EDITOR, clock.now)]


def test_a_code_for_anybody_takes_nobodys_name(operators: Operators) -> None:
    operators.join(operators.invite(Rank.ADMINISTRATOR), "甲", PASSWORD)
    with pytest.raises(OperatorError, match="已经有人叫这个名字"):
        operators.join(operators.invite(Rank.ADMINISTRATOR), "甲", "another one 9")
    assert operators.verify("甲", PASSWORD)


def test_of_codes_that_several_machines_told_each_holds_until_one_is_used(database: Database) -> None:
    machines = [Operators(database, hasher=QUICK) for _ in range(6)]
    codes = [machine.invite(Rank.ADMINISTRATOR) for machine in machines]

    def join(number: int) -> bool:
        try:
            machines[number].join(codes[number], f"甲{number}", PASSWORD)
        except OperatorError:
            return False
        return True

    with ThreadPoolExecutor(len(machines)) as pool:
        assert sum(pool.map(join, range(len(machines)))) == 1
    assert len(machines[0].all()) == 1
    assert not any(join(number) for number in range(len(machines)))


def test_a_code_that_two_use_at_once_lets_one_in(database: Database) -> None:
    operators = Operators(database, hasher=QUICK)
    code = operators.invite(Rank.EDITOR, "甲")

    def join(password: str) -> bool:
        try:
            operators.join(code, "甲", password)
        except OperatorError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(join, [f"{PASSWORD}{number}" for number in range(4)])) == 1


def test_passwords_are_kept_as_argon2_and_codes_as_hashes(database: Database, operators: Operators) -> None:
    code = operators.invite(Rank.ADMINISTRATOR)
    with database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT code FROM invitations").scalar()
    assert code.replace("-", "") not in str(kept)
    operators.join(code, "甲", PASSWORD)
    with database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM operators").scalar()
    assert str(kept).startswith("$argon2id$")


def test_an_administrator_stays_whatever_is_asked(operators: Operators) -> None:
    operators.join(operators.invite(Rank.ADMINISTRATOR), "甲", PASSWORD)
    with pytest.raises(OperatorError, match="至少要留一位管理员"):
        operators.dismiss("甲")
    with pytest.raises(OperatorError, match="至少要留一位管理员"):
        operators.appoint("甲", Rank.READER)
    assert operators.has_administrator()
    with pytest.raises(OperatorError, match="没有叫“乙”的人"):
        operators.appoint("乙", Rank.READER)


def test_who_was_dismissed_is_out_and_comes_in_with_a_new_code_alone(
    database: Database, operators: Operators, clock: Clock
) -> None:
    operators.join(operators.invite(Rank.ADMINISTRATOR), "甲", PASSWORD)
    operators.join(operators.invite(Rank.EDITOR), "乙", PASSWORD)
    logins = Logins(database, clock)
    token = logins.begin("乙")
    assert logins.operator(token)
    operators.dismiss("乙")
    assert not operators.verify("乙", PASSWORD)
    assert logins.operator(token) is None
    operators.join(operators.invite(Rank.READER, "乙"), "乙", "another one 9")
    assert operators.verify("乙", "another one 9")
