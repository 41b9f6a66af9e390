extends DemoScene
## Achievements with the pictures that Steam has for them: grey while locked, and another one as
## soon as the achievement is unlocked.

const CARD_WIDTH := 218.0
## So many achievements are unlocked when the scene plays itself.
const UNLOCKED_AT_ONCE := 3

@export var card_scene: PackedScene

var _cards: Dictionary[String, TrophyCard] = {}

@onready var _grid: GridContainer = %Cards
@onready var _count: Label = %Count
@onready var _lock_button: Button = %LockButton
@onready var _lock_dialog: ConfirmationDialog = $LockDialog


func _start() -> void:
	_grid.resized.connect(_arrange)
	_arrange()


func _hear(event: Dictionary) -> void:
	match event["name"]:
		"userProgressUpdate":
			if event["userSteamId"] == steam.userSteamId and not event["isError"]:
				_show_all()
		"achievementImageUpdate":
			_show_image(event["achievementName"], event["imageInfo"])


func _show_all() -> void:
	var unlocked := 0
	for achievement: String in steam.getAchievementNames():
		var info: Variant = steam.getAchievementInfo(achievement)
		if info == null:
			continue
		if not _cards.has(achievement):
			_add_card(achievement)
		var card := _cards[achievement]
		card.show_info(info)
		if not card.has_image():
			# Null while Steam has not loaded the picture; achievementImageUpdate follows then.
			_show_image(achievement, steam.getAchievementImageInfo(achievement))
		if info["unlocked"]:
			unlocked += 1
	_count.text = "%d of %d unlocked" % [unlocked, _cards.size()]


func _add_card(achievement: String) -> void:
	var card: TrophyCard = card_scene.instantiate()
	_grid.add_child(card)
	card.unlock_pressed.connect(steam.setAchievementUnlocked.bind(achievement))
	_cards[achievement] = card


func _show_image(achievement: String, image_info: Variant) -> void:
	if image_info == null or not _cards.has(achievement):
		return
	if _cards[achievement].image_handle != image_info["imageHandle"]:
		_cards[achievement].show_image(image_info, steam.newTexture(image_info["imageHandle"]))


## No `userProgressUpdate` follows a reset: everything is asked for anew.
func _lock_all() -> bool:
	if not steam.resetUserProgress():
		return false
	for card: TrophyCard in _cards.values():
		card.forget_image()
	_show_all()
	return true


func _play() -> bool:
	if not await step("Each achievement's picture is fetched.", Callable(), _has_all_images):
		return false
	if _locked().size() < UNLOCKED_AT_ONCE:
		if not await may_reset() or not await step(
			"Most achievements are unlocked: all are locked again.",
			_lock_all,
			func() -> bool: return _has_all_images() and _locked().size() == _cards.size()
		):
			return false
	var locked := _locked()
	for index in mini(UNLOCKED_AT_ONCE, locked.size()):
		# From both ends in turn.
		var place := floori(index / 2.0)
		var achievement := locked[place if index % 2 == 0 else -1 - place]
		var card := _cards[achievement]
		var before := card.image_handle
		if not await step(
			"%s is unlocked: its picture changes." % achievement,
			steam.setAchievementUnlocked.bind(achievement),
			func() -> bool: return card.is_unlocked and card.image_handle != before
		):
			return false
	return true


func _enable(enabled: bool) -> void:
	_lock_button.disabled = not enabled
	for card: TrophyCard in _cards.values():
		card.can_be_unlocked = enabled


func _has_all_images() -> bool:
	return not _cards.is_empty() and _cards.values().all(
		func(card: TrophyCard) -> bool: return card.has_image()
	)


func _locked() -> Array[String]:
	return _cards.keys().filter(
		func(achievement: String) -> bool: return not _cards[achievement].is_unlocked
	)


func _arrange() -> void:
	_grid.columns = maxi(1, floori((_grid.size.x + 12.0) / (CARD_WIDTH + 12.0)))


func _on_lock_pressed() -> void:
	ask(_lock_dialog)
