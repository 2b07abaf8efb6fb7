"""全国地方公共団体コード and its check digit."""

import pytest

from integrations.alerts.municipality_codes import six_digits


@pytest.mark.parametrize("code", ["072028", "070009", "011002", "282103", "131016"])
def test_real_codes_have_a_right_check_digit(code: str) -> None:
    assert six_digits(code) == code
    assert six_digits(code[:5]) == code


@pytest.mark.parametrize("written", ["072027", "072082", "", "7202", "0720200", "07202a", "会津若松市"])
def test_what_is_no_code_is_none(written: str) -> None:
    assert six_digits(written) is None


def test_full_width_digits_are_digits() -> None:
    assert six_digits("０７２０２８") == "072028"
