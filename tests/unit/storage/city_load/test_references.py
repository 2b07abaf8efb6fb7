"""Files held against one another and against what the city already has."""

import pytest

from bot.storage.city_load.problem import Problem, listed
from bot.storage.city_load.town import Known
from tests.unit.storage.city_load.a_town import LINE_ACCOUNT, only, problems


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        (
            "people",
            "person_id,name,district\nP1,花子,D9\nP2,京子,\n",
            "people.csv line 2, district: there is no district",
        ),
        (
            "accounts",
            "person_id,channel,address\nP9,web,x\n",
            "accounts.csv line 2, person_id: there is no person 'P9'",
        ),
        ("relations", "person_id,other_id,kind\nP1,P9,family\n", "relations.csv line 2, other_id: there is no person"),
        ("relations", "person_id,other_id,kind\nP9,P1,family\n", "relations.csv line 2, person_id: there is no person"),
        ("roles", "person_id,role,district\nP9,leader,\n", "roles.csv line 2, person_id: there is no person 'P9'"),
        ("roles", "person_id,role,district\nP1,leader,D\n", "roles.csv line 2, district: there is no district 'D'"),
        (
            "home_hazards",
            "person_id,hazard\nP9,flood\n",
            "home_hazards.csv line 2, person_id: there is no person 'P9'",
        ),
        ("sites", "site,name,district\nS1,一箕小学校,D\n", "sites.csv line 2, district: there is no district 'D'"),
    ],
)
def test_an_id_that_points_at_nothing_is_reported(file: str, text: str, place: str) -> None:
    (problem,) = problems(**{file: text})
    assert problem.startswith(place)


@pytest.mark.parametrize("kind", ["family", "supporter", "person"])
def test_a_consent_to_somebody_unknown_is_reported(kind: str) -> None:
    text = f"person_id,purpose,items,recipient_kind,recipient_id,phase\nP1,safety_sharing,name,{kind},P9,both\n"
    (problem,) = problems(consents=text)
    assert problem.startswith("consents.csv line 2, recipient_id: there is no person 'P9'")


def test_a_consent_to_an_association_names_a_district_or_its_leader() -> None:
    text = "person_id,purpose,items,recipient_kind,recipient_id,phase\nP1,safety_sharing,name,association,{},both\n"
    assert problems(consents=text.format("D1")) == problems(consents=text.format("P2")) == []
    (problem,) = problems(consents=text.format("X"))
    assert "there is no district and no person 'X'" in problem


def test_a_consent_to_one_person_needs_that_person() -> None:
    text = "person_id,purpose,items,recipient_kind,phase\nP1,safety_sharing,name,person,both\n"
    (problem,) = problems(consents=text)
    assert problem.startswith("consents.csv line 2, recipient_id: is empty")


def test_nobody_is_related_to_themselves() -> None:
    (problem,) = problems(relations="person_id,other_id,kind\nP1,P1,family\n")
    assert problem.startswith("relations.csv line 2, other_id: is the same person")


def test_what_the_city_already_has_may_be_pointed_at() -> None:
    known = Known(districts=frozenset({"D1"}), people=frozenset({"P1"}))
    assert only(known, roles="person_id,role,district\nP1,leader,D1\n") == []


def test_an_id_stands_once_in_its_file() -> None:
    assert only(districts="district,name\nD1,a\nD2,b\nD1,c\n") == [
        "districts.csv line 4, district: 'D1' already stands in line 2"
    ]
    assert only(sites="site,name\nS1,a\nS1,b\n") == ["sites.csv line 3, site: 'S1' already stands in line 2"]


def test_a_site_may_lie_outside_of_all_districts_and_in_one_that_the_city_already_has() -> None:
    text = "site,name,district\nS1,一箕小学校,D1\nS2,本庁舎,\n"
    assert only(Known(districts=frozenset({"D1"})), sites=text) == []


def test_one_account_for_two_people_is_a_phone_that_they_share() -> None:
    text = f"person_id,channel,address\nP1,line,{LINE_ACCOUNT}\nP2,line,{LINE_ACCOUNT}\n"
    assert problems(accounts=text) == []


def test_one_subject_for_two_people_is_reported_with_both_ids() -> None:
    text = "person_id,name,district,subject\nP1,花子,,s\nP2,京子,,{}\n"
    (problem,) = problems(people=text.format("s"))
    assert problem.startswith("people.csv line 3, subject: is that of 'P1' in line 2 and of 'P2' here")
    (problem,) = problems(Known(subjects={"t": "P7"}), people=text.format("t"))
    assert problem.startswith("people.csv line 3, subject: is already that of 'P7', and here of 'P2'")


def test_a_subject_may_change_hands_where_the_file_says_so_on_both_lines() -> None:
    known = Known(people=frozenset({"P1", "P2"}), subjects={"s": "P2"})
    assert problems(known, people="person_id,name,district,subject\nP1,花子,,s\nP2,京子,,t\n") == []


def test_a_line_repeated_to_the_letter_does_no_harm_but_one_that_says_otherwise_does() -> None:
    columns = "person_id,other_id,kind,label\n"
    assert problems(relations=columns + "P1,P2,family,娘\nP1,P2,family,娘\n") == []
    (problem,) = problems(relations=columns + "P1,P2,family,娘\nP1,P2,family,姪\n")
    assert problem == "relations.csv line 3, kind: says otherwise than line 2; keep one of the two"


def test_problems_come_file_by_file_and_line_by_line() -> None:
    found = problems(
        districts="district,name\nD1,一箕町\nD1,一箕町\n",
        people="person_id,name,district\nP1,花子,D1\nP1,花子,D1\nP2,,D1\n",
        accounts="person_id,channel,address\nP1,fax,1\n",
    )
    assert [each.split(",")[0] for each in found] == [
        "districts.csv line 3",
        "people.csv line 3",
        "people.csv line 4",
        "accounts.csv line 2",
    ]


def test_after_200_problems_the_rest_is_counted() -> None:
    many = [Problem("people.csv", line, "name", "is empty") for line in range(1, 251)]
    assert (len(listed(many)), listed(many)[-1]) == (201, "and 50 more")
    assert len(listed(many[:200])) == 200
