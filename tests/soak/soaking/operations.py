"""The operations: what a game, a user, a network and a tester do, by the dice.

Tests, no room of the product. Imports the modules beside it. Each operation takes the world and
says by its weight how often it comes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from soaking.app import (
    ACHIEVEMENTS,
    BOARDS,
    DLC,
    DLC_INSTALLED,
    FLOATS,
    FRIENDS,
    INTS,
    LIMITED,
    MISSING_BOARDS,
    PEOPLE,
    PLAYERS,
    RATE,
    UNKNOWN_USERS,
)
from soaking.hearing import Event, Node, hold
from soaking.progress import as_float
from soaking.world import Sky, World, rows

Operation = Callable[[World], None]

MOST_NODES = 6
FAILING = (
    "RequestUserStats",
    "GetNumberOfCurrentPlayers",
    "FindLeaderboard",
    "DownloadLeaderboardEntries",
    "UploadLeaderboardScore",
    "GetAchievementIcon",
    "GetLargeFriendAvatar",
    "RequestUserInformation",
    "GetAuthSessionTicket",
)
"""The calls that are made to fail; those of storing are counted, see `fail_store`."""

_WEIGHED: list[tuple[int, Operation]] = []


def weight(number: int) -> Callable[[Operation], Operation]:
    """How often an operation comes, beside the others."""

    def register(operation: Operation) -> Operation:
        _WEIGHED.append((number, operation))
        return operation

    return register


def choose(world: World) -> Operation:
    """The next operation."""
    return world.random.choices(_OPERATIONS, _WEIGHTS)[0]


def some_node(world: World) -> Node:
    """Any of the façades."""
    return world.random.choice(world.nodes)


def outcome(world: World, name: str, event: Event, begun: Sky, *, bad: bool = False) -> bool:
    """Counts a request's outcome and says whether it succeeded as it had to, or failed so."""
    bad = bad or world.must_fail(begun)
    world.done[name] += 1
    if "leaderboardName" in event:
        world.answer_board(event["leaderboardName"])
    if event["isError"]:
        world.failures[name] += 1
        hold(bad or world.may_fail(begun), "a request failed without a reason:", event)
        return False
    hold(not bad, "a request succeeded that cannot:", event)
    return True


# --- frames -----------------------------------------------------------------------------------


@weight(30)
def frame(world: World) -> None:
    """A frame passes."""
    world.frame()


@weight(1)
def settle(world: World) -> None:
    """Everything comes to its end, and the books are checked."""
    world.settle()


# --- progress ---------------------------------------------------------------------------------


@weight(6)
def unlock(world: World) -> None:
    """Unlocks an achievement."""
    name = world.random.choice(ACHIEVEMENTS)
    hold(some_node(world).facade.setAchievementUnlocked(name) is True, "not unlocked:", name)
    world.progress.unlock(name)
    world.dirty = True


@weight(4)
def show_progress(world: World) -> None:
    """Shows progress towards an achievement."""
    name = world.random.choice(ACHIEVEMENTS)
    value = world.random.randrange(0, 12)
    done = some_node(world).facade.setAchievementProgress(name, value, 10)
    if value >= 10:
        hold(done is True, "not unlocked:", name)
        world.progress.unlock(name)
        world.dirty = True
    else:
        hold(done is (not world.progress.has(name)), "progress of", name, value, done)
        if done:
            world.unlocks_due["shown"] += 1
            world.dirty = True


@weight(10)
def set_stats(world: World) -> None:
    """Sets some stats at once, of which a few are out of Steam's range."""
    tables: list[dict[str, Any]] = []
    for name in world.random.sample((*INTS, LIMITED, *FLOATS), world.random.randrange(1, 4)):
        value: float
        if name in FLOATS:
            value = as_float(world.random.uniform(-1e6, 1e6))
            tables.append({"statName": name, "type": "float", "value": value})
        else:
            value = world.random.randrange(0, 1100 if name == LIMITED else 2**31)
            given = value + world.random.choice((0, 0.25))
            tables.append({"statName": name, "type": "int", "value": given})
        world.progress.set_stat(name, value)
    hold(some_node(world).facade.setUserStatValues(tables) is True, "not set:", tables)
    world.dirty = True


@weight(2)
def add_session(world: World) -> None:
    """Adds a session to the average rate."""
    facade = some_node(world).facade
    table = {"statName": RATE, "type": "averageRate", "value": world.random.uniform(0, 500)}
    table["sessionTimeLength"] = world.random.uniform(0.1, 200)
    hold(facade.setUserStatValues([table]) is True, "not set:", table)
    read = facade.getUserStatValue({"statName": RATE, "type": "averageRate"})
    hold(isinstance(read, float) and read >= 0, "an average rate reads", read)
    world.dirty = True


@weight(1)
def reset(world: World) -> None:
    """Puts everything back."""
    too = world.random.random() < 0.5
    facade = some_node(world).facade
    hold((facade.resetUserProgress if too else facade.resetUserStats)() is True, "not reset")
    world.progress.reset(too, world.reset_faults.popleft() if world.reset_faults else None)
    world.saves_due += 1


@weight(20)
def read_progress(world: World) -> None:
    """Reads somebody's progress."""
    user = world.random.choice((world.progress.user, *(person.steam_id for person in PEOPLE)))
    world.check_progress(some_node(world), user)


@weight(5)
def read_names(world: World) -> None:
    """Reads the names of all achievements."""
    hold(some_node(world).facade.getAchievementNames() == list(ACHIEVEMENTS), "other names")


@weight(6)
def request_progress(world: World) -> None:
    """Asks for somebody's progress."""
    users = (None, world.progress.user, *(p.steam_id for p in PEOPLE), *UNKNOWN_USERS)
    user = world.random.choice(users)
    begun = world.sky()

    def check(event: Event) -> None:
        wanted = str(user or event["userSteamId"])
        hold(event["userSteamId"] == wanted, "another user's progress came:", event, wanted)
        world.progress.asked[int(wanted)] -= 1
        bad = user in UNKNOWN_USERS
        if int(wanted) == world.progress.user:  # which is there without a network, too
            hold(world.may_fail(begun) or not event["isError"], "own progress failed:", event)
            return
        outcome(world, "progress", event, begun, bad=bad)

    given = () if user is None else (str(user),)
    some_node(world).ask(
        "requestUserProgress", "userProgressUpdate", lambda listener: given, False, check
    )
    world.updates_due += 1
    world.progress.asked[world.progress.user if user is None else user] += 1


@weight(2)
def unload(world: World) -> None:
    """Steam drops somebody's progress."""
    loaded = world.steam.state()["loaded_users"]
    if loaded:
        user = world.random.choice(loaded)
        world.steam.unload_user_stats(int(user))
        world.progress.dropped[int(user)] += 1


# --- leaderboards -----------------------------------------------------------------------------


def _asked(name: str, listener: object, **more: object) -> dict[str, Any]:
    """The parameters of a request; without a listener, that key may be left out."""
    params: dict[str, Any] = {"leaderboardName": name, **more}
    if listener is not None:
        params["listener"] = listener
    return params


def _own(world: World) -> bool:
    return world.random.random() < 0.5


@weight(14)
def request_entries(world: World) -> None:
    """Asks for entries of a board: by pages, around the user, friends."""
    board = world.boards[world.random.choice(BOARDS).name]
    scope = world.random.choice(("Global", None, "GlobalAroundUser", "FriendsOnly"))
    more: dict[str, Any] = {} if scope is None else {"playerScope": scope}
    start, end = (-12, 12) if scope == "GlobalAroundUser" else (1, 25)
    if world.random.random() < 0.7:
        low = -40 if scope == "GlobalAroundUser" else 1
        start = world.random.randrange(low, 90)
        end = start + world.random.randrange(0, 60)
        more |= {"startIndex": start, "endIndex": end}
    user, moment, begun = world.progress.user, board.moment, world.ask_board(board.board.name)

    def check(event: Event) -> None:
        hold(event["leaderboardName"] == board.board.name, "another board came:", event)
        if not outcome(world, "entries", event, begun):
            hold((event["entries"], event["leaderboardHandle"]) == ([], "0"), "an error:", event)
            return
        hold(world.is_handle(board.board.name, event["leaderboardHandle"]), "a handle:", event)
        found, expected = rows(event), []
        for ranks in board.since(moment):
            users = {user, world.progress.user}
            if scope == "GlobalAroundUser":
                expected += [ranks.around(one, start, end) for one in users]
            elif scope == "FriendsOnly":
                expected += [ranks.of_users(FRIENDS | {one}) for one in users]
            else:
                expected.append(ranks.page(start, end))
            if found in expected:
                return
        hold(False, "entries", more, found, "instead of", expected[0])

    some_node(world).ask(
        "requestLeaderboardEntries",
        "leaderboardEntries",
        lambda listener: (_asked(board.board.name, listener, **more),),
        _own(world),
        check,
    )


@weight(7)
def request_high_score(world: World) -> None:
    """Sends a score."""
    board = world.boards[world.random.choice(BOARDS).name]
    if board.pending >= 4:
        return
    score = world.random.choice(
        (world.random.randrange(0, 60), world.random.randrange(-(2**31), 2**31), 2**31 - 1)
    )
    begun = world.ask_board(board.board.name)

    def check(event: Event) -> None:
        hold(event["leaderboardName"] == board.board.name, "another board came:", event)
        ok = outcome(world, "score", event, begun)
        expected = board.answered(ok)
        if expected is None:
            hold(
                (event["scoreChanged"], event["leaderboardHandle"]) == (False, "0"),
                "an error:",
                event,
            )
            return
        ranks = (event["scoreChanged"], event["currentGlobalRank"], event["previousGlobalRank"])
        wanted = (True, expected.rank, expected.before) if expected.changed else (False, None, None)
        hold(ranks == wanted, "a score:", event, "instead of", wanted)

    some_node(world).ask(
        "requestSetHighScore",
        "setHighScore",
        lambda listener: (_asked(board.board.name, listener, value=score),),
        _own(world),
        check,
    )
    board.asked(world.progress.user, score)


@weight(5)
def request_board(world: World) -> None:
    """Asks about a board."""
    board = world.boards[world.random.choice(BOARDS).name]
    moment, begun = board.moment, world.ask_board(board.board.name)

    def check(event: Event) -> None:
        if not outcome(world, "board", event, begun):
            hold(event["entryCount"] is None and event["sortMethod"] is None, "an error:", event)
            return
        counts = [len(ranks) for ranks in board.since(moment)]
        hold(event["entryCount"] in counts, "a count:", event, counts)
        sort = "ascending" if board.board.ascending else "descending"
        hold(
            (event["sortMethod"], event["displayType"]) == (sort, board.board.display),
            "its kind:",
            event,
        )
        hold(world.is_handle(board.board.name, event["leaderboardHandle"]), "a handle:", event)

    some_node(world).ask(
        "requestLeaderboardInfo",
        "leaderboardInfo",
        lambda listener: (_asked(board.board.name, listener),),
        _own(world),
        check,
    )


@weight(2)
def request_missing_board(world: World) -> None:
    """Asks for a board that is not there."""
    name, begun = world.random.choice(MISSING_BOARDS), world.sky()
    function, event_name, more = world.random.choice(
        (
            ("requestLeaderboardInfo", "leaderboardInfo", {}),
            ("requestLeaderboardEntries", "leaderboardEntries", {}),
            ("requestSetHighScore", "setHighScore", {"value": 5}),
        )
    )
    some_node(world).ask(
        function,
        event_name,
        lambda listener: (_asked(name, listener, **more),),
        _own(world),
        lambda event: hold(not outcome(world, "missing", event, begun, bad=True), "found:", event),
    )


@weight(3)
def request_players(world: World) -> None:
    """Asks how many play."""
    begun, counts = world.sky(), {world.player_count}
    world.counts_seen = counts

    def check(event: Event) -> None:
        if outcome(world, "players", event, begun):
            hold(event["count"] in counts | {world.player_count}, "a count:", event, counts)
        else:
            hold(event["count"] is None, "an error:", event)

    some_node(world).ask(
        "requestActivePlayerCount",
        "activePlayerCount",
        lambda listener: () if listener is None else (listener,),
        _own(world),
        check,
    )


# --- people, images, overlay, the rest --------------------------------------------------------


@weight(8)
def read_user(world: World) -> None:
    """Reads who somebody is."""
    person = world.random.choice(PEOPLE)
    me = person.steam_id == world.progress.user
    info = some_node(world).facade.getUserInfo(str(person.steam_id))
    known = world.people.get(person.steam_id, {})
    near = me or person.relationship != "none"
    if info is None:
        hold(not near, "a friend is not known:", person)
        return
    hold(info["name"] == known.get("name", person.name), "a name:", info, person, known)
    hold(info["steamLevel"] == known.get("level", person.level), "a level:", info, person)
    nickname = "" if me else known.get("nickname", person.nickname)
    hold(info["nickname"] == nickname, "a nickname:", info, person)
    hold(info["relationship"] == ("none" if me else person.relationship), "a friend:", info, person)
    status = known.get("status", "online") if world.online else "offline"
    hold(info["status"] == status, "a status:", info, known)


@weight(6)
def read_avatar(world: World) -> None:
    """Looks at somebody's avatar."""
    node, person = some_node(world), world.random.choice(PEOPLE)
    kind, width = world.random.choice(
        (("smallAvatar", 32), ("mediumAvatar", 64), ("largeAvatar", 184))
    )
    info = node.facade.getUserImageInfo(kind, str(person.steam_id))
    if info is not None:
        hold((info["pixelWidth"], info["pixelHeight"]) == (width, width), "an avatar:", info)
        if world.random.random() < 0.3:
            world.see(node, info, (person.steam_id, kind))


@weight(6)
def read_icon(world: World) -> None:
    """Looks at an achievement's image."""
    node, name = some_node(world), world.random.choice(ACHIEVEMENTS)
    info = node.facade.getAchievementImageInfo(name)
    if info is not None and world.random.random() < 0.3:
        world.see(node, info, (name, world.progress.has(name)))


@weight(2)
def change_user(world: World) -> None:
    """Somebody changes their name, nickname, status or level."""
    person = world.random.choice(PEOPLE)
    key, value = world.random.choice(
        (
            ("name", f"é漢🎮 {world.random.randrange(1000)}"),
            ("nickname", f"Nick {world.random.randrange(1000)}"),
            ("status", world.random.choice(("online", "away", "busy", "snooze"))),
            ("level", world.random.randrange(1, 200)),
        )
    )
    world.steam.set_user(person.steam_id, **{key: value})
    world.people.setdefault(person.steam_id, {})[key] = value


@weight(3)
def overlay(world: World) -> None:
    """Shows something in the overlay."""
    facade = some_node(world).facade
    person = world.random.choice(PEOPLE)
    calls: tuple[Callable[[], bool], ...] = (
        lambda: facade.showGameOverlay("Friends"),
        lambda: facade.showGameOverlay(),
        lambda: facade.showStoreOverlay(),
        lambda: facade.showUserOverlay(str(person.steam_id), "chat"),
        lambda: facade.showWebOverlay("https://example.com/é漢🎮"),
    )
    hold(world.random.choice(calls)() is facade.canShowOverlay, "the overlay")
    facade.setNotificationPosition(world.random.choice(("topLeft", "bottomRight")))


@weight(1)
def overlay_control(world: World) -> None:
    """The user closes the overlay, or switches it off or on."""
    world.random.choice(
        (
            world.steam.close_overlay,
            world.steam.open_overlay,
            lambda: world.steam.set_overlay_enabled(False),
            lambda: world.steam.set_overlay_enabled(True),
        )
    )()


@weight(2)
def purchase(world: World) -> None:
    """A purchase is begun and answered."""
    world.orders += 1
    order = 2**63 + world.orders
    approved = world.random.random() < 0.5
    world.steam.start_purchase(order)
    (world.steam.approve_purchase if approved else world.steam.decline_purchase)(order)
    world.orders_due.append(
        {
            "name": "microtransactionAuthorization",
            "authorized": approved,
            "orderId": str(order),
        }
    )


@weight(2)
def ticket(world: World) -> None:
    """A ticket that nobody has had before, for a façade that will leave and take it along."""
    if len(world.nodes) == 1:
        return
    got = world.nodes[-1].facade.getAuthSessionTicket()
    hold(isinstance(got, str) and bytes.fromhex(got), "a ticket:", got)
    hold(got not in world.tickets, "the same ticket twice")
    if len(world.tickets) < 1000:
        world.tickets.add(str(got))


@weight(2)
def dlc(world: World) -> None:
    """DLC comes, goes and is looked for."""
    installed = set(DLC_INSTALLED) if world.installed is None else world.installed
    app = world.random.choice(DLC)
    if world.random.random() < 0.3:
        if app in installed:
            world.steam.uninstall_dlc(app)
        else:
            world.steam.install_dlc(app)
        installed ^= {app}
    world.installed = installed
    read = some_node(world).facade.isDlcInstalled(str(app))
    hold(read is (app in installed), "DLC", app, installed)


@weight(2)
def set_player_count(world: World) -> None:
    """More play, or fewer."""
    world.player_count = world.random.randrange(0, 2**31)
    world.counts_seen.add(world.player_count)
    world.steam.set_player_count(world.player_count)


@weight(3)
def bad_arguments(world: World) -> None:
    """A mistake: it is told, and changes nothing."""
    facade = some_node(world).facade
    calls: tuple[Callable[[], object], ...] = (
        lambda: facade.requestLeaderboardEntries(
            {"leaderboardName": BOARDS[0].name, "startIndex": 1}
        ),
        lambda: facade.requestLeaderboardEntries(
            {"leaderboardName": BOARDS[0].name, "startIndex": 5, "endIndex": 4}
        ),
        lambda: facade.requestSetHighScore({"leaderboardName": BOARDS[0].name, "value": 2**31}),
        lambda: facade.requestLeaderboardInfo({"leaderboardName": "", "listener": print}),
        lambda: facade.requestActivePlayerCount(5),
        lambda: facade.requestUserProgress(76561197960287930),
        lambda: facade.setAchievementUnlocked("ACH_NONE"),
        lambda: facade.getUserImageInfo("hugeAvatar"),
        lambda: facade.newTexture(-1),
        lambda: facade.showWebOverlay("ftp://example.com"),
        lambda: facade.isDlcInstalled(481),
        lambda: facade.setNotificationPosition("middle"),
        lambda: facade.addEventListener("nonsense", print),
        lambda: facade.setUserStatValues([{"statName": "Games", "type": "int"}]),
    )
    answer = world.random.choice(calls)()
    hold(not answer, "a mistake was taken:", answer)
    hold(len(world.log.errors) == 1, "a mistake was told so:", world.log.errors)
    world.log.errors.clear()


@weight(6)
def act_inside(world: World) -> None:
    """A listener does something while it is being called: asks, sets, reads, or leaves."""
    action = world.random.choice(
        (
            request_progress,
            request_entries,
            request_high_score,
            request_board,
            request_players,
            set_stats,
            unlock,
            read_progress,
            bad_arguments,
            leave,
        )
    )
    node = some_node(world)
    if len(node.inside) < 3:
        node.inside.append(lambda: action(world) if world.client.logged_on else None)


# --- façades, users, the network --------------------------------------------------------------


@weight(2)
def join(world: World) -> None:
    """A node enters the tree."""
    if len(world.nodes) < MOST_NODES:
        world.before_pump()
        world.join()


@weight(2)
def leave(world: World) -> None:
    """A node leaves the tree, with requests in flight but for scores, which must be counted."""
    if len(world.nodes) > 1:
        node = world.random.choice(world.nodes[1:])
        if not any(asked.event_name == "setHighScore" for asked in node.asked):
            world.leave(node)


@weight(1)
def switch_user(world: World) -> None:
    """Somebody else plays, once all scores and everybody's progress have arrived."""
    world.wait(
        lambda: world.owed <= 0 and not any(board.pending for board in world.boards.values())
    )
    user = world.random.choice(PLAYERS)
    world.steam.act_as(user)
    world.progress.become(user)
    for node in world.nodes:
        hold(node.facade.userSteamId == str(user), "another user plays:", node.facade.userSteamId)


@weight(2)
def latency(world: World) -> None:
    """Answers come sooner or later, down to inside the call itself."""
    world.steam.set_latency(world.random.choice((0, 1, 2, 3, 9)))


@weight(4)
def delay(world: World) -> None:
    """One answer comes late, so that others overtake it."""
    call = world.random.choice(FAILING)
    world.steam.delay_next(call, world.random.randrange(0, 25))


@weight(4)
def fail(world: World) -> None:
    """In a storm: the next call of a kind fails, or its connection breaks."""
    if not world.stormy:
        return
    call = world.random.choice(FAILING)
    if world.random.random() < 0.5:
        world.steam.fail_next(call, world.random.choice((2, 3, 10, 16, 20)))
    else:
        world.steam.fail_next_io(call)


@weight(1)
def fail_store(world: World) -> None:
    """The next store, or reset, fails: the local values stay, but for result 8."""
    result = world.random.choice((2, 3, 8, 16, 25))
    if world.random.random() < 0.8:
        world.steam.fail_next("StoreStats", result)
        world.store_faults.append(result)
    else:
        world.steam.fail_next("ResetAllStats", result)
        world.reset_faults.append(result)


@weight(1)
def weather(world: World) -> None:
    """The sky clears, a storm comes up, or the network is cut."""
    world.change_weather(world.random.choice(("calm", "calm", "storm", "offline")))


_OPERATIONS = [operation for _, operation in _WEIGHED]
_WEIGHTS = [number for number, _ in _WEIGHED]
