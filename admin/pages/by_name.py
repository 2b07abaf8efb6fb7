"""Why somebody who gave only the shared code may look and do no more here, with the way to sign in by name."""

from admin.pages.desk import Desk
from admin.pages.elements import tag
from admin.pages.sign_in_page import BEGIN
from admin.sessions import Session

MAY_NOT = "記録していません。職員IDでサインインした職員だけができます。サインインし直してください。"


def may_act(session: Session) -> bool:
    return session.staff is not None and session.staff.may_decide


def way_in(desk: Desk) -> str:
    """Empty where nobody can sign in by name."""
    return BEGIN if desk.by_name else ""


def why_not(what: str, by_name: str) -> None:
    """`what`: which acts, as in 「訪問の記録」."""
    with tag("p", classes="hint"):
        tag("span", f"{what}は、職員IDでサインインした職員だけができます。")
        if by_name:
            tag("a", "職員IDでサインインする", href=by_name)
