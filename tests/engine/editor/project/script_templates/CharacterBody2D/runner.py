# meta-name: Runner
# meta-description: A template of this project
"""A script from the project's template."""

from godot import _BASE_, exposed


@exposed(global_name="_CLASS_")
class _CLASS_(_BASE_):
    """Runs."""

    def run(self) -> int:
        """Says how far."""
        if self.visible:
            return 1
        return 0
