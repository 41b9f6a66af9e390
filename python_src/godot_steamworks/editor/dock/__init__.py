"""Room D, what only the editor has: the dock for Steam. May import: godot, and its own modules.

``desk`` knows what there is to be seen: the offline store and the running games, each a source of
``sources``. ``link`` brings a game's messages. ``panel`` and the pages show and change it. ``part``
puts all of that into the editor.
"""
