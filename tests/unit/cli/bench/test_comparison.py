"""What a benchmark found, as it is printed."""

from bot.cli.bench.comparison import Comparison, Round, number, quantile, spread


def test_the_ratio_is_taken_round_by_round_and_not_of_the_medians() -> None:
    rounds = [Round(10, 100), Round(50, 50), Round(90, 1)]
    lines = Comparison("turns", "raw rows", "a second", rounds).lines
    assert lines == (
        "turns: 50 (10 to 90) a second",
        "  yardstick, raw rows: 50 (1 to 100) a second",
        "  ratio: 1 (0.1 to 90)",
    )


def test_notes_stand_below() -> None:
    assert Comparison("a", "b", "s", [Round(1, 1)], ["seen on the way"]).lines[-1] == "  seen on the way"


def test_numbers_show_three_digits_that_count() -> None:
    assert [number(each) for each in (0.012345, 1.2345, 99.96, 123.4, 12345.6)] == [
        "0.0123",
        "1.23",
        "100",
        "123",
        "12,346",
    ]


def test_the_range_is_beside_the_median() -> None:
    assert spread([3, 1, 2]) == "2 (1 to 3)"


def test_a_quantile_is_one_of_the_values() -> None:
    values = [float(each) for each in range(100)]
    assert (quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)) == (50, 99, 99)
