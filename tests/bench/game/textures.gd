## What making a texture of a Steam image costs, and what making one of ready bytes costs in
## GDScript. Arguments: how often to repeat, textures each time, the user whose avatar it is.
extends "res://measurement.gd"

const WIDTH := 184


func _ready() -> void:
	var repetitions := arguments[0].to_int()
	var times := arguments[1].to_int()
	var user := arguments[2]
	var steamworks: Node = ClassDB.instantiate("Steamworks")
	add_child(steamworks)
	await frames(100)  # the start-up event comes and goes
	if not is_connected_to_steam(steamworks):
		return
	var image: Variant = steamworks.getUserImageInfo("largeAvatar", user)
	for _frame in 1000:
		if image != null:
			break
		await frames(1)
		image = steamworks.getUserImageInfo("largeAvatar", user)
	if image == null or image.pixelWidth != WIDTH or image.pixelHeight != WIDTH:
		print("the avatar is ", image)
		get_tree().quit(1)
		return
	var bytes := PackedByteArray()
	bytes.resize(WIDTH * WIDTH * 4)
	var samples := {"python": [], "gdscript": []}
	for repetition in repetitions + 1:
		var began := now()
		for _index in times:
			steamworks.newTexture(image.imageHandle)
		var python := now() - began
		began = now()
		for _index in times:
			ImageTexture.create_from_image(
				Image.create_from_data(WIDTH, WIDTH, false, Image.FORMAT_RGBA8, bytes)
			)
		var gdscript := now() - began
		if repetition > 0:  # the first one warms up
			samples.python.append(python / times)
			samples.gdscript.append(gdscript / times)
		await frames(1)
	report(samples)
	finish()
