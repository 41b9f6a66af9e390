## A script of GDScript on an object of a native class of Python.
extends Foreign

var extra := 1


func grow() -> int:
	extra += 1
	return extra
