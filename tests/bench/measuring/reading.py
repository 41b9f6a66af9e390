"""Measures what a game reads at once: achievements and images.

Bench, no room of the product.
"""

from __future__ import annotations

from measuring.apps import FRIEND, achievement_name, write_app
from measuring.bench_project import Bench, BenchProject
from measuring.compiled import bare_extension, library_times
from measuring.figures import Figure, Samples, Yardstick

__all__ = ["achievements", "texture"]

_MANY = 10_000
_CALLS = 2000
_TEXTURES = 100


def _library(bench: Bench, repetitions: int) -> list[list[float]]:
    """The library's own share: a state, three texts, all names, the pixels of an avatar."""
    app = write_app(bench.scratch / "apps" / "reading.toml", achievements=_MANY)
    return library_times(
        bench,
        "reading",
        4,
        repetitions,
        _CALLS,
        achievement_name(0),
        FRIEND,
        variables={"OFFLINE_STEAM_APP": str(app)},
    )


def achievements(bench: Bench) -> list[Figure]:
    """`getAchievementInfo` and `getAchievementNames`, called from GDScript."""
    app = write_app(bench.scratch / "apps" / "reading.toml", achievements=_MANY)
    project = BenchProject(bench, "achievements", bare=bare_extension(bench), app=app)
    runs = [project.run("achievements.gd", 5, _CALLS)[0] for _ in range(bench.times(7))]
    together: dict[str, list[float]] = {
        key: [value for found in runs for value in found[key]]
        for key in ("info", "info_gdscript", "names", "names_gdscript")
    }
    state, texts, names, _ = _library(bench, bench.times(15))
    library = Yardstick("C, GetAchievementName alone", _milliseconds(names))
    copied = Yardstick("GDScript, copying the array", _milliseconds(together["names_gdscript"]))
    return [
        Figure(
            "info",
            "getAchievementInfo()",
            "µs",
            Samples.of(together["info"]),
            6.0,
            (
                Yardstick("GDScript, a fresh dictionary", Samples.of(together["info_gdscript"])),
                Yardstick("C, GetAchievementAndUnlockTime", Samples.of(state)),
                Yardstick("C, its three texts, asked for once", Samples.of(texts)),
            ),
            f"from GDScript, in a loop of {_CALLS}, in an app with {_MANY:,} achievements; the "
            "library's share is GetAchievementAndUnlockTime",
        ),
        Figure(
            "names",
            f"getAchievementNames() of {_MANY:,}, the first time",
            "ms",
            _milliseconds([found["first_names"] for found in runs]),
            10.0,
            (library, copied),
            "from GDScript, on a new connection each time",
        ),
        Figure(
            "names-again",
            f"getAchievementNames() of {_MANY:,}, afterwards",
            "ms",
            _milliseconds(together["names"]),
            10.0,
            (library, copied),
        ),
    ]


def _milliseconds(microseconds: list[float]) -> Samples:
    return Samples.of([value / 1000 for value in microseconds])


def texture(bench: Bench) -> list[Figure]:
    """`newTexture` of a large avatar, called from GDScript."""
    project = BenchProject(bench, "textures", bare=bare_extension(bench))
    [readings] = project.run("textures.gd", bench.times(25), _TEXTURES, FRIEND)
    *_, pixels = _library(bench, bench.times(15))
    return [
        Figure(
            "texture",
            "newTexture() of 184x184",
            "ms",
            _milliseconds(readings["python"]),
            0.5,
            (
                Yardstick("GDScript, of ready bytes", _milliseconds(readings["gdscript"])),
                Yardstick("C, GetImageRGBA alone", _milliseconds(pixels)),
            ),
            f"from GDScript, in a loop of {_TEXTURES}, without a window",
        )
    ]
