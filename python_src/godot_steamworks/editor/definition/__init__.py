"""Room D, the editor of app definitions: what the offline runtime simulates, as a TOML file.

May import: godot, steamworks, godot_steamworks, tomlkit. The files of Steam (``vdf_*``, ``schema``)
and the edited document know nothing of the engine; ``part`` brings the rest to the editor.
"""
