"""Nothing that is committed names a machine's own paths or the host of a package registry."""

import re

import pytest

from tests.architecture.tree import files, name

# Put together here, so that this file does not hold what it looks for.
HOMES = "|".join(("ro" + "ot", "ho" + "me", "Us" + "ers", "wo" + "rk", "fa" + "rm"))
PATH = re.compile(rf"(?<![\w./:-])/(?:{HOMES})/\w")
REGISTRIES = re.compile(
    "|".join(
        re.escape(start + end)
        for start, end in (("py", "pi.org"), ("python", "hosted."), ("registry.npm", "js"), ("deb.deb", "ian."))
    )
)


def offences(text: str) -> list[str]:
    return [match[0] for shape in (PATH, REGISTRIES) for match in shape.finditer(text)]


def test_no_file_names_a_place_of_one_machine() -> None:
    found: list[str] = []
    for file in files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, a font
            continue
        found += [f"{name(file)}: {offence}" for offence in offences(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("parts", [("see /ro", "ot/x"), ("https://py", "pi.org/simple"), ("'/wo", "rk/main'")])
def test_an_offence_is_found(parts: tuple[str, str]) -> None:
    assert offences("".join(parts))


@pytest.mark.parametrize("text", ["https://example.jp/home/page", "./root/x", "docs/work/plan.md", "GET /roots/x"])
def test_an_address_of_a_page_is_no_offence(text: str) -> None:
    assert offences(text) == []
