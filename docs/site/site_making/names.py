"""A Sphinx extension: a documented name that stands as code on any page leads to the reference."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from site_making.reference import FOLDER, anchors
from site_making.table import contract

_ANCHORS = anchors()
# As it is called, and as a member of the node or of the variable that holds it.
_NAME = re.compile(r"^(?:\$Steamworks\.|Steamworks\.|steam\.)?(\w+)(?:\(.*\))?$", re.DOTALL)
# A property's name may as well be that of a key or a parameter.
_KEYED: tuple[contract.Event | contract.Type, ...] = (
    *contract.EVENTS.values(),
    *contract.TYPES.values(),
)
_AMBIGUOUS = {key.name for row in _KEYED for key in row.keys} | {
    parameter.name for row in contract.FUNCTIONS.values() for parameter in row.parameters
}


def _link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for literal in list(doctree.findall(nodes.literal)):
        found = _NAME.match(literal.astext())
        if found is None or found[1] not in _ANCHORS or found[1] in _AMBIGUOUS:
            continue
        if any(isinstance(parent, (nodes.reference, nodes.title)) for parent in _parents(literal)):
            continue
        page, _, anchor = _ANCHORS[found[1]].partition("#")
        where = app.builder.get_relative_uri(docname, page)
        reference = nodes.reference("", "", internal=True, refuri=f"{where}#{anchor}")
        literal.replace_self(reference)
        reference += literal


def _parents(node: nodes.Node) -> list[nodes.Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def setup(app: Sphinx) -> dict[str, Any]:
    """Registers the extension."""
    app.connect("doctree-resolved", _link)
    return {"parallel_read_safe": True, "version": FOLDER}
