"""Room A: a ``.py`` file as a script resource of the engine. May import: the room.

Source: the engine's ``ScriptExtension``. What a script's instance does is in the C floor
(scripts.c); this class loads the file, and answers what the engine and its editor ask of it.
"""

from __future__ import annotations

import contextlib
import enum
import functools
from types import ModuleType
from typing import Any

from godot import ScriptExtension, classes, errors, exposed, interface
from godot._ffi import core, ffi, lib
from godot.builtins import StringName
from godot.exposing import method
from godot.scripting import describing, members, modules, script_classes
from godot.scripting.editor_facts import EditorFacts
from godot.specs import ClassSpec, ExposingError
from godot.variant import Kind

__all__ = ["PythonScript", "load_script", "release_all", "scripts"]

scripts: dict[str, PythonScript] = {}
"""The scripts that were loaded, by path. They stay, as their modules do: one for each file."""

_NO_CLASS = "it has no @exposed class, so it is a module to import"


class _Code(enum.IntEnum):
    """What the engine's ``Error`` calls them."""

    OK = 0
    FAILED = 1
    UNCONFIGURED = 3
    CANT_CREATE = 20
    PARSE_ERROR = 43


@exposed(native=True, tool=True)
class PythonScript(EditorFacts, ScriptExtension):  # type: ignore[misc]  # the engine's classes are made at run time
    """A ``.py`` file of the project: its ``@exposed`` class can be attached to objects."""

    def __init__(self) -> None:
        self._file = ""
        self._source = ""
        self._cls: type | None = None
        self._members: members.Members | None = None
        self._record = 0
        self._problem = "it was not loaded"
        self._attaching = self._running = self._was_refused = False
        self._placeholders: set[int] = set()

    def __del__(self) -> None:
        if self._record:
            core.free_script_record(self._record)

    @method(checks_itself=True)
    def new(self, *arguments: Any) -> Any:
        """A new object with this script; the arguments go to ``__init__``."""
        if self._cls is None:
            raise TypeError(f"{self._file}: {self._problem}")
        return self._cls(*arguments)

    # ---- loading -------------------------------------------------------------------------------

    def _run(self) -> int:
        """Loads the module and reads its class; gives the engine's error code."""
        if self._is_left_alone():
            self._problem = _NO_CLASS
            return _Code.OK
        self._running = True
        try:
            module = modules.load_module(self._file)
        except modules.BrokenModule as error:  # it is in the log already
            if self._cls is None:
                self._problem = f"it {str(error).removeprefix(f'{self._file} ')}"
            return _Code.PARSE_ERROR
        finally:
            self._running = False
        return self._read(module)

    def _is_left_alone(self) -> bool:
        """Whether the editor need not run the file: it loads every file of the project.

        A file without a class for the engine may be anything, such as a tool that does its work
        when it is run. Scripts can import it. Nor is a template for new scripts one itself.
        """
        if not _in_editor() or modules.module_of(self._file) is not None:
            return False
        return "exposed" not in self._source or "_BASE_" in self._source

    def _read(self, module: ModuleType) -> int:
        """Takes over the class that the module has; after a failure, what was there stays."""
        if modules.is_loading(self._file):  # something in it has led back here
            self._problem = "its file is still being run"
            return _Code.OK
        try:
            cls = script_classes.exposed_class(module)
            if cls is not None:
                self._take(cls, members.collect(cls))
        except Exception as error:
            self._fail(f"it could not be loaded: {type(error).__name__}", error)
            return _Code.FAILED
        if cls is None:
            self._problem = _NO_CLASS
            self._cls = self._members = None
        return _Code.OK

    def _fail(self, problem: str, error: BaseException) -> None:
        if self._cls is None:
            self._problem = problem
        errors.report(error, heading=f"{self._file}: {problem}")

    def _take(self, cls: type, found: members.Members) -> None:
        if self._cls is not cls:
            base = classes.class_for_name(found.spec.base)
            record = core.script_record(
                cls, base, found.spec.base, core.address(self), core.address(language())
            )
            if self._record:
                core.free_script_record(self._record)
            self._record = record
        elif self._spec is not None and self._spec.base != found.spec.base:
            base = classes.class_for_name(found.spec.base)
            core.script_base(self._record, base, found.spec.base)
        members.install(self._record, found)
        if self._cls is cls and self._members is not None:
            members.fit_values(cls, self._members, found)
        self._cls, self._members, self._problem = cls, found, ""
        cls.__godot_record__ = self._record  # type: ignore[attr-defined]

    @property
    def _spec(self) -> ClassSpec | None:
        return None if self._members is None else self._members.spec

    # ---- instances -----------------------------------------------------------------------------

    def _is_valid(self) -> bool:
        # Also a module without a class: the editor reloads no others when a file has changed.
        return self._problem in {"", _NO_CLASS}

    def _is_abstract(self) -> bool:
        # The engine asks this first when a script is attached: see _can_instantiate().
        self._attaching = True
        return self._spec is not None and self._spec.is_abstract

    def _can_instantiate(self) -> bool:
        attaching, self._attaching = self._attaching, False
        if self._cls is not None and (not _in_editor() or self._spec_is_tool()):
            return True
        if attaching and self._cls is None and not _in_editor():
            self._refuse()
        return False

    def _refuse(self) -> None:
        self._was_refused = True
        interface.print_error(
            f"{self._file} cannot be attached: {self._problem}",
            "set_script",
            self._file,
            1,
            script=True,
        )

    def _spec_is_tool(self) -> bool:
        return self._spec is not None and self._spec.tool

    @method(pointers=True)
    def _instance_create(self, for_object: int) -> int:
        try:
            return int(core.attach_script(self._record, for_object))
        except TypeError as error:
            interface.print_error(
                f"{self._file} cannot be attached: {error}",
                "set_script",
                self._file,
                1,
                script=True,
            )
            return 0

    @method(pointers=True)
    def _placeholder_instance_create(self, for_object: int) -> int:
        made = lib.gd_placeholder_script_instance_create(
            ffi.cast("void *", core.address(language())),
            ffi.cast("void *", core.address(self)),
            ffi.cast("void *", for_object),
        )
        address = int(ffi.cast("uintptr_t", made))
        self._placeholders.add(address)
        self._update_placeholder(address)
        return address

    def _placeholder_erased(self, placeholder: int) -> None:
        self._placeholders.discard(placeholder)

    def _update_placeholder(self, address: int) -> None:
        if self._members is None:  # a broken script: the placeholder keeps what the scene says
            return
        properties = core.box(self._get_script_property_list())
        defaults = self._members.properties.values()
        values = core.box({StringName(item.name): item.default for item in defaults})
        lib.gd_placeholder_script_instance_update(
            ffi.cast("void *", address),
            ffi.cast("void *", core.internal_address(properties)),
            ffi.cast("void *", core.internal_address(values)),
        )

    def _update_exports(self) -> None:
        self._follow()
        for address in self._placeholders:
            self._update_placeholder(address)

    def _is_placeholder_fallback_enabled(self) -> bool:
        return self._cls is None

    # ---- inheritance ---------------------------------------------------------------------------

    def _get_base_script(self) -> Any:
        bases = [] if self._cls is None else members.script_bases(self._cls)
        return load_script(bases[0].__godot_script__) if bases else None  # type: ignore[attr-defined]

    def _inherits_script(self, script: Any) -> bool:
        other = getattr(script, "_cls", None)
        return self._cls is not None and other is not None and issubclass(self._cls, other)

    def _get_instance_base_type(self) -> str:
        return "" if self._spec is None else self._spec.base

    def _instance_has(self, object: Any) -> bool:
        return self._cls is not None and isinstance(object, self._cls)

    # ---- source --------------------------------------------------------------------------------

    def _has_source_code(self) -> bool:
        return True

    def _get_source_code(self) -> str:
        return self._source

    def _set_source_code(self, code: str) -> None:
        self._source = code

    def _follow(self) -> None:
        """Goes where the editor has moved the file: the engine tells it by the resource's path."""
        old, path = self._file, str(self.resource_path)
        if path in {"", old} or not path.endswith(".py"):
            return
        exists = classes.class_for_name("FileAccess").file_exists  # type: ignore[attr-defined]
        if exists(old) or not exists(path):  # the script may be told before the resource
            return
        from godot.scripting import reloading

        self._file = path
        if scripts.get(old) is self:
            del scripts[old]
        scripts[path] = self
        reloading.move(old, path)

    def _reload(self, keep_state: bool) -> int:
        from godot.scripting import reloading  # here: a game needs it only while it is made

        if not self._file:
            interface.print_error(
                "a Python script needs a file of its own: save it first, such as to res://name.py",
                "reload",
                "",
                0,
                script=True,
            )
            return _Code.UNCONFIGURED
        self._follow()
        if self._is_left_alone():
            return _Code.OK
        done = reloading.reload(self._file)
        if self._file in done.broken:
            return _Code.PARSE_ERROR
        if self._cls is None and self._file not in done.renewed:
            return self._run()
        return _Code.OK

    # ---- what its class has --------------------------------------------------------------------

    def _is_tool(self) -> bool:
        return self._spec_is_tool()

    def _get_language(self) -> Any:
        return language()

    def _has_method(self, name: str) -> bool:
        return self._members is not None and (name in self._members.methods or name == "_init")

    def _has_static_method(self, name: str) -> bool:
        found = None if self._members is None else self._members.methods.get(name)
        return found is not None and found.is_static

    def _get_script_method_argument_count(self, name: str) -> int | None:
        found = None if self._members is None else self._members.methods.get(name)
        return None if found is None else len(found.arguments)

    def _get_method_info(self, name: str) -> dict[str, Any]:
        if name == "_init" and self._spec is not None:
            return describing.method_info(members.constructor(self._spec))
        found = None if self._members is None else self._members.methods.get(name)
        return {} if found is None else describing.method_info(found)

    def _get_script_method_list(self) -> Any:
        found = () if self._members is None else self._members.methods.values()
        return describing.typed_array(describing.method_info(item) for item in found)

    def _has_script_signal(self, name: str) -> bool:
        return self._members is not None and name in self._members.signals

    def _get_script_signal_list(self) -> Any:
        found = () if self._members is None else self._members.signals.values()
        return describing.typed_array(describing.signal_info(item) for item in found)

    def _get_script_property_list(self) -> Any:
        found = [] if self._members is None else self._members.listed_properties()
        if _in_editor():
            found = self._inspected_properties()
        return describing.typed_array(describing.property_info(item) for item in found)

    def _has_property_default_value(self, name: str) -> bool:
        return self._members is not None and name in self._members.properties

    def _get_property_default_value(self, name: str) -> Any:
        found = None if self._members is None else self._members.properties.get(name)
        return None if found is None else found.default

    def _get_constants(self) -> dict[str, Any]:
        return {} if self._members is None else self._members.constant_values()

    def _get_members(self) -> Any:
        names = [] if self._members is None else [*self._members.properties]
        return describing.typed_array([StringName(name) for name in names], Kind.STRING_NAME)

    def _get_rpc_config(self) -> Any:
        found = () if self._members is None else self._members.methods.values()
        return {StringName(item.name): item.rpc.config() for item in found if item.rpc is not None}


def language() -> Any:
    """The one :class:`godot.scripting.language.PythonLanguage`."""
    from godot.scripting import registration

    return registration.the_language()


def load_script(path: str) -> Any:
    """The script of a file, loaded by the engine, so that it has its path and is in its cache."""
    found = scripts.get(path)
    return classes.singleton("ResourceLoader").load(path) if found is None else found


def script_of(cls: type) -> int | None:
    """What the C floor needs to make an object of that class: the record of its script."""
    path = cls.__dict__.get("__godot_script__")
    if path is None:
        options = cls.__dict__.get("__godot_options__")
        if options is not None and not options.native:
            raise ExposingError(
                f"{cls.__name__} cannot be made while its own file is still being run: make it in "
                "a function, or in another file (and a script's class has to be in a file of the "
                "project)"
            )
        return None
    if "__godot_record__" not in cls.__dict__:
        load_script(path)
    record: int | None = cls.__dict__.get("__godot_record__")
    if record is None:
        raise ExposingError(f"{path} could not be loaded, so there are no objects of its class")
    return record


_combined: dict[tuple[type, type], type] = {}


def class_on(cls: type, engine_class: type) -> type:
    """The class of a script on an object whose engine class is deeper than the script's base."""
    found = _combined.get((cls, engine_class))
    if found is None:
        namespace = {"__module__": cls.__module__, "__qualname__": cls.__qualname__}
        found = type(cls)(cls.__name__, (cls, engine_class), namespace)
        _combined[cls, engine_class] = found
    return found


def renewed(path: str, module: ModuleType) -> None:
    """A file has run: if it has a script, that has what the file says now."""
    script = scripts.get(path)
    if script is None or script._running:
        return
    script._read(module)
    if script._was_refused and script._cls is not None and script._members is not None:
        from godot.scripting import reviving  # here: it is seldom needed

        script._was_refused = False
        reviving.revive(script, script._members.properties)
    with contextlib.suppress(FileNotFoundError, SyntaxError):
        script._source = modules.read_source(path)
    script._update_exports()


def move(old: str, new: str) -> None:
    """A file has another path now; its script, and what that is attached to, go with it."""
    from godot.scripting import reloading  # here: a game needs it only while it is made

    script = scripts.pop(old, None)
    if script is not None:
        script._file = new
        scripts[new] = script
    reloading.move(old, new)


def release_all() -> None:
    """Lets go of every script: the engine is leaving."""
    scripts.clear()
    _combined.clear()


@functools.cache  # it is asked for every object that gets a script, and never changes
def _in_editor() -> bool:
    return bool(classes.singleton("Engine").is_editor_hint())
