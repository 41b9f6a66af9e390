"""Room D, the export of games. May import: godot, steamworks, godot_steamworks.

An exported game has what belongs to it beside its program: the extension's library, where the
engine puts it, and the folder ``steamworks`` with Python, the packages and Valve's library.

From the ground up: ``targets`` (what differs between systems), ``bundle`` (the addon's folder and
what of it a game needs), ``options`` (what a preset says), ``steam_library`` (which file of Valve's
goes along), ``soundness`` (why an export cannot be made), ``game_folder`` (the folder itself),
``bytecode`` (scripts as a pack may have them), ``extension_file`` (what tells the engine of the
addon), ``plugin`` (what the engine calls).
"""
