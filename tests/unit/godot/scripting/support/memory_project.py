"""A project's files in memory, for modules without an engine."""

from __future__ import annotations

import re


class Project:
    """Files in a dictionary, by their path without ``res://``."""

    def __init__(self) -> None:
        self.texts: dict[str, bytes] = {}
        self.reports: list[tuple[str, BaseException]] = []
        self.warnings: list[str] = []
        self.news: list[str] = []

    def write(self, **texts: str) -> None:
        """Writes files: ``enemies__orc="..."`` is ``res://enemies/orc.py``."""
        for name, text in texts.items():
            path = re.sub(r"(?<=\w)__(?=\w)", "/", name)
            self.texts[f"res://{path}.py"] = text.encode()

    def read(self, path: str) -> bytes | None:
        """The file's bytes."""
        return self.texts.get(path)

    def is_file(self, path: str) -> bool:
        """Whether it is one of the files."""
        return path in self.texts

    def is_folder(self, path: str) -> bool:
        """Whether a file is below it."""
        return any(name.startswith(path.rstrip("/") + "/") for name in self.texts)

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """Files and folders in it."""
        start = folder if folder.endswith("/") else folder + "/"
        rests = [name.removeprefix(start) for name in self.texts if name.startswith(start)]
        files = [rest for rest in rests if "/" not in rest]
        return files, sorted({rest.partition("/")[0] for rest in rests if "/" in rest})

    def report(self, error: BaseException, heading: str, file: str) -> None:
        """Keeps what would be logged."""
        self.reports.append((heading, error))

    def announced(self, path: str, module: object) -> None:
        """Keeps what a reload tells."""
        self.news.append(path)
