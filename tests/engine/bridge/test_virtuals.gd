extends "res://engine_test.gd"
## Virtual methods of native classes, which the engine calls.


## A node's own virtual methods, and notifications.
func test_node() -> void:
	var node := VirtualNode.new()
	add_child(node)
	await frames(3)
	check(node.get_frames() >= 2)
	equal(node.get_delta_type(), "float")
	remove_child(node)
	equal(node.get_called(), ["parented", "enter", "ready", "exit"])
	equal(str(node), "VirtualNode with True 🎮")
	node.free()


## A frame that raises is reported once, and the next one comes.
func test_exception_in_process() -> void:
	var node := VirtualNode.new()
	add_child(node)
	await frames(2)
	expect_error("process on purpose")
	node.fail_next()
	var before := node.get_frames()
	await frames(3)
	check(node.get_frames() > before + 1)


## Vector2, bool, String and null results.
func test_control() -> void:
	var control := VirtualControl.new()
	add_child(control)
	equal(control.get_minimum_size(), Vector2(12, 34))
	equal(control.get_tooltip(Vector2(3, 0)), "é at 3.0")


## float, bool, Array and counted results; wrong ones are errors and give the empty value.
func test_stream() -> void:
	var stream := VirtualStream.new()
	equal(stream.get_length(), 2.5)
	check(stream.is_monophonic())
	check(stream.instantiate_playback() is AudioStreamPlayback)
	expect_error("expected float, got 'long' (str)")
	stream.be_wrong()
	equal(stream.get_length(), 0.0)
	check(not stream.is_monophonic())
	stream.be_right()


## AABB and Material results, and an int argument.
func test_mesh() -> void:
	var mesh := VirtualMesh.new()
	equal(mesh.get_aabb(), AABB(Vector3(1, 2, 3), Vector3(4, 5, 6)))
	equal(mesh.get_surface_count(), 3)
	check(mesh.surface_get_material(1) == mesh.get_material())
	equal(mesh.surface_get_material(0), null)


## Transform3D, Basis, Vector3, 64-bit int and plain object results.
func test_body() -> void:
	var body := VirtualBody.new()
	equal(body.transform, Transform3D(Basis(), Vector3(7, 8, 9)))
	equal(body.inverse_inertia_tensor, Basis(Vector3(0, 1, 0), Vector3(1, 0, 0), Vector3(0, 0, 1)))
	equal(body.total_gravity, Vector3(0, -9.5, 0))
	check(body.get_contact_collider_object(0) is Node)
	equal(body.get_contact_collider_object(1), null)
	check(body.sleeping)
	body.release()
	body.free()
