import io
from code import InteractiveConsole
from contextlib import redirect_stderr, redirect_stdout

from godot import VBoxContainer, exposed


@exposed(tool=True)
class Console(VBoxContainer):
    """Lines of Python that somebody types, and what comes of them; ``node`` is the console."""

    def _ready(self):
        self.output = self.get_node("Output")
        self.input = self.get_node("Input")
        self.interpreter = InteractiveConsole({"node": self})
        self.history = []
        self.place = 0
        self.input.text_submitted.connect(self.run)

    def run(self, line):
        """Runs a line; one that goes on, such as ``for ...:``, waits for what follows."""
        self.input.clear()
        if line and self.history[-1:] != [line]:
            self.history.append(line)
        self.place = len(self.history)
        self.show_text(f">>> {line}\n")
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            self.interpreter.push(line)
        self.show_text(printed.getvalue())

    def show_text(self, text):
        """Adds something to what is on the screen."""
        self.output.push_mono()
        self.output.add_text(text)
        self.output.pop()

    def recall(self, steps):
        """Puts an earlier line (-1) or a later one (1) into the field."""
        self.place = min(max(self.place + steps, 0), len(self.history))
        self.input.text = "" if self.place == len(self.history) else self.history[self.place]
        self.input.caret_column = len(self.input.text)

    def clear(self):
        """Forgets what is on the screen. Connected in the scene."""
        self.output.clear()
