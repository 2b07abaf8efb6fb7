"""The styles and the script of a page: a file per subject, loaded by the pages that need it."""

from importlib.resources import files

from nicegui import ui


def load(*sheets: str) -> None:
    """`load("board.css", "form.css")`; every page leaves the screen when its session is over."""
    for each in sheets:
        ui.add_head_html(f"<style>{_read(each)}</style>")
    ui.add_head_html(f"<script>{_read('session.js')}</script>")


def _read(name: str) -> str:
    return (files("admin.pages") / name).read_text("utf-8")
