from collections.abc import Awaitable, Callable
from inspect import isawaitable

from godot import JSON, ConfirmationDialog, Control, export, exposed, load, signal
from godot_steamworks.node import Steamworks
from in_python.demo.event_log import EventLog
from in_python.demo.event_wait import EventWait
from in_python.demo.events import EVENT_NAMES, Event, print_event
from in_python.demo.scene_header import SceneHeader
from in_python.demo.steps import StepFailed

REST_BETWEEN_STEPS = 0.7
"""For people who watch a scene play itself, in seconds."""

FIRST_OFFLINE_STEAM_ID = 76561202255232768
"""From here on IDs are the offline runtime's players: Valve has given none of them to anybody."""

A_DAY = 86400.0
"""How long a question waits for its answer, in seconds."""


@exposed
class DemoScene(Control):
    """What every scene of the demo has: a Steamworks node, a header, a log, and a way to play.

    ``play`` does by itself what a person would do with the buttons, and waits for what Steam says
    to it. The menu, which is written in GDScript, calls it in a run without display; a scene that
    is started on its own (F6 in the editor) does so by itself. Each event is printed.

    A scene derives from this class and has functions of its own for the four that do nothing here.
    """

    left = signal(doc="The player wants to go back to the menu.")
    played = signal(
        ("done", bool), doc="The scene has played itself; whether everything came as expected."
    )

    title: str = export("")
    subtitle: str = export("")
    changes: str = export(
        "", doc="What playing changes of the player's account, such as 'unlocks an achievement'."
    )

    rest: float = 0.0
    """A rest between two steps, in seconds."""

    _is_playing = False
    _can_ask = True

    async def _ready(self) -> None:
        self.steam: Steamworks = self.get_node("Steamworks")
        self.wait: EventWait = self.get_node("Wait")
        self.header: SceneHeader = self.get_node("%Header")
        self.event_log: EventLog = self.get_node("%Log")
        self._question: ConfirmationDialog = self.get_node("ResetQuestion")
        body: Control = self.get_node("%Body")
        absence: Control = self.get_node("%Absence")

        # A script in GDScript, used from Python: the words on the command line.
        self._arguments = load("res://demo/demo_arguments.gd").read()
        lacks_display = self._arguments.lacks_display()
        self.rest = 0.0 if lacks_display else REST_BETWEEN_STEPS
        self.can_ask = not (lacks_display or self._arguments.is_auto)

        for name in EVENT_NAMES:
            self.steam.connect(name, self._on_steam_event)
        self.header.entitle(self.title, self.subtitle)
        self.header.warn_of(self.changes)
        self.header.back_pressed.connect(self.left.emit)
        self.header.play_pressed.connect(self.play)
        self.header.show_user(self.steam)
        body.visible = self.steam.isLoggedOn
        absence.visible = not self.steam.isLoggedOn
        if self.steam.isLoggedOn:
            self._start()
        else:
            self._explain_absence()
        if self.get_tree().current_scene is self:
            await self._run_alone()

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there who can answer a question."""
        return self._can_ask

    @can_ask.setter
    def can_ask(self, value: bool) -> None:
        self._can_ask = value

    async def play(self) -> bool:
        """Plays the scene. Gives whether everything came as expected; what did not is said then."""
        if self._is_playing:
            return False
        self._set_playing(True)
        try:
            if not self.steam.isLoggedOn:
                raise StepFailed("Steam is not available.")
            await self._play()
            done = True
        except StepFailed as failure:
            self.say(str(failure))
            done = False
        except Exception:  # a mistake in the scene: the log will have it
            self._finish(False)
            raise
        self._finish(done)
        return done

    def _finish(self, done: bool) -> None:
        self._set_playing(False)
        print(f"scene {self.scene_name()} {'passed' if done else 'failed'}")
        self.played.emit(done)

    def scene_name(self) -> str:
        """The name by which the command line knows the scene."""
        return self.scene_file_path.rpartition("/")[2].removesuffix(".tscn")

    def say(self, text: str) -> None:
        """Says something in the log on the screen and in the one of Godot."""
        print(text)
        self.event_log.add_sentence(text)

    def _start(self) -> None:
        """What the scene does as soon as it is there. Only when a user is logged on."""

    def _hear(self, event: Event) -> None:
        """What the scene does with an event. When it comes, the new values can be read already."""

    async def _play(self) -> None:
        """The scene's own tour, made of calls of ``step``. Raises StepFailed when it must end."""

    def _enable(self, enabled: bool) -> None:
        """What else is to be pressed or not, beside the header's buttons."""

    async def step(
        self,
        text: str,
        send: Callable[[], bool | Awaitable[None] | None] | None,
        is_shown: Callable[[], bool],
    ) -> None:
        """One step of a tour: says what happens, does it, and waits until it shows.

        ``send`` gives false when Steam did not take it; what it gives may have to be awaited.
        ``is_shown`` gives true when everything is there; it is asked in every frame.
        """
        await self.pause()
        self.say(text)
        sent = None if send is None else send()
        if isawaitable(sent):
            await sent
        if sent is False:
            raise StepFailed("Steam did not take this; what it said is in the log.")
        if not await self.wait.until(is_shown):
            raise StepFailed(f"Nothing came of this within {self.wait.patience:.0f} s: {text}")

    async def pause(self) -> None:
        """A rest between two steps of a tour."""
        await self.wait.rest(self.rest)

    async def may_reset(self) -> None:
        """Raises StepFailed unless a tour may reset the player's progress.

        The offline runtime's player is there for that; with Valve's Steam it is somebody's own
        progress, which is not touched unless they say so.
        """
        if int(self.steam.userSteamId or 0) >= FIRST_OFFLINE_STEAM_ID:
            return
        if not self.can_ask:
            raise StepFailed(
                "To go on, all progress would have to be reset. Nobody can be asked, so it stays."
            )
        answers: list[bool] = []

        def on_confirmed() -> None:
            answers.append(True)

        def on_canceled() -> None:
            answers.append(False)

        self._question.confirmed.connect(on_confirmed)
        self._question.canceled.connect(on_canceled)
        try:
            self.ask(self._question)
            await self.wait.until(lambda: bool(answers), A_DAY)
        finally:
            self._question.confirmed.disconnect(on_confirmed)
            self._question.canceled.disconnect(on_canceled)
        if not any(answers):
            raise StepFailed("Nothing was reset, so there is nothing more to show.")

    def ask(self, dialog: ConfirmationDialog) -> None:
        """Opens a dialog about something that cannot be undone: a stray key means no."""
        dialog.popup_centered()
        dialog.get_cancel_button().grab_focus()

    def _on_steam_event(self, event: Event) -> None:
        print_event(event)
        self.event_log.add_event(event)
        self.header.hear(self.steam, event)
        self._hear(event)

    def _set_playing(self, is_playing: bool) -> None:
        self._is_playing = is_playing
        self.header.is_busy = is_playing or not self.steam.isLoggedOn
        self._enable(not self.header.is_busy)

    def _explain_absence(self) -> None:
        self.header.is_busy = True
        self.say(
            "Steam is not available; the log has said why. Every call gives its failure value:"
        )
        names = JSON.stringify(self.steam.getAchievementNames())
        self.say(f"getAchievementNames() gives {names}")
        unlocked = JSON.stringify(self.steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"))
        self.say(f'setAchievementUnlocked("ACH_WIN_ONE_GAME") gives {unlocked}')
        self.say("The game goes on without it. This scene has nothing to show then.")

    async def _run_alone(self) -> None:
        """A scene that was started without the menu."""
        self.header.has_menu = False
        if self._arguments.is_auto or self._arguments.lacks_display():
            done = await self.play()
            self.get_tree().quit(0 if done else 1)
        elif self._arguments.is_tour:
            await self.play()
