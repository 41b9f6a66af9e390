## Runs the tests that the command line names: a script, then its functions. See tests/engine/conftest.py.
extends Node

const MARK := "[engine-test] "


func _ready() -> void:
	# The tests may not disturb the tree while it is still being set up.
	await get_tree().process_frame
	var arguments := OS.get_cmdline_user_args()
	var script: GDScript = load(arguments[0])
	if script == null or not script.can_instantiate():
		print(MARK, "failed the script cannot be loaded")
		get_tree().quit(1)
		return
	for name in arguments.slice(1):
		await _run(script, name)
	print(MARK, "done")
	get_tree().quit()


func _run(script: GDScript, name: String) -> void:
	var test: Node = script.new()
	test.name = name
	add_child(test)
	print(MARK, "begin ", name)
	await test.call(name)
	if is_instance_valid(test):
		if test.checks == 0:
			print(MARK, "failed it checked nothing")
		test.queue_free()
	await get_tree().process_frame
	print(MARK, "end")
