extends "res://steam_test.gd"
## Steam's images as textures and controls, and the images of achievements.


func pixels_of(texture: Texture2D) -> PackedByteArray:
	var image := texture.get_image()
	equal(image.get_format(), Image.FORMAT_RGBA8)
	equal(image.has_mipmaps(), false)
	return image.get_data()


## The handle of the current user's avatar of 64 by 64 pixels.
func avatar(steam: Steamworks) -> int:
	return steam.getUserImageInfo("mediumAvatar").imageHandle


## A texture has the very pixels that Steam gives, in every size.
func test_texture() -> void:
	var steam := await started()
	steam.getUserImageInfo("largeAvatar")
	check(await happens(func() -> bool: return steam.getUserImageInfo("largeAvatar") != null))
	for size: String in ["smallAvatar", "mediumAvatar", "largeAvatar"]:
		var info: Dictionary = steam.getUserImageInfo(size)
		var texture: ImageTexture = steam.newTexture(info.imageHandle)
		equal(texture.get_class(), "ImageTexture")
		equal(texture.get_size(), Vector2(info.pixelWidth, info.pixelHeight))
		var pixels := pixels_of(texture)
		equal(pixels.size(), int(info.pixelWidth) * int(info.pixelHeight) * 4)
		check(pixels == control.pixels(info.imageHandle), size)
		check(pixels.count(pixels[0]) < pixels.size(), "it is no single colour")


## Each texture is its caller's own, and one outlives the node and the connection.
func test_textures_are_owned() -> void:
	var steam := await started()
	var handle := avatar(steam)
	var first: ImageTexture = steam.newTexture(handle)
	var second: ImageTexture = steam.newTexture(handle)
	check(first != second)
	var before := pixels_of(first)
	steam.free()
	check(pixels_of(first) == before)


## A control has exactly the size that was asked for, whatever size the image has.
func test_rect() -> void:
	var steam := await started()
	var handle := avatar(steam)
	for size: Vector2 in [Vector2(64, 64), Vector2(20, 300), Vector2(1, 1), Vector2(333.5, 0.25)]:
		var rect: TextureRect = steam.newImageRect(handle, size.x, size.y)
		equal(rect.get_class(), "TextureRect")
		equal(rect.size, size)
		equal(rect.get_parent(), null)
		check(pixels_of(rect.texture) == control.pixels(handle))
		add_child(rect)
		await frames(2)
		equal(rect.size, size, "also in the tree")
		rect.free()
	var whole: TextureRect = steam.newImageRect(handle, 100.0, 50)
	equal(whole.size, Vector2(100, 50))
	whole.free()


## It becomes a child of the parent that is given: in the tree, outside of it, and in a container.
func test_parents() -> void:
	var steam := await started()
	var handle := avatar(steam)
	var rect: TextureRect = steam.newImageRect(self, handle, 40, 30)
	equal(rect.get_parent(), self)
	check(rect.is_inside_tree())
	rect.free()
	for parent: Node in [Node.new(), Node2D.new(), Control.new(), Node3D.new()]:
		rect = steam.newImageRect(parent, handle, 40, 30)
		equal(rect.get_parent(), parent)
		check(not rect.is_inside_tree())
		equal(rect.size, Vector2(40, 30))
		parent.free()
		check(not is_instance_valid(rect), "it goes with its parent")
	var row := HBoxContainer.new()
	add_child(row)
	var first: TextureRect = steam.newImageRect(row, handle, 40, 30)
	var second: TextureRect = steam.newImageRect(row, handle, 24, 30)
	await frames(2)
	equal(first.size, Vector2(40, 30))
	equal(second.size, Vector2(24, 30))
	check(second.position.x >= 40)
	row.free()
	rect = steam.newImageRect(null, handle, 40, 30)
	equal(rect.get_parent(), null)
	rect.free()


## Statically typed or not, with or without the leading parent, by every way to call.
func test_ways_to_call() -> void:
	var steam: Steamworks = await started()
	var untyped: Variant = steam
	var handle := avatar(steam)
	var made: Array = [
		steam.newImageRect(handle, 10, 20), steam.newImageRect(self, handle, 10, 20),
		untyped.newImageRect(handle, 10, 20), untyped.newImageRect(self, handle, 10, 20),
		steam.call("newImageRect", handle, 10, 20), steam.callv("newImageRect", [self, handle, 10, 20]),
		steam.newImageRect.bind(10, 20).call(handle), Callable(steam, "newImageRect").call(null, handle, 10, 20),
	]
	for rect: TextureRect in made:
		equal(rect.size, Vector2(10, 20))
		rect.free()


## What cannot be a parent is an error that names it, and nothing is made.
func test_bad_parents() -> void:
	var steam: Variant = await started()
	var handle := avatar(steam)
	var freed := Node.new()
	var holder := [freed]
	freed.free()
	var before := Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT)
	for parent: Variant in [holder[0], RefCounted.new(), "parent", 5, true, [], {}, Vector2.ZERO, ^"."]:
		equal(steam.newImageRect(parent, handle, 10, 10), null, str(parent))
	equal(Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT), before)
	for text: String in ["Steamworks.newImageRect: parent: expected a Node that has not been freed, or null, got <Object, freed>",
			"parent: expected a Node that has not been freed, or null, got 'parent'",
			"parent: expected a Node that has not been freed, or null, got <RefCounted#",
			"parent: expected a Node that has not been freed, or null, got "]:
		expect_error(text)


## A node that is just getting ready takes no child: that is said, and nothing is left behind.
func test_busy_parent() -> void:
	var steam := await started()
	var handle := avatar(steam)
	var results := []
	var parent := Node.new()
	var child := Node.new()
	parent.add_child(child)
	child.ready.connect(func() -> void:
		results.append(steam.newImageRect(parent, handle, 10, 10))
		steam.newImageRect.call_deferred(parent, handle, 10, 10))
	expect_error("Parent node is busy setting up children")
	expect_error("Steamworks.newImageRect: parent: ")
	add_child(parent)
	equal(results, [null])
	await frames(2)
	equal(parent.get_child_count(), 2)
	parent.free()


## Handles that stand for no image give null and an error that says so.
func test_bad_handles() -> void:
	var steam: Variant = await started()
	for handle: Variant in [0, -1, 1 << 20, 1 << 40, -(1 << 40), "1", 1.5, NAN, null, true, [], {}, self]:
		equal(steam.newTexture(handle), null, str(handle))
		equal(steam.newImageRect(handle, 10, 10), null)
		equal(steam.newImageRect(self, handle, 10, 10), null)
	var typed: Steamworks = steam
	var no_texture: ImageTexture = typed.newTexture(1 << 20)
	equal(no_texture, null)
	var no_rect: TextureRect = typed.newImageRect(1 << 20, 10, 10)
	equal(no_rect, null)
	no_rect = typed.newImageRect(self, 1 << 20, 10, 10)
	equal(no_rect, null)
	for text: String in ["Steamworks.newTexture: imageHandle: expected an integer, got '1'",
			"Steamworks.newTexture: imageHandle: Steam has no image 1048576 in this run", "Steamworks.newTexture: imageHandle:",
			"Steamworks.newImageRect: imageHandle:"]:
		expect_error(text)
	equal(get_child_count(), 2, "the node and the control of the test, nothing else")


## Sizes that none can have, and wrong numbers of arguments.
func test_bad_sizes() -> void:
	var steam: Variant = await started()
	var handle := avatar(steam)
	for size: Variant in [0, -1, NAN, INF, "10", null, true, [], Vector2(1, 1), 1e300]:
		equal(steam.newImageRect(self, handle, size, 10), null, str(size))
		equal(steam.newImageRect(self, handle, 10, size), null)
	equal(steam.newImageRect(), null)
	equal(steam.newImageRect(handle, 5), null)
	equal(steam.newImageRect(self, handle, 5, 5, 5), null)
	equal(steam.newTexture(), null)
	equal(steam.newTexture(handle, handle), null)
	for text: String in ["Steamworks.newImageRect: width: expected a number above 0, got 0", "Steamworks.newImageRect: width:",
			"Steamworks.newImageRect: height:", "Steamworks.newImageRect: imageHandle:", "Steamworks.newImageRect: expected newImageRect(",
			"Steamworks.newTexture: expected newTexture("]:
		expect_error(text)


## Textures and controls that are let go of leave nothing behind.
func test_nothing_is_left() -> void:
	var steam := await started()
	var handle := avatar(steam)
	control.collect(true)
	await frames(2)
	var before := [control.live_faces(), Performance.get_monitor(Performance.OBJECT_COUNT)]
	for time in 50:
		steam.newTexture(handle)
		var rect: TextureRect = steam.newImageRect(self, handle, 10, 10)
		rect.queue_free()
		steam.newImageRect(handle, 10, 10).free()
	await frames(2)
	control.collect(true)
	await frames(2)
	equal([control.live_faces(), Performance.get_monitor(Performance.OBJECT_COUNT)], before)


## The image of an achievement is loaded when it is asked for; locked and unlocked have one each.
func test_achievement_image() -> void:
	var steam := await started()
	var event: Dictionary = await caused(steam, "achievementImageUpdate", func() -> void:
		equal(steam.getAchievementImageInfo("ACH_HEAVY_FIRE"), null))
	equal(event.achievementName, "ACH_HEAVY_FIRE")
	equal(event.unlocked, false)
	var locked: Dictionary = steam.getAchievementImageInfo("ACH_HEAVY_FIRE")
	equal(event.imageInfo, locked)
	equal(locked.keys(), ["imageHandle", "pixelWidth", "pixelHeight"])
	check(locked.pixelWidth > 0 and locked.pixelWidth == locked.pixelHeight)
	var locked_texture: ImageTexture = steam.newTexture(locked.imageHandle)
	check(pixels_of(locked_texture) == control.pixels(locked.imageHandle))
	event = await caused(steam, "achievementImageUpdate", func() -> void:
		check(steam.setAchievementUnlocked("ACH_HEAVY_FIRE")))
	equal(event.achievementName, "ACH_HEAVY_FIRE")
	equal(event.unlocked, true)
	equal(event.imageInfo, steam.getAchievementImageInfo("ACH_HEAVY_FIRE"))
	check(event.imageInfo.imageHandle != locked.imageHandle)
	check(pixels_of(steam.newTexture(event.imageInfo.imageHandle)) != pixels_of(locked_texture))


## An achievement whose image nobody asked for is unlocked without a word about images.
func test_image_nobody_asked_for() -> void:
	var steam := await started()
	check(steam.setAchievementUnlocked("ACH_TRAVEL_FAR_SINGLE"))
	await settle()
	check("achievementInfoUpdate" in names())
	equal(named("achievementImageUpdate").size(), 0)


## Every node hears of an image, and asking often brings it once.
func test_image_for_all_nodes() -> void:
	var first := await started()
	var second := await started()
	var heard := []
	second.achievementImageUpdate.connect(func(event: Dictionary) -> void: heard.append(event))
	var before := named("achievementImageUpdate").size()
	for time in 5:
		first.getAchievementImageInfo("ACH_TRAVEL_FAR_ACCUM")
	await settle()
	equal(heard.size(), 1)
	equal(named("achievementImageUpdate").size(), before + 2, "one for each node")


## Names that no achievement has.
func test_bad_names() -> void:
	var steam: Variant = await started()
	for name: Variant in ["NOPE", "é漢🎮", "", "x".repeat(10_000), 5, null, true, [], {}, self]:
		equal(steam.getAchievementImageInfo(name), null, str(name).left(20))
	equal(steam.getAchievementImageInfo(), null)
	for text: String in ["Steamworks.getAchievementImageInfo: achievementName:", "no achievement 'NOPE'", "no achievement 'é漢🎮'",
			"an empty string", "Steamworks.getAchievementImageInfo: expected getAchievementImageInfo("]:
		expect_error(text)
	await settle()
	equal(named("achievementImageUpdate").size(), 0)
