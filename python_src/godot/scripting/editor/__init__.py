"""Room A: what only the editor asks of scripts. Nothing here is loaded in a game.

From the ground up:

- ``outline``, ``highlighting``, ``cursor_text``: a script's text, read without running it;
- ``project``, ``global_classes``, ``type_members``, ``inference``: what surrounds it, and what its
  expressions are;
- ``checks``, ``validation``, ``completion``, ``lookup``, ``documentation``, ``templates``,
  ``editing``, ``dropped``: one answer each;
- ``code_editor``, ``edited_scene``, ``editor_plugin``, ``watching``: the editor itself.
"""
