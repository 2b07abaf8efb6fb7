"""Whatever the bytes are: lines and problems come out, never an exception, and nothing unsafe gets through."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.core.taps import ReportCondition, decode, encode
from bot.core.understanding import Condition
from bot.storage.city_load.cells import cleaned
from bot.storage.city_load.consents import CONSENTS
from bot.storage.city_load.kind import Need
from bot.storage.city_load.review import problems_of
from bot.storage.city_load.town import FILES, KINDS, Known, read_town

CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["P1", "D1", "1", "0", "2026-04-01", "", '"', "line", "family", "name;plan", "both", "37.5", "\x00"]
    ),
)


@given(st.dictionaries(st.sampled_from(FILES), st.binary(max_size=300)))
def test_any_bytes_become_lines_or_problems(files: dict[str, bytes]) -> None:
    problems_of(read_town(files), Known())


@given(st.data())
def test_any_cells_under_a_right_header_become_lines_or_problems(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(kind.columns), max_size=len(kind.columns)), max_size=5))
    head = ",".join(column.name for column in kind.columns)
    body = "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    town = read_town({kind.file: f"{head}\n{body}".encode("utf-8", "replace")})
    found = problems_of(town, Known(people=frozenset({"P1"}), districts=frozenset({"D1"})))
    if not found and kind.file == "people.csv":
        for each in town.people.lines:
            tap = ReportCondition(Condition.SAFE, about=PersonId(each.line.person_id))
            assert decode(encode(tap)) == tap


@given(st.text())
def test_cleaning_leaves_nothing_that_a_database_or_a_terminal_minds(text: str) -> None:
    clean = cleaned(text)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in clean)
    assert cleaned(clean) == clean


@given(st.data())
def test_the_same_consent_has_the_same_id_and_another_one_another(data: st.DataObject) -> None:
    head = ",".join(column.name for column in CONSENTS.columns if column.need is Need.FILLED)
    row = st.tuples(
        st.sampled_from(["P1", "P2"]),
        st.sampled_from(["safety_sharing", "plan_sharing"]),
        st.sampled_from(["name", "name;plan", "plan;name"]),
        st.sampled_from(["family", "city"]),
        st.sampled_from(["both", "emergency"]),
    )
    rows = data.draw(st.lists(row, min_size=2, max_size=2))
    sheet = read_town({CONSENTS.file: "\n".join([head, *map(",".join, rows)]).encode()}).consents
    one, two = (each.line for each in sheet.lines)
    assert (one == two) == (one.id == two.id)
