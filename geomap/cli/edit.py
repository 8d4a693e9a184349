"""``geomap edit``: the editor, as an application in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli.terminal import one_line, print_data, say
from geomap.errors import GeomapError, InputError, missing_extra
from geomap.files import can_name

if TYPE_CHECKING:
    from geomap.desk.shelf import Shelf


@click.command(name="edit", short_help="Put a map right in the browser: paste a text, edit, save.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on; any free one without it.")
@click.option("--no-browser", is_flag=True, help="Only print the address; open no browser.")
@click.option(
    "--language",
    metavar="CODE",
    help="Language of the application: ar, de, en, es, fa, fr, he, it, pl, pt, ru, tr, uk, zh.",
)
@click.option("--projects", metavar="FOLDER", help="Keep the maps in this folder, not in that of the user's data.")
@click.option("--install-shortcut", is_flag=True, help="Put an entry for it into the desktop's menu, and end.")
@click.option("--remove-shortcut", is_flag=True, help="Take that entry away again, and end.")
def command(
    files: tuple[str, ...],
    port: int,
    no_browser: bool,
    language: str | None,
    projects: str | None,
    install_shortcut: bool,
    remove_shortcut: bool,
) -> None:
    """Edit maps in the browser: an application of this computer alone, that nobody else can reach.

    Paste a text, drop a file, or go on with a map of before; every edit is kept at once. Ctrl-C ends it.

    \b
    Examples:
      geomap edit
      geomap edit story.docx
      geomap edit monday.txt tuesday.txt     one map of several texts
      geomap edit --install-shortcut         an entry in the desktop's menu
    """
    if install_shortcut or remove_shortcut:
        _shortcut(files, install=install_shortcut, remove=remove_shortcut)
        return
    _check_extra()
    from geomap.desk.server import serve
    from geomap.desk.shelf import Shelf, projects_folder
    from geomap.maps.wording import languages

    if language is not None and language not in languages():
        raise click.UsageError(f"--language: there are {', '.join(languages())}, not {language!r}")
    if projects and not can_name(projects):
        raise InputError(f"--projects: no folder can have the name {one_line(projects)}")
    shelf = Shelf(Path(projects) if projects else projects_folder())
    project_id = _project_of(files, shelf, language or "") if files else ""

    def opened(address: str, once: str) -> None:
        print_data(address)
        say("Ctrl-C ends it; your maps are in " + one_line(shelf.folder))
        if not no_browser:
            import threading
            import webbrowser

            # A browser may take its time, or be a program of the terminal.
            threading.Thread(target=webbrowser.open, args=(once,), daemon=True, name="browser").start()

    serve(shelf, port=port, language=language or "", project_id=project_id, opened=opened)
    say("ended")


def _check_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in ("starlette", "uvicorn", "h11", "anyio") if find_spec(name) is None]
    if missing:
        raise missing_extra(f"the editor needs {' and '.join(missing)}", extra="edit")


def _project_of(files: tuple[str, ...], shelf: Shelf, language: str) -> str:
    """Return the id of a new project of files; a project's own file is taken over as a copy."""
    from geomap.desk.documents import from_rows, to_rows
    from geomap.desk.project import Making, Project, from_json
    from geomap.desk.shelf import ENDING
    from geomap.reading import read_documents
    from geomap.reading.bounded import read_bounded

    if any(name.endswith(ENDING) for name in files):
        if len(files) > 1:
            raise InputError("a project is opened by itself: name one file")
        return shelf.add(from_json(read_bounded(Path(files[0]), 128 * 1024**2), files[0]))
    problems: list[GeomapError] = []
    documents = [document for name in files for document in read_documents(name, on_error=problems.append)]
    for problem in problems:
        say(problem)
    # As they come back from the project's file.
    return shelf.add(Project(tuple(from_rows(to_rows(documents))), Making(language)))


def _shortcut(files: tuple[str, ...], *, install: bool, remove: bool) -> None:
    from geomap.desk import shortcut

    if files or (install and remove):
        raise click.UsageError("--install-shortcut and --remove-shortcut stand alone")
    if install:
        _check_extra()
        print_data(str(shortcut.install()))
        return
    gone = shortcut.remove()
    say(f"removed {gone}" if gone else "there was no entry")
