"""Room B, `steamworks.facade`: images, and what they become.

May import: `base`, and everything of the package but `api`.
"""

from __future__ import annotations

from typing import Any

from .. import arguments
from ..arguments import BadArgumentError
from ..documented import documented
from ..images import Image
from ..steam_id import shown
from .base import Facade


class PictureFunctions(Facade):
    """The documented functions of images."""

    @documented
    def getAchievementImageInfo(self, achievementName: str) -> dict[str, Any] | None:
        """The image of an achievement as it is now."""
        name = arguments.name("achievementName", achievementName, "achievement name")
        client = self._connected
        info = client.icons.info(name)
        stats = client.user_stats
        if info is None and stats.is_unlocked(name) is None and stats.achievement_names():
            self._warn(
                "Steamworks.getAchievementImageInfo: achievementName: the app has no achievement "
                f"{shown(name)}; getAchievementNames() lists them"
            )
        return info

    @documented
    def newTexture(self, imageHandle: int) -> Any:
        """An image to draw with."""
        return self._pictures.texture(self._image(imageHandle))

    @documented
    def newImageRect(self, parent: object, imageHandle: int, width: float, height: float) -> Any:
        """An image in a size, as something to put into a scene."""
        if parent is not None and not self._pictures.is_parent(parent):
            raise BadArgumentError(
                "parent", f"expected {self._pictures.parents}, got {shown(parent)}"
            )
        wide, high = arguments.length("width", width), arguments.length("height", height)
        return self._pictures.rect(parent, self._image(imageHandle), wide, high)

    def _image(self, handle: object) -> Image:
        number = arguments.image_handle("imageHandle", handle)
        image = self._connected.images.image(number)
        if image is None:
            raise BadArgumentError(
                "imageHandle",
                f"Steam has no image {number} in this run; expected the imageHandle of an "
                "ImageInfo, which is not kept from one run to the next",
            )
        return image
