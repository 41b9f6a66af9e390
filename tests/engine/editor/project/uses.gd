extends Node
## Uses Python's global classes as types.

var player: Player


func take(enemy: Enemy) -> bool:
	player = enemy
	return enemy is Player
