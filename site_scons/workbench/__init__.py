"""What dev.py does: environment, cache, Godot, build, and the verbs on top of them.

No room of the product: nothing in ``python_src`` imports this, and this imports nothing of
``python_src``. Standard library only, because it runs before anything is installed.

From the ground up: ``errors``, ``places``, ``stamps``, ``locks``, ``progress``, ``processes`` know
nothing of the project; ``system``, ``environment``, ``engine`` (with ``apt_sources``, ``apt_fetch``
and ``relocation``), ``steam_libraries`` and ``screen`` each provide one thing that a verb needs;
``building`` puts them in order; ``doctor`` and ``verbs`` are what a person sees.
"""
