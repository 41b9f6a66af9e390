"""Room A: Python as a script language of the engine. May import the room, except lifecycle.

- ``modules``: a ``.py`` file of the project as a Python module; ``reloading``: the same, again;
- ``members``: what the class of a script has, as the C floor and the engine need it;
- ``script``, ``loader``, ``saver``: the file as a resource; ``language``: the language itself;
- ``registration``: all of it in the engine, and out again.

These classes exist once for the engine: they are native classes, made when it lets the
extension in.
"""
