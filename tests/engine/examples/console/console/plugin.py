from godot import EditorPlugin, exposed, load


@exposed(tool=True)
class ConsolePlugin(EditorPlugin):
    """Adds the console to the panels at the bottom of the editor."""

    def _enter_tree(self):
        self.console = load("res://console/console.tscn").instantiate()
        self.button = self.add_control_to_bottom_panel(self.console, "Python")

    def _exit_tree(self):
        self.remove_control_from_bottom_panel(self.console)
        self.console.queue_free()
