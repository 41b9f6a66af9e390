extends SceneTree
## Runs the tests of one script, as GUT's command line does.


func _initialize() -> void:
	await process_frame
	var test: GutTest = load("res://gut/test_steam.gd").new()
	root.add_child(test)
	test.before_all()
	for item: Dictionary in test.get_method_list():
		if item.name.begins_with("test_"):
			test.before_each()
			await test.call(item.name)
			print("ran ", item.name)
			for child in test.get_children():
				child.queue_free()
			await process_frame
	for problem in test.problems:
		push_error(problem)
	test.queue_free()
	await process_frame
	quit()
