"""A Sphinx extension: GDScript as Godot 4 has it, with annotations and paths of nodes."""

from __future__ import annotations

from typing import Any

from pygments.lexer import inherit
from pygments.lexers.gdscript import GDScriptLexer
from pygments.token import Keyword, Name, String
from sphinx.application import Sphinx


class Godot4Lexer(GDScriptLexer):  # type: ignore[misc]  # Pygments has no types
    """What the lexer that comes with Pygments takes for errors: it is made for Godot 3."""

    tokens = {  # noqa: RUF012 - as every lexer of Pygments has it
        "root": [
            (r"@\w+", Name.Decorator),
            (r"(await|super)\b", Keyword),
            (r"[$%](\"[^\"\n]*\"|\w+(/\w+)*)", String.Symbol),
            (r"[&^]\"[^\"\n]*\"", String.Symbol),
            inherit,
        ]
    }


def setup(app: Sphinx) -> dict[str, Any]:
    """Registers the lexer."""
    app.add_lexer("gdscript", Godot4Lexer)
    return {"parallel_read_safe": True}
