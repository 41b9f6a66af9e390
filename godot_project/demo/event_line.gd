class_name EventLine
## Prints events so that people and programs can read them: one line of JSON each.


## Prints the word `event`, a space and the dictionary as JSON.
static func write(event: Dictionary) -> void:
	print("event ", JSON.stringify(event))
