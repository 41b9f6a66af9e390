"""Room B, `steamworks`: tells `achievementImageUpdate`, from what Steam says about icons.

May import: `dispatch`, `events`, `images`, `observers`, `pictures`, `steam_id`, `user_stats`. One
`Icons` belongs to one connection and serves all façades on it. Steam reports an image only when it
had to be loaded; that an achievement has another image, because it was unlocked or locked again,
is told here, once.
"""

from __future__ import annotations

from .dispatch import Dispatcher
from .events import UserAchievementIconFetched, UserAchievementStored, UserStatsReceived
from .images import Images
from .listeners import EventDict
from .observers import Observers
from .pictures import image_info
from .steam_id import AppId
from .user_stats import UserStats


class Icons:
    """The images of achievements of one connection, as far as somebody has asked for them."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        observers: Observers,
        user_stats: UserStats,
        images: Images,
        app: AppId,
    ) -> None:
        self._dispatcher = dispatcher
        self._observers = observers
        self._stats = user_stats
        self._images = images
        self._game = int(app)
        self._asked: set[str] = set()
        # Of these somebody has the image of the unlocked state, which a reset makes wrong.
        self._shown_unlocked: set[str] = set()
        self._locked_again: dict[str, None] = {}  # to be told at the next pump
        # Libraries before SDK 1.61 know no achievement before they have fetched the user's stats.
        self._asked_too_early: dict[str, None] = {}
        # Steam may load the image of an unlocked achievement before it reports the unlocking, or
        # behind it. Each side notes what it told, so that the other does not tell it again.
        self._told_by_loading: set[str] = set()
        self._told_by_unlocking: dict[str, int] = {}
        self._loading_after_unlock: set[str] = set()
        dispatcher.subscribe(UserAchievementIconFetched, self._on_fetched)
        dispatcher.subscribe(UserAchievementStored, self._on_stored)
        dispatcher.subscribe(UserStatsReceived, self._on_received)

    def info(self, name: str) -> EventDict | None:
        """The image of an achievement as it is now, as an ImageInfo.

        None for an unknown name, and while it is loading; then an update follows.
        """
        handle = self._stats.icon(name)
        unlocked = self._stats.is_unlocked(name)
        if unlocked is None:
            if not self._stats.achievement_names():
                self._asked_too_early[name] = None
            return None
        self._asked.add(name)
        if not unlocked:
            self._forget(name)
        elif handle > 0:
            self._shown_unlocked.add(name)
        return image_info(self._images, handle)

    def locked(self) -> bool:
        """All achievements were locked again; their unlocking will be news.

        Whether `tell_locked` is due at the next pump.
        """
        for name in self._asked:
            self._forget(name)
        self._locked_again |= dict.fromkeys(sorted(self._shown_unlocked))
        self._shown_unlocked.clear()
        return bool(self._locked_again)

    def tell_locked(self) -> None:
        """Tells the images that have changed back, except those that Steam has to load first."""
        names, self._locked_again = self._locked_again, {}
        for name in names:
            if self._dispatcher.closed:  # by a listener
                return
            if self._stats.is_unlocked(name) is False:  # or its unlocking will be told
                handle = self._stats.icon(name)
                if handle > 0:
                    self._tell(name, handle, False)

    # --- callbacks ------------------------------------------------------------------------------

    def _on_fetched(self, event: UserAchievementIconFetched) -> None:
        if event.game_id != self._game:
            return
        name = event.name
        if not event.unlocked:
            self._forget(name)
        elif self._told_by_unlocking.pop(name, None) == event.icon:
            return
        elif name in self._loading_after_unlock:
            self._loading_after_unlock.discard(name)
        elif name in self._asked:
            self._told_by_loading.add(name)
        self._tell(name, event.icon, event.unlocked)

    def _on_stored(self, event: UserAchievementStored) -> None:
        name = event.name
        unlocked = event.current_progress == 0 and event.max_progress == 0
        if event.game_id != self._game or not unlocked or name not in self._asked:
            return
        if name in self._told_by_loading:
            self._told_by_loading.discard(name)
            return
        if not self._stats.is_unlocked(name):
            return  # it was locked again meanwhile, and Steam would give that image
        handle = self._stats.icon(name)
        if handle > 0:
            self._told_by_unlocking[name] = handle
            self._tell(name, handle, True)
        else:
            self._loading_after_unlock.add(name)

    def _on_received(self, event: UserStatsReceived) -> None:
        if not self._asked_too_early or event.game_id != self._game:
            return
        if not self._stats.achievement_names():
            return
        names, self._asked_too_early = self._asked_too_early, {}
        there = []
        for name in names:
            handle = self._stats.icon(name)  # or loading starts
            unlocked = self._stats.is_unlocked(name)
            if unlocked is not None:
                self._asked.add(name)
                if handle > 0:
                    there.append((name, handle, unlocked))
        for name, handle, unlocked in there:
            self._tell(name, handle, unlocked)

    def _forget(self, name: str) -> None:
        self._told_by_loading.discard(name)
        self._told_by_unlocking.pop(name, None)
        self._loading_after_unlock.discard(name)

    def _tell(self, name: str, handle: int, unlocked: bool) -> None:
        if self._dispatcher.closed:  # by a listener of the event before
            return
        if unlocked:
            self._shown_unlocked.add(name)
        event: EventDict = {
            "name": "achievementImageUpdate",
            "achievementName": name,
            "imageInfo": image_info(self._images, handle),
            "unlocked": unlocked,
        }
        self._observers.tell_all(event)
