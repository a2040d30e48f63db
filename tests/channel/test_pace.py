from bot.channel.pace import Pace


def test_a_person_may_write_so_often_in_a_minute_and_no_more_and_others_as_well() -> None:
    now = [30.0]
    pace = Pace(2, lambda: now[0])
    assert [pace.allows("a") for _ in range(3)] == [True, True, False]
    assert pace.allows("b")
    now[0] += 60
    assert pace.allows("a")
