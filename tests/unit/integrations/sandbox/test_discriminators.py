"""The validator's tables cover every kind and every field that LINE's own OpenAPI file knows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from integrations.sandbox.line_platform.validator.actions import Place, actions_at
from integrations.sandbox.line_platform.validator.flex import CONTAINERS
from integrations.sandbox.line_platform.validator.flex_components import BACKGROUNDS, COMPONENTS
from integrations.sandbox.line_platform.validator.imagemaps import IMAGEMAP_ACTIONS
from integrations.sandbox.line_platform.validator.messages import MESSAGES
from integrations.sandbox.line_platform.validator.shapes import Union
from integrations.sandbox.line_platform.validator.templates import TEMPLATES
from integrations.sandbox.line_platform.validator.texts import MENTION_TARGETS, SUBSTITUTIONS

SPECIFICATION = Path(__file__).parents[5] / "shared" / "data" / "line" / "messaging-api.yml"
COVERED: dict[str, tuple[Union, ...]] = {
    "Message": (MESSAGES,),
    "Action": tuple(actions_at(place) for place in Place),
    "FlexContainer": (CONTAINERS,),
    "FlexComponent": (COMPONENTS,),
    "FlexBoxBackground": (BACKGROUNDS,),
    "Template": (TEMPLATES,),
    "ImagemapAction": (IMAGEMAP_ACTIONS,),
    "SubstitutionObject": (SUBSTITUTIONS,),
    "MentionTarget": (MENTION_TARGETS,),
}
NOT_PLAYED = {
    "Recipient": "narrowcast",
    "DemographicFilter": "narrowcast",
    "RichMenuBatchOperation": "rich menu batch",
    "AcquisitionConditionRequest": "coupons",
    "AcquisitionConditionResponse": "coupons",
    "CouponRewardRequest": "coupons",
    "CouponRewardResponse": "coupons",
    "CashBackPriceInfoRequest": "coupons",
    "CashBackPriceInfoResponse": "coupons",
    "DiscountPriceInfoRequest": "coupons",
    "DiscountPriceInfoResponse": "coupons",
}


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    if not SPECIFICATION.exists():
        pytest.skip("LINE's OpenAPI file is not beside the repository (../shared/data/line): coverage is not proved")
    loaded = yaml.load(SPECIFICATION.read_text(encoding="utf-8"), yaml.CSafeLoader)["components"]["schemas"]
    assert isinstance(loaded, dict)
    return loaded


def kinds(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, reference in schema["discriminator"]["mapping"].items():
        yield kind, reference.rsplit("/", 1)[-1]


def fields(schemas: dict[str, Any], name: str) -> tuple[set[str], set[str]]:
    """All and required fields, the parts of `allOf` merged."""
    schema = schemas[name]
    every, required = set(schema.get("properties", {})), set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        inherited = "$ref" in part
        more = fields(schemas, part["$ref"].rsplit("/", 1)[-1]) if inherited else fields({"": part}, "")
        every, required = every | more[0], required | more[1]
    return every, required


def test_every_discriminator_is_covered_or_named_as_not_played(schemas: dict[str, Any]) -> None:
    discriminated = {name for name, schema in schemas.items() if "discriminator" in schema}
    assert discriminated == COVERED.keys() | NOT_PLAYED.keys()


@pytest.mark.parametrize("base", COVERED)
def test_the_table_knows_the_same_kinds(base: str, schemas: dict[str, Any]) -> None:
    ours = {kind for known in COVERED[base] for kind in known.shapes}
    assert ours == {kind for kind, _ in kinds(schemas[base])}


@pytest.mark.parametrize("base", COVERED)
def test_the_table_knows_every_field(base: str, schemas: dict[str, Any]) -> None:
    for kind, name in kinds(schemas[base]):
        shapes = [known.shapes[kind] for known in COVERED[base] if kind in known.shapes]
        every, required = fields(schemas, name)
        ours = {field for shape in shapes for field in shape.fields}
        assert ours == every, f"{base} {kind}"
        assert all(required <= shape.required for shape in shapes), f"{base} {kind}"
