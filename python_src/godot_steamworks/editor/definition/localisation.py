"""Room D: the texts of an app's achievements as the partner site gives and takes them (VDF).

May import: ``imported``, ``schema_writing``, ``vdf_tree``. A file of texts (``*_loc_all.vdf``, or
``*_loc_german.vdf`` for one language) has a token for each text; which achievement that belongs to
only the schema says, or, in tokens that Steam has made, their numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from godot_steamworks.editor.definition.imported import Imported
from godot_steamworks.editor.definition.schema_writing import (
    Places,
    entries_of,
    languages_of,
    pairs_of,
    texts_of,
    tokens_of,
)
from godot_steamworks.editor.definition.vdf_tree import Pair, VdfError, find, text

__all__ = ["is_texts", "read_texts", "texts_pairs"]


def is_texts(pairs: Sequence[Pair]) -> bool:
    """Whether these are the pairs of a file of texts (``*_loc_all.vdf``, ``*_loc_german.vdf``)."""
    return find(pairs, "lang") is not None


def read_texts(pairs: Sequence[Pair], source: str) -> Imported:
    """The texts by token and language. One language or all of them.

    Raises:
        VdfError: There are no texts in it.
    """
    made = Imported(source)
    lang = find(pairs, "lang")
    if lang is None:
        raise VdfError(source, "", 'no "lang": this is no file of achievement texts')
    single = find(lang.pairs, "Tokens")
    if single is not None:
        language = text(find(lang.pairs, "Language"))
        if not language:
            raise VdfError(source, lang.place, '"Tokens" without a "Language" beside them')
        parts = [(language.casefold(), single)]
    else:
        parts = []
        for language_pair in lang.pairs:
            tokens = find(language_pair.pairs, "Tokens")
            if tokens is None:
                made.report.lost.append(
                    f'{language_pair.place}: "{language_pair.key}" has no Tokens'
                )
            else:
                parts.append((language_pair.key.casefold(), tokens))
    for language, tokens in parts:
        if language not in made.languages:
            made.languages.append(language)
        for pair in tokens.pairs:
            texts = made.texts.setdefault(pair.key, {})
            if language in texts:
                made.report.lost.append(f'{pair.place}: "{pair.key}" a second time in {language}')
            else:
                texts[language] = text(pair)
    if not parts:
        raise VdfError(source, lang.place, "no language with Tokens in it")
    return made


def texts_pairs(definition: Mapping[str, Any]) -> tuple[Pair, ...]:
    """The texts of all achievements, for *Upload localization data* on the partner site.

    A language in which a text is missing has it empty, as in Steam's own file.
    """
    languages = languages_of(definition)
    entries = entries_of(definition, "achievement")
    places = Places(definition).achievements
    tokens: dict[str, list[Pair]] = {language: [] for language in languages}
    for entry, place in zip(entries, places, strict=True):
        name, description = tokens_of(entry, place)
        titles = texts_of(entry.get("title", entry.get("name", "")), languages)
        texts = texts_of(entry.get("description", ""), languages)
        for language, found in tokens.items():
            found.append(Pair(name, titles.get(language, "")))
            found.append(Pair(description, texts.get(language, "")))
    parts = [pairs_of(language, pairs_of("Tokens", *found)) for language, found in tokens.items()]
    return (pairs_of("lang", *parts),)
