"""The engine's texts as plain ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot.bbcode import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Plain.", "Plain."),
        ("[b]Note:[/b] see [i]this[/i].", "**Note:** see *this*."),
        ("[method Node.add_child] of [Node]", "``Node.add_child()`` of ``Node``"),
        ("[member name], [param node], [constant OK]", "``name``, ``node``, ``OK``"),
        ("[enum Node.ProcessMode] [signal ready]", "``Node.ProcessMode`` ``ready``"),
        ("[code]a[0][/code] and [kbd]Ctrl[/kbd]", "``a[0]`` and ``Ctrl``"),
        ("[code skip-lint][i]x[/code]", "``[i]x``"),
        ("[url=https://a.b/c]here[/url]", "here (https://a.b/c)"),
        ("[url]https://a.b[/url]", "https://a.b"),
        ("an [lb]array[rb]", "an [array]"),
        ("first\nsecond", "first\n\nsecond"),
        ("one[br]two", "one\n\ntwo"),
        ("- a\n- b", "- a\n- b"),
        ("[center][img]res://x.png[/img][/center]", ""),
        ("[codeblock]\nvar a = [1]\n    b\n[/codeblock]", "    var a = [1]\n        b"),
        (
            "Do:\n[codeblocks]\n[gdscript]\nprint(1)\n[/gdscript]\n[csharp]\nX();\n[/csharp]\n"
            "[/codeblocks]\nDone.",
            "Do:\n\n    print(1)\n\nDone.",
        ),
    ],
)
def test_marks(text: str, shown: str) -> None:
    """Each mark as plain text."""
    assert plain(text) == shown


def test_width() -> None:
    """Long paragraphs are broken, examples are not."""
    lines = plain("word " * 50 + "[codeblock]" + "x" * 120 + "[/codeblock]", width=40).splitlines()
    assert max(len(line) for line in lines if "x" not in line) <= 40
    assert lines[-1] == "    " + "x" * 120


@given(st.text(alphabet="[]/=abc code\n"))
def test_any_text(text: str) -> None:
    """Whatever stands in it, there is an answer, and words stay."""
    assert isinstance(plain(text), str)
