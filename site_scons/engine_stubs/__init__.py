"""The engine's description as a stub for type checkers. Build time; standard library only.

``names`` says how each type of the engine is written; ``texts`` writes docstrings; ``values``,
``classes`` and ``functions`` write builtin types, engine classes, and what belongs to neither;
``room.pyi.in`` is what no description says: the decorators and the containers;
``registry.pyi.in`` is the module that native classes need.
"""
