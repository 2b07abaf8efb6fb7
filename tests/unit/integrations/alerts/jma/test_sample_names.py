"""The sandbox's telegrams have no element that the JMA does not write, where its real files are there to be asked."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

import pytest

from integrations.sandbox.alerts import Status, load_samples
from tests.unit.integrations.alerts.jma.test_real_files import FOLDER
from tests.unit.integrations.alerts.jma.test_samples import AT, EVENT

BODY = "{http://xml.kishou.go.jp/jmaxml1/body/meteorology1/}"
BASIS = "{http://xml.kishou.go.jp/jmaxml1/elementBasis1/}"
OF_FORECASTS = frozenset(
    {
        *(BODY + name for name in ("DetailForecast", "WeatherForecastPart", "WindForecastPart", "WeatherPart")),
        *(BODY + name for name in ("WeatherCodePart", "ProbabilityOfPrecipitationPart", "TemperaturePart")),
        *(BASIS + name for name in ("Weather", "WeatherCode", "WindDirection", "Temperature")),
        BASIS + "ProbabilityOfPrecipitation",
        "{http://xml.kishou.go.jp/jmaxml1/informationBasis1/}TargetDuration",
    }
)
"""Of 府県天気予報 (VPFD51), of which no real file is kept: names of the published schema (jmx_mete, jmx_eb, jmx_ib)."""


def _names(telegrams: Iterable[bytes]) -> Iterator[str]:
    for each in telegrams:
        yield from (element.tag for element in ET.fromstring(each).iter())


@pytest.mark.skipif(not FOLDER.is_dir(), reason="real telegrams are not there (../shared/data/jma)")
@pytest.mark.parametrize("sample", list(load_samples()))
def test_a_sample_has_no_element_of_its_own(sample: str) -> None:
    real = frozenset(_names(each.read_bytes() for each in FOLDER.glob("*.xml")))
    beside = OF_FORECASTS if sample == "forecast" else frozenset()
    ours = frozenset(_names([load_samples()[sample].written(Status.REAL, AT, EVENT, 1)]))
    assert ours <= real | beside
    assert beside <= ours - real
