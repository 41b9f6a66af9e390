## Runs the tests that the command line names: a script, then its functions. See tests/engine/conftest.py.
extends Node

const MARK := "[engine-test] "


func _ready() -> void:
	# The tests may not disturb the tree while it is still being set up.
	await get_tree().process_frame
	var arguments := OS.get_cmdline_user_args()
	if arguments[0].ends_with(".py"):
		await _run_inside(arguments[0].get_file().get_basename(), arguments.slice(1))
		print(MARK, "done")
		get_tree().quit()
		return
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


func _run_inside(module: String, names: PackedStringArray) -> void:
	for name in names:
		# Not by its name: the class exists in these runs only.
		var runner: Node = ClassDB.instantiate("InsideRunner")
		add_child(runner)
		print(MARK, "begin ", name)
		var problem: String = runner.call("run", module, name)
		if problem:
			print(MARK, "failed ", problem.replace("\n", "\u001f"))
		if is_instance_valid(runner):
			runner.queue_free()
		await get_tree().process_frame
		print(MARK, "end")
