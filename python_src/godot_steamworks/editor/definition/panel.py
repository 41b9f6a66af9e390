"""Room D: the editor's screen of the app definition. May import: godot, and this package.

On the left what there is, on the right the form of what is selected, below what is wrong. Every
edit is an action of the editor's own history.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as File
from typing import Any

import godot
from godot import VBoxContainer, exposed
from godot_steamworks import settings
from godot_steamworks.editor.definition import dialogs, session, steam_files
from godot_steamworks.editor.definition.document import Document, DocumentError
from godot_steamworks.editor.definition.fields import LISTS
from godot_steamworks.editor.definition.form import Form
from godot_steamworks.editor.definition.importing import Changes, apply
from godot_steamworks.editor.definition.outline import Outline, Place
from godot_steamworks.editor.definition.problem_list import ProblemList
from godot_steamworks.editor.definition.rules import Rules
from godot_steamworks.editor.definition.session import Session
from godot_steamworks.editor.definition.toolbar import Toolbar
from godot_steamworks.editor.definition.vdf_tree import VdfError
from godot_steamworks.editor.definition.welcome import Welcome

__all__ = ["EditorSteamworksDefinition"]

_FOCUS_IN = int(godot.Node.NOTIFICATION_APPLICATION_FOCUS_IN)
_CHECK_SECONDS = 0.2


@exposed(native=True, tool=True)
class EditorSteamworksDefinition(VBoxContainer):  # type: ignore[misc]  # made at run time
    """Edits what Steam's offline runtime simulates of the app."""

    def __init__(self) -> None:
        """Nothing is read before :meth:`start`."""
        self._session: Session | None = None
        self._states: list[tuple[Session, Document, Place]] = []
        self._rules = Rules()
        self._undo: Any = None
        self._told: Callable[[str], None] = print

    def start(self) -> None:
        """Builds the screen and opens the project's definition."""
        self.name = "SteamworksDefinition"
        self.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        self.toolbar = Toolbar(self)
        self.add_child(self.toolbar.root)
        self.welcome = Welcome(self)
        self.add_child(self.welcome.root)
        self.outline = Outline(self, self._rules)
        self.form = Form(self._rules, self.document, self.edit)
        self.problems = ProblemList(self)
        self._editor = self._laid_out()
        self.add_child(self._editor)
        self._timer = godot.Timer()
        self._timer.one_shot = True
        self._timer.wait_time = _CHECK_SECONDS
        self._timer.timeout.connect(self.check)
        self.add_child(self._timer)
        self._undo = godot.EditorInterface.get_editor_undo_redo()
        godot.ProjectSettings.settings_changed.connect(self._settings_changed)
        self.open_configured()

    def stop(self) -> None:
        """Lets go of what is not its own child."""
        godot.ProjectSettings.settings_changed.disconnect(self._settings_changed)
        self._states.clear()

    def _laid_out(self) -> Any:
        down = godot.VSplitContainer()
        down.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        across = godot.HSplitContainer()
        across.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        across.add_child(self.outline.root)
        scroll = godot.ScrollContainer()
        scroll.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        scroll.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        scroll.horizontal_scroll_mode = godot.ScrollContainer.SCROLL_MODE_DISABLED
        margin = godot.MarginContainer()
        margin.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        for side in ("left", "right", "top", "bottom"):
            margin.add_theme_constant_override(f"margin_{side}", round(12 * self.scale()))
        margin.add_child(self.form.root)
        scroll.add_child(margin)
        across.add_child(scroll)
        down.add_child(across)
        down.add_child(self.problems.root)
        return down

    def scale(self) -> float:
        """How much larger than one pixel for a pixel the editor draws."""
        return float(godot.EditorInterface.get_editor_scale())

    # ---- the file ----

    def document(self) -> Document:
        """What is edited."""
        assert self._session is not None
        return self._session.document

    def is_changed(self) -> bool:
        """Whether something was not saved."""
        return self._session is not None and self._session.is_changed

    def file_name(self) -> str:
        """The definition's path in the project; empty while there is none."""
        return "" if self._session is None else str(settings.app_definition())

    def open_configured(self) -> None:
        """Reads the definition that the project names."""
        path = settings.app_definition()
        self._session = None
        reason = ""
        if path:
            try:
                self._session = Session.open(on_disk(path))
            except DocumentError as error:
                reason = str(error)
        self.welcome.show(path, reason)
        self.outline.select(("app", 0))
        self.refresh()

    def open_file(self, path: str) -> None:
        """Makes another file the project's definition."""
        self.unsaved(lambda: self._configure(path))

    def create(self, path: str) -> None:
        """Writes a new definition and makes it the project's."""
        project: Any = godot.ProjectSettings
        name = str(project.get_setting_with_override("application/config/name") or "My Game")
        app_id = int(settings.configured_app() or 480)

        def write() -> None:
            try:
                Session.create(on_disk(path), Document.new(app_id, name))
            except DocumentError as error:
                dialogs.tell(self, str(error))
                return
            self._configure(path)

        self.unsaved(write)

    def _configure(self, path: str) -> None:
        project: Any = godot.ProjectSettings
        project.set_setting(settings.APP_DEFINITION, path)
        project.save()
        godot.EditorInterface.get_resource_filesystem().scan()
        self.open_configured()

    def _settings_changed(self) -> None:
        opened = None if self._session is None else self._session.file
        path = settings.app_definition()
        if (on_disk(path) if path else None) != opened and not self.is_changed():
            self.open_configured()

    def save(self) -> bool:
        """Writes the file; asks first when somebody else has written it. Whether it is written."""
        self.form.flush()
        if self._session is None or not self._session.is_changed:
            return True
        if self._session.changed_outside():
            dialogs.ask(
                self,
                f"{self._session.file.name} was changed by another program.",
                {"Overwrite": self._write, "Reload": self.open_configured},
            )
            return False
        return self._write()

    def _write(self) -> bool:
        assert self._session is not None
        try:
            self._session.save()
        except DocumentError as error:
            dialogs.tell(self, str(error))
            return False
        self.refresh()
        return True

    def unsaved(self, go_on: Callable[[], None]) -> None:
        """Goes on, after what was not saved is saved or given up."""
        if not self.is_changed():
            go_on()
            return
        dialogs.ask(
            self,
            f"Save the changes of {self.file_name()} first?",
            {"Save": lambda: self._save_and(go_on), "Don't Save": go_on},
        )

    def _save_and(self, go_on: Callable[[], None]) -> None:
        if self.save():
            go_on()

    def _notification(self, what: int) -> None:
        if what == _FOCUS_IN and self._session is not None:
            self._look_outside(self._session)

    def _look_outside(self, opened: Session) -> None:
        """Reads the file again when another program has written it, and nothing is unsaved."""
        if not opened.is_changed and opened.changed_outside():
            self.open_configured()

    # ---- edits ----

    def edit(self, name: str, change: Callable[[Document], Document]) -> None:
        """Makes an edit that can be undone. One that is refused is told and changes nothing."""
        if self._session is None:
            return
        before = self._session.document
        try:
            after = change(before)
        except DocumentError as error:
            dialogs.tell(self, str(error))
            self.form.refresh()
            return
        self.commit(name, after, self.outline.selected)

    def commit(self, name: str, after: Document, place: Place) -> None:
        """Makes the document another one, and something selected in it, as one action."""
        assert self._session is not None
        before = self._session.document
        if after.text == before.text:
            return
        number = len(self._states)
        self._states += [
            (self._session, before, self.outline.selected),
            (self._session, after, place),
        ]
        self._undo.create_action(name, godot.UndoRedo.MERGE_DISABLE, self)
        self._undo.add_do_method(self, "show_state", number + 1)
        self._undo.add_undo_method(self, "show_state", number)
        self._undo.commit_action()

    def show_state(self, number: int) -> None:
        """For the editor's history: the document and selection as they were then."""
        owner, document, place = self._states[number]
        if owner is not self._session or self._session is None:
            return  # of a file that is not open any more
        self._session.document = document
        self.outline.select(place)
        self.refresh()

    def add(self, kind: str) -> None:
        """A new entry behind the selected one, or at the end."""
        self.form.flush()
        selected, index = self.outline.selected
        try:
            behind = index if selected == kind and index >= 0 else None
            document, place = session.add(self.document(), kind, behind)
        except DocumentError as error:
            dialogs.tell(self, str(error))
            return
        self.commit(f"Add {kind}", document, (kind, place))

    def duplicate(self) -> None:
        """A copy of the selected entry."""
        kind, index = self.outline.selected
        self._with_entry("Duplicate", lambda d: session.duplicate(d, kind, index), index + 1)

    def remove(self) -> None:
        """Takes the selected entry away."""
        kind, index = self.outline.selected
        left = len(self.document().items(kind)) - 1 if kind in LISTS else 0
        self._with_entry("Remove", lambda d: d.remove(kind, index), min(index, left - 1))

    def move(self, by: int) -> None:
        """Moves the selected entry up (-1) or down (1)."""
        kind, index = self.outline.selected
        if kind in LISTS and 0 <= index + by < len(self.document().items(kind)):
            self._with_entry("Move", lambda d: d.move(kind, index, index + by), index + by)

    def _with_entry(self, word: str, change: Callable[[Document], Document], then: int) -> None:
        kind, index = self.outline.selected
        if self._session is None or kind not in LISTS or index < 0:
            return
        self.form.flush()
        try:
            document = change(self.document())
        except DocumentError as error:
            dialogs.tell(self, str(error))
            return
        self.commit(f"{word} {kind}", document, (kind, then))

    # ---- Steam's files ----

    def import_file(self, path: str) -> None:
        """Shows what an import would do, and does it when that is confirmed."""
        try:
            made = steam_files.read(File(path))
            changes = apply(self.document(), made)
        except (VdfError, DocumentError) as error:
            dialogs.tell(self, str(error))
            return
        dialogs.preview(self, File(path).name, changes.lines(), lambda: self._import(path, changes))

    def _import(self, path: str, changes: Changes) -> None:
        self.commit(f"Import {File(path).name}", changes.document, self.outline.selected)

    def export_file(self, path: str, what: str) -> None:
        """Writes the ``texts`` of achievements or the whole ``schema`` as Steam's text VDF."""
        self.form.flush()
        write = {"texts": steam_files.texts_text, "schema": steam_files.schema_text}[what]
        try:
            File(path).write_text(write(self.document().data), encoding="utf-8", newline="\n")
        except OSError as error:
            dialogs.tell(self, f"{path} cannot be written ({error.strerror}).")
            return
        self.toolbar.say(f"Exported {File(path).name}")

    # ---- what is shown ----

    def refresh(self) -> None:
        """Shows the document as it is now."""
        is_open = self._session is not None
        self._editor.visible = is_open
        self.welcome.root.visible = not is_open
        self.toolbar.show(self.file_name(), self.is_changed())
        if is_open:
            self.outline.show(self.document())
            self.show_selected()
            self._timer.start()

    def show_selected(self) -> None:
        """Shows the form of what is selected."""
        kind, index = self.outline.selected
        if kind == "app":
            self.form.select("app", ())
        elif 0 <= index < len(self.document().items(kind)):
            self.form.select(kind, (kind, index))
        else:
            self.form.select("", ())
        self.problems.show_inline()

    def check(self) -> None:
        """Has the offline runtime say what is wrong."""
        if self._session is None:
            return
        found = list(self._rules.problems(self.document().text))
        wanted = settings.configured_app()
        app_id = self.document().get(("app_id",))
        if wanted and isinstance(app_id, int) and str(app_id) != wanted:
            found.append(
                self.problems.own(
                    f"app_id = {app_id}: the project setting {settings.APP_ID} is {wanted}; "
                    "make them the same",
                    ("app_id",),
                )
            )
        self.problems.show(found)
        self.outline.mark(found)


def on_disk(path: str) -> File:
    """A file of the project on this machine."""
    project: Any = godot.ProjectSettings
    return File(project.globalize_path(path))
