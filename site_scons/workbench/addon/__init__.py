"""``dev.py addon``: the addon as one folder that needs nothing else, and as an archive of it.

Standard library only, as the whole workbench. From the ground up: ``layout`` says what lies where;
``elf`` and ``licences`` ask the system about its shared libraries; ``identity`` which version this
is; ``standard_library``, ``libraries`` and ``packages`` each bring one part of the folder, with
``bytecode`` compiling; ``manifest`` lists it and ``archive`` packs it; ``bundle`` puts all of that
in order, and ``in_place`` has the clone's own addon be the result.

The same commit gives the same bytes in every clone on one machine: nothing here writes a time, a
path of the clone, or entries in an order of their own.
"""
