class_name Spacewar
extends Node
## The game, without the space: what a player does becomes stats and achievements on Steam.
##
## The rules are those of Valve's public test app 480, "Spacewar". Steam keeps the stats; which of
## them earns which achievement is the game's own business, and is said in [constant GOALS].

## Every stat of the app, with the type that Steam has for it.
const STAT_TYPES: Dictionary[String, String] = {
	"NumGames": "int",
	"NumWins": "int",
	"NumLosses": "int",
	"FeetTraveled": "float",
	"MaxFeetTraveled": "float",
	"AverageSpeed": "averageRate",
}
## What a player has to reach for an achievement: of a stat, or of the shots in one game.
const GOALS: Dictionary[String, Dictionary] = {
	"ACH_WIN_ONE_GAME": {"of": "NumWins", "goal": 1},
	"ACH_WIN_100_GAMES": {"of": "NumWins", "goal": 100},
	"ACH_HEAVY_FIRE": {"of": SHOTS, "goal": 100},
	"ACH_TRAVEL_FAR_ACCUM": {"of": "FeetTraveled", "goal": 5280},
	"ACH_TRAVEL_FAR_SINGLE": {"of": "MaxFeetTraveled", "goal": 500},
}
## No stat: the game alone counts these, from its start to its end.
const SHOTS := "shots"
## How many wins lie between two reports of the progress towards a hundred.
const WINS_BETWEEN_REPORTS := 10

## Where the game reports to.
@export var steam: Steamworks

var _shots := 0
var _feet_in_this_game := 0.0


## A stat of the current user, or of another one whose progress was requested; 0 while unknown.
func stat(stat_name: String, user_steam_id: Variant = null) -> float:
	var value: Variant = steam.getUserStatValue({
		"statName": stat_name,
		"type": STAT_TYPES[stat_name],
		"userSteamId": user_steam_id,
	})
	return 0.0 if value == null else float(value)


## Whether the current user has an achievement.
func is_unlocked(achievement: String) -> bool:
	var info: Variant = steam.getAchievementInfo(achievement)
	return info != null and info["unlocked"]


## How far the current user has come towards an achievement (x) and where it is reached (y).
func progress(achievement: String) -> Vector2i:
	if not GOALS.has(achievement):
		return Vector2i(0, 1)
	var counted: String = GOALS[achievement]["of"]
	var goal: int = GOALS[achievement]["goal"]
	var reached := float(_shots) if counted == SHOTS else stat(counted)
	return Vector2i(mini(int(reached), goal), goal)


## Ends the running game with a win or a loss; the next one begins at once.
func finish_game(won: bool) -> bool:
	_shots = 0
	_feet_in_this_game = 0.0
	var result := "NumWins" if won else "NumLosses"
	var sent := steam.setUserStatValues([_one_more("NumGames"), _one_more(result)])
	if won:
		_report_wins()
	return sent


## Flies on for so many feet, in so many seconds.
func travel(feet: float, seconds: float) -> bool:
	_feet_in_this_game += feet
	var sent := steam.setUserStatValues([
		_value("FeetTraveled", stat("FeetTraveled") + feet),
		_value("MaxFeetTraveled", maxf(stat("MaxFeetTraveled"), _feet_in_this_game)),
		# An average needs to know how long it took; Steam does the arithmetic.
		_value("AverageSpeed", feet).merged({"sessionTimeLength": seconds}),
	])
	_award("ACH_TRAVEL_FAR_ACCUM")
	_award("ACH_TRAVEL_FAR_SINGLE")
	return sent


## Fires so many shots, and shows the progress towards the achievement for a hundred in one game.
func fire(shots: int) -> bool:
	_shots += shots
	if is_unlocked("ACH_HEAVY_FIRE"):
		return true
	var reached := progress("ACH_HEAVY_FIRE")
	# Shows the progress, or unlocks the achievement when there is none left to make.
	return steam.setAchievementProgress("ACH_HEAVY_FIRE", reached.x, reached.y)


## Takes back everything that the player has ever done.
func reset() -> bool:
	_shots = 0
	_feet_in_this_game = 0.0
	return steam.resetUserProgress()


func _report_wins() -> void:
	_award("ACH_WIN_ONE_GAME")
	var wins := int(stat("NumWins"))
	if wins % WINS_BETWEEN_REPORTS == 0 and not is_unlocked("ACH_WIN_100_GAMES"):
		steam.setAchievementProgress("ACH_WIN_100_GAMES", wins, 100)


func _award(achievement: String) -> void:
	var reached := progress(achievement)
	if reached.x >= reached.y and not is_unlocked(achievement):
		steam.setAchievementUnlocked(achievement)


func _one_more(stat_name: String) -> Dictionary:
	return _value(stat_name, stat(stat_name) + 1)


func _value(stat_name: String, value: float) -> Dictionary:
	return {"statName": stat_name, "type": STAT_TYPES[stat_name], "value": value}
