extends "res://steam_test.gd"
## The app: who owns it, its DLC, how many play it; tickets and purchases.

const HEX := "0123456789abcdef"


## The owner is the current user, unless the app is borrowed.
func test_owner() -> void:
	var steam := await started()
	equal(steam.appOwnerSteamId, ME)
	equal(steam.appId, "480")


## DLC is there when it is installed.
func test_dlc() -> void:
	var steam := await started()
	equal(steam.isDlcInstalled("2000000480"), true)
	equal(steam.isDlcInstalled("2000000481"), false)
	equal(steam.isDlcInstalled("570"), false)
	control.install_dlc(2000000481)
	equal(steam.isDlcInstalled("2000000481"), true)
	control.uninstall_dlc(2000000481)
	equal(steam.isDlcInstalled("2000000481"), false)


## IDs that are none.
func test_bad_dlc() -> void:
	var steam: Variant = await started()
	for app: Variant in ["", "0", "-1", "nope", "é漢🎮", 2000000480, 480.0, null, true, [], {}, self, "0x10", " 480",
			"99999999999999999999"]:
		equal(steam.isDlcInstalled(app), false, str(app))
	equal(steam.isDlcInstalled(), false)
	equal(steam.isDlcInstalled("480", "480"), false)
	expect_error("Steamworks.isDlcInstalled: appId:")
	expect_error("Steamworks.isDlcInstalled: expected isDlcInstalled(appId), got")


## A ticket is there at once, in hexadecimal digits, each its own; that it may be used comes as event.
func test_ticket() -> void:
	var steam := await started()
	var tickets := []
	var event: Dictionary = await caused(steam, "authSessionTicketResponse", func() -> void:
		tickets.append(steam.getAuthSessionTicket()))
	equal(event, {"name": "authSessionTicketResponse", "isError": false, "resultCode": 1})
	var ticket: String = tickets[0]
	check(ticket.length() > 40 and ticket.length() % 2 == 0)
	for digit in ticket:
		check(digit in HEX)
	check(steam.getAuthSessionTicket() != ticket)
	equal(control.tickets().size(), 2)


## A node's tickets are cancelled when it leaves, and only those.
func test_tickets_of_two_nodes() -> void:
	var first := await started()
	var second := await started()
	first.getAuthSessionTicket()
	second.getAuthSessionTicket()
	second.getAuthSessionTicket()
	equal(control.tickets().size(), 3)
	remove_child(second)
	equal(control.tickets().size(), 1)
	second.free()
	first.getAuthSessionTicket()
	equal(control.tickets().size(), 2)
	add_steam()
	first.free()
	equal(control.tickets().size(), 0)


## A ticket that Steam cannot give out is an event with its code.
func test_refused_ticket() -> void:
	var steam := await started()
	control.fail_next("GetAuthSessionTicket", Steamworks.RESULT_TIMEOUT)
	var event: Dictionary = await caused(steam, "authSessionTicketResponse", steam.getAuthSessionTicket)
	equal(event, {"name": "authSessionTicketResponse", "isError": true, "resultCode": 16})


## The user's answer to a purchase, with the order's number whole however long it is.
func test_purchase() -> void:
	var steam := await started()
	for order: String in ["1", "18446744073709551615", "9223372036854775808"]:
		for approved: bool in [true, false]:
			var event: Dictionary = await caused(steam, "microtransactionAuthorization", func() -> void:
				control.buy(order, approved))
			equal(event, {"name": "microtransactionAuthorization", "authorized": approved, "orderId": order})


## A purchase in another app is no event of this one.
func test_purchase_elsewhere() -> void:
	await started()
	var bytes := PackedByteArray()
	bytes.resize(16)
	bytes.encode_u32(0, 570)
	control.post(152, bytes)
	await settle()
	equal(events.size(), 0)
	bytes.encode_u32(0, 480)
	control.post(152, bytes)
	await settle()
	equal(names(), ["microtransactionAuthorization"])


## How many play: an event for the node that asked, and its listener.
func test_player_count() -> void:
	var steam := await started()
	control.set_player_count(70_123)
	var event: Dictionary = await caused(steam, "activePlayerCount", func() -> void:
		equal(steam.requestActivePlayerCount(), true))
	equal(event, {"name": "activePlayerCount", "isError": false, "count": 70_123})
	control.set_player_count(0)
	var heard := []
	check(steam.requestActivePlayerCount(func(counted: Dictionary) -> void: heard.append(counted)))
	check(steam.requestActivePlayerCount(null))
	equal(heard.size(), 0)
	await settle()
	equal(heard, [{"name": "activePlayerCount", "isError": false, "count": 0}])
	equal(named("activePlayerCount").size(), 3)


## A count that cannot be had is an event with an error and null; so is one without network.
func test_player_count_fails() -> void:
	var steam := await started()
	for cause: Callable in [
		func() -> void: control.fail_next_io("GetNumberOfCurrentPlayers"),
		func() -> void: control.fail_next("GetNumberOfCurrentPlayers", Steamworks.RESULT_BUSY),
		func() -> void: control.set_online(false),
	]:
		cause.call()
		var event: Dictionary = await caused(steam, "activePlayerCount", func() -> void:
			check(steam.requestActivePlayerCount()))
		equal(event, {"name": "activePlayerCount", "isError": true, "count": null})
	control.set_online(true)
	expect_error("Steamworks.requestActivePlayerCount: the request for the number of players got no answer")
	expect_error("Steamworks.requestActivePlayerCount: Steam did not count the players")
	await settle()


## Without a connection every function gives its failure value, in silence.
func test_not_logged_on() -> void:
	var steam: Variant = Steamworks.new()
	for row: Array in control.functions():
		if row[0] in ["addEventListener", "removeEventListener"]:
			continue
		var arguments := []
		arguments.resize(row[1])
		equal(steam.callv(row[0], arguments), row[2], row[0])
	equal(steam.canShowOverlay, false)
	equal(steam.appOwnerSteamId, null)
	steam.free()
