"""Room B, `steamworks.contract`: users and pictures. May import: `rows`, `words`."""

from __future__ import annotations

from . import words
from .rows import Function, Parameter
from .shared import USER

_IMAGE = Parameter("imageHandle", "int", "The `imageHandle` of an `ImageInfo`, from this run.")

PEOPLE_FUNCTIONS = (
    Function(
        "getUserInfo",
        (USER,),
        "UserInfo?",
        None,
        "Who a user is, as a `UserInfo`. Null while Steam has not loaded another user; then "
        "loading starts, and a `userInfoUpdate` follows.",
        example="""\
var me: Variant = $Steamworks.getUserInfo()
if me != null:
    $Greeting.text = "Welcome, %s (level %d)" % [me.name, me.steamLevel]
""",
    ),
    Function(
        "getUserImageInfo",
        (
            Parameter(
                "type",
                "string",
                "Which size: 32, 64 or 184 pixels wide and high.",
                words=words.AVATAR_TYPES,
            ),
            USER,
        ),
        "ImageInfo?",
        None,
        "A user's avatar, as an `ImageInfo`. Null while Steam has not loaded it; then loading "
        "starts, and a `userInfoUpdate` follows whose `smallAvatarChanged`, `mediumAvatarChanged` "
        "or `largeAvatarChanged` is true. A user without an avatar has none to load: then it stays "
        "null, and nothing follows.",
        example="""\
func _ready() -> void:
    $Steamworks.userInfoUpdate.connect(func(_event: Dictionary) -> void: show_avatar())
    show_avatar()

func show_avatar() -> void:
    var info: Variant = $Steamworks.getUserImageInfo("largeAvatar")
    if info != null:
        $Avatar.texture = $Steamworks.newTexture(info.imageHandle)
""",
    ),
    Function(
        "newTexture",
        (_IMAGE,),
        "texture?",
        None,
        "Makes a texture with the pixels of one of Steam's images. Null for a handle that Steam "
        "does not know.",
        example="""\
var info: Variant = $Steamworks.getUserImageInfo("mediumAvatar")
if info != null:
    $Avatar.texture = $Steamworks.newTexture(info.imageHandle)
""",
    ),
    Function(
        "newImageRect",
        (
            Parameter("parent", "parent?", "Gets the control as a child. May be left out.", None),
            _IMAGE,
            Parameter("width", "number", "The control's width, above 0."),
            Parameter("height", "number", "The control's height, above 0."),
        ),
        "imageRect?",
        None,
        "Makes a control of that size that shows one of Steam's images. Null for a handle that "
        "Steam does not know.",
        example="""\
var info: Variant = $Steamworks.getUserImageInfo("mediumAvatar")
if info != null:
    var avatar: TextureRect = $Steamworks.newImageRect(self, info.imageHandle, 64, 64)
    avatar.tooltip_text = "That is you"
""",
    ),
)
