"""Room A: Python as a script language of the engine. May import the room, except lifecycle.

What a game uses:

- ``modules``, ``importing``, ``sources``, ``files``: a ``.py`` file of the project as a module;
- ``script_classes``, ``members``, ``describing``: what the class of a script has, as the C floor
  and the engine need it;
- ``script``, ``loader``, ``saver``: the file as a resource; ``language``: the language itself;
- ``registration``: all of it in the engine, and out again.

What is loaded in the editor, or while a game is made:

- ``reloading``, ``renewing``, ``reviving``: files that have changed;
- ``editor_side``, ``editor_facts``: the editor's questions to the language and to a script, each
  put to the module of ``editor/`` that knows the answer.

The language, its scripts, loader and saver are native classes, made when the engine lets the
extension in.
"""
