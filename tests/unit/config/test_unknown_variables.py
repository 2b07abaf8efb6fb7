"""Slips of the pen in the names of variables are found."""

from config.unknown_variables import unknown_variables


def test_a_slip_is_told_with_the_name_that_was_meant() -> None:
    (unknown,) = unknown_variables({"ANPI_LINE_CHANEL_SECRET": "x", "ANPI_LOG_LEVEL": "info", "HOME": "/"})
    assert str(unknown) == "ANPI_LINE_CHANEL_SECRET is not a setting of Anpi; did you mean ANPI_LINE_CHANNEL_SECRET?"


def test_a_name_like_no_other_gets_no_guess() -> None:
    (unknown,) = unknown_variables({"ANPI_QQQQ": "x"})
    assert str(unknown) == "ANPI_QQQQ is not a setting of Anpi"


def test_what_tests_and_set_up_read_is_not_unknown() -> None:
    assert unknown_variables({"ANPI_TEST_REDIS_URL": "x", "ANPI_SETUP_WITHOUT_UV": "1", "anpi_log_level": "info"}) == ()
