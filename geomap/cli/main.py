"""The ``geomap`` command: finds the sub-command, and turns every error into one line and an exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
import warnings
from importlib import import_module
from pathlib import Path

import click

from geomap.cli.terminal import say
from geomap.ending import Stopped, stoppable
from geomap.errors import DISTRIBUTION, TRACEBACK_VARIABLE, GeomapError, describe, show_traceback, wants_traceback

EXIT_INPUT = 1
EXIT_USAGE = 2

_OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""More than a map of one text makes; of many texts, garbage is sought some times."""

_MAY_BE_LEFT_OUT = {"geopandas", "pandas", "pyogrio", "pyproj"}
"""Half of what an installation weighs, which no map needs: who installs without them has all else."""

_COMMANDS = {
    "map": "geomap.cli.map",
    "edit": "geomap.cli.edit",
    "places": "geomap.cli.places",
    "corpus": "geomap.cli.corpus",
    "corpus-map": "geomap.cli.corpus_map",
    "corpus-example": "geomap.cli.corpus_example",
    "lookup": "geomap.cli.lookup",
    "serve": "geomap.cli.serve",
    "mcp": "geomap.cli.mcp",
    "evaluate": "geomap.cli.evaluate",
    "gazetteer": "geomap.cli.gazetteer",
}


class _LazyGroup(click.Group):
    """Imports a sub-command when it is called: ``geomap --version`` need not load what a map needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; where there is none, name those that look alike, or say that a file needs one."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(_COMMANDS)}"
            if not near and Path(args[0]).exists():
                hint = f"to map a text: geomap map {args[0]}"
            raise click.UsageError(f"there is no command {args[0]!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name=DISTRIBUTION, message="geomap %(version)s")
def cli() -> None:
    """Turn a text into a map: find the place names, decide which places they mean, draw them.

    \b
    Examples:
      geomap map story.txt -o story.html      one HTML file, works without a network
      geomap map --sample golan               the bundled sample
      geomap places story.txt                 a table of the places
      cat story.txt | geomap places - --format json
    """


def main() -> None:
    """Run the command line: exit status 0, 1 for bad input or a result that cannot be written, 2 for wrong usage.

    After a signal that says to stop (SIGINT, SIGTERM, SIGHUP) it is 128 and the signal's number.
    """
    _prepare_streams()
    # Most of what a command makes lives to its end: seeking garbage in it again and again costs a tenth of a map.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    # The tagger wants one thread: so NumPy starts no others, and nothing has to find and stop them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        with stoppable():
            status = _run()
    except Stopped as stop:
        _complain("stopped")
        status = stop.status
    # What is left ends with the process: Python would look through all of it once more.
    gc.freeze()
    sys.exit(status)


def _run() -> int:
    try:
        status = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        # No mistake to be told in a line: who types the command alone wants to know what there is.
        click.echo(error.format_message(), err=True)
        status = EXIT_USAGE
    except click.ClickException as error:
        _complain(error.format_message())
        status = EXIT_USAGE
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain("stopped")
        status = 130
    except BrokenPipeError:
        # The reader (head, less) has gone: point the rest of the output nowhere, and say nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = EXIT_INPUT
    except GeomapError as error:
        _complain(str(error))
        status = EXIT_INPUT
    except OSError as error:
        # Standard output on a full disk and the like: files of ours raise OutputError.
        show_traceback(error)
        _complain(f"cannot write the output: {error.strerror or describe(error)}")
        status = EXIT_INPUT
    except MemoryError:
        _complain("not enough memory for this input; split it into smaller documents")
        status = EXIT_INPUT
    except Exception as error:  # noqa: BLE001 - the last resort: whatever comes, the user gets one line
        show_traceback(error)
        _complain(_unforeseen(error))
        status = EXIT_INPUT
    return status if isinstance(status, int) else 0


def _prepare_streams() -> None:
    """Have the streams replace letters that the terminal lacks; warnings of libraries are not for users."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if not sys.warnoptions and not wants_traceback():
        warnings.simplefilter("ignore")


def _complain(message: object) -> None:
    say(message)


def _left_out(error: ModuleNotFoundError) -> str:
    """Return the message for a part that was left out on purpose, to save room; ``""`` for another."""
    name = (error.name or "").partition(".")[0]
    return f"this needs {name}, which was left out here: pip install {name}" if name in _MAY_BE_LEFT_OUT else ""


def _unforeseen(error: Exception) -> str:
    """Return the message for an error that nobody foresaw: the damage that it comes from, or what to report."""
    if isinstance(error, ModuleNotFoundError) and (left_out := _left_out(error)):
        return left_out
    from geomap import __version__
    from geomap.gazetteer import damaged_file

    damaged = damaged_file()
    if damaged:
        return damaged
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"geomap failed in a way that nobody foresaw: {describe(error)}; please report this line and what you ran "
        f"(geomap {__version__}, Python {python}, {sys.platform}); {TRACEBACK_VARIABLE}=1 shows where"
    )


if __name__ == "__main__":
    main()
