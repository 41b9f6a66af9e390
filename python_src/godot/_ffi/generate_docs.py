"""Room A, build time: the engine's own texts. Standard library only.

``docs.bin`` is an archive (``generate_archive.py``) of one piece for each class and builtin type,
by its name, and one for what belongs to none, ``@GlobalScope``. A piece is compressed (zlib), and
then a dictionary of texts in the engine's BBCode: ``""`` is the thing itself (for a class: the
short text, an empty line, the long one), and ``KIND/NAME`` a part of it, where ``KIND`` is
``method``, ``property``, ``signal``, ``constant``, ``enum``, ``operator`` or ``constructor``. What
has no text is not there.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable
from typing import Any

GLOBAL = "@GlobalScope"

_PARTS = {
    "methods": "method",
    "properties": "property",
    "members": "property",
    "signals": "signal",
    "constants": "constant",
    "operators": "operator",
}


def _text(described: dict[str, Any]) -> str:
    parts = (described.get("brief_description", ""), described.get("description", ""))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _add(texts: dict[str, str], kind: str, items: Iterable[dict[str, Any]]) -> None:
    for item in items:
        name = item["name"]
        if kind == "operator" and "right_type" in item:  # one of each pair of types
            name = f"{name} {item['right_type']}"
        if text := _text(item):
            texts[f"{kind}/{name}"] = text
        for value in item.get("values", []):  # of an enum
            if text := _text(value):
                texts[f"constant/{value['name']}"] = text


def _texts(described: dict[str, Any]) -> dict[str, str]:
    texts = {"": text} if (text := _text(described)) else {}
    for part, kind in _PARTS.items():
        _add(texts, kind, described.get(part, []))
    _add(texts, "enum", described.get("enums", []))
    for constructor in described.get("constructors", []):
        types = ",".join(argument["type"] for argument in constructor.get("arguments", []))
        if text := _text(constructor):
            texts[f"constructor/{types}"] = text
    return texts


def pieces(api: dict[str, Any]) -> dict[str, bytes]:
    """The pieces of ``docs.bin`` for the engine's ``extension_api.json`` with its texts."""
    everything = {item["name"]: _texts(item) for item in (*api["builtin_classes"], *api["classes"])}
    everything[GLOBAL] = _texts(
        {
            "methods": api["utility_functions"],
            "constants": api["global_constants"],
            "enums": api["global_enums"],
        }
    )
    for singleton in api["singletons"]:
        everything.setdefault(singleton["name"], everything.get(singleton["type"], {}))
    return {
        name: zlib.compress(marshal.dumps(texts), 9) for name, texts in everything.items() if texts
    }
