"""Every message of the addon is on the page of troubleshooting, and the page has no other."""

from __future__ import annotations

import re

from messages import NOT_REPEATED, PAGE, SOURCE, all_messages, page_messages, plain, reason

MESSAGES = all_messages()
SHOWN = [plain(text) for text in page_messages()]
_WARNINGS = re.compile(r"[A-Z]+(_[A-Z]+)*")
_CODE = re.compile(r'"([A-Z]+(?:_[A-Z]+)+|IMPORT)"')


def test_every_message_is_explained() -> None:
    """Each is in a row of the page, or the list of those that are not says why."""
    missing = [
        str(message)
        for message in MESSAGES
        if not reason(message) and not any(map(message.is_shown_as, SHOWN))
    ]
    assert not missing, (
        "docs/troubleshooting.md has no row for these; add one with cause and remedy, or a reason "
        "to NOT_REPEATED in tests/docs/support/messages.py:\n" + "\n".join(missing)
    )


def test_the_page_has_no_message_that_is_no_more() -> None:
    """Each row's message is one of the sources."""
    wrong = [
        text
        for text in SHOWN
        if not _WARNINGS.fullmatch(text)
        and not any(message.is_shown_as(text) for message in MESSAGES)
    ]
    assert not wrong, "\n".join(wrong)


def test_warnings_of_the_script_editor() -> None:
    """The page has the names of all of them."""
    editor = SOURCE / "godot" / "scripting" / "editor"
    used = {
        code
        for name in ("checks.py", "validation.py")
        for code in _CODE.findall((editor / name).read_text(encoding="utf-8"))
    }
    assert {text for text in SHOWN if _WARNINGS.fullmatch(text)} == used


def test_sentences_of_refused_connections() -> None:
    """The page has what a refusal of Steam begins with."""
    text = (SOURCE / "steamworks" / "connecting.py").read_text(encoding="utf-8")
    sentences = set(re.findall(r'(?:\w+Error|\w+), "([A-Z][^"]+)"', text))
    assert sentences, "the causes are written in another way now"
    page = PAGE.read_text(encoding="utf-8")
    assert {sentence for sentence in sentences if f"| *{sentence}* |" not in page} == set()


def test_every_reason_is_needed() -> None:
    """A reason that holds for no message is left over."""
    for files, how, why in NOT_REPEATED:
        assert why
        assert any(reason(message) == why for message in MESSAGES), (files, how)


def test_messages_are_found() -> None:
    """In Python and C, joined from several pieces, and logged as well as raised."""
    texts = {message.text for message in MESSAGES}
    assert any("needs Godot ….… or newer; this is Godot" in text for text in texts)
    assert "There is no Steam library at …" in texts
    assert any(text.startswith("Steam has gone (…)") for text in texts)
