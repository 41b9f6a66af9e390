"""Measures leaderboards: a page on its way to a handler, and boards of a million entries.

Bench, no room of the product.
"""

from __future__ import annotations

from measuring.apps import BOARD, write_app
from measuring.bench_project import Bench, BenchProject
from measuring.compiled import bare_extension, library_times
from measuring.figures import Figure, Samples, Yardstick

__all__ = ["large_board", "page"]

_PAGES = 20
_REPETITIONS = 10
_MILLION = 1_000_000


def page(bench: Bench) -> list[Figure]:
    """From `requestLeaderboardEntries` to a connected handler in GDScript, 25 entries."""
    app = write_app(bench.scratch / "apps" / "page.toml")
    project = BenchProject(bench, "pages", bare=bare_extension(bench), app=app)
    variables = {"OFFLINE_STEAM_APP": str(app)}
    together: dict[str, list[float]] = {"steam": [], "request": [], "gdscript": []}
    alone: list[float] = []
    for _ in range(bench.times(7)):  # by turns: what the machine does counts in both
        [readings] = project.run("pages.gd", _REPETITIONS, _PAGES, BOARD)
        for key, values in together.items():
            values += readings[key]
        alone += library_times(
            bench, "boards", 5, *(BOARD, _REPETITIONS, _PAGES), variables=variables
        )[-1]
    library = Samples.of(alone)
    return [
        Figure(
            "page",
            "25 leaderboard entries as a dictionary",
            "µs",
            Samples.of([value - library.median for value in together["steam"]]),
            100.0,
            (
                Yardstick("GDScript, emit a fresh dictionary", Samples.of(together["gdscript"])),
                Yardstick("of the whole, the request itself", Samples.of(together["request"])),
                Yardstick("C, the library alone", library),
            ),
            f"from requestLeaderboardEntries() to the end of a GDScript handler, above what the "
            f"library takes in C for the same; {_PAGES} requests at once",
        )
    ]


def large_board(bench: Bench) -> list[Figure]:
    """The offline runtime's own times on a board with a million entries, from C."""
    app = write_app(bench.scratch / "apps" / "million.toml", entries=_MILLION)
    variables = {"OFFLINE_STEAM_APP": str(app), "OFFLINE_STEAM_LATENCY": "0"}
    columns = library_times(
        bench,
        "boards",
        5,
        *(BOARD, bench.times(10), 10),
        variables=variables,
        store="million-store",
        timeout=300.0,
    )
    entries, around, upload, opening, _ = (
        Samples.of([value / 1000 for value in column]) for column in columns
    )
    note = f"from C without an engine, on a board with {_MILLION:,} entries, by the wall's clock"
    return [
        Figure("board-page", "offline: a page of a large board", "ms", entries, 5.0, (), note),
        Figure("board-around", "offline: 25 around the user", "ms", around, 5.0),
        Figure("board-upload", "offline: an upload, safe on disk", "ms", upload, 5.0),
        Figure("board-open", "offline: connecting until the board is found", "ms", opening, 50.0),
    ]
