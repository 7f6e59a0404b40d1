"""Waits for a replay, and tells how far it is."""

import sys
import time

from lake.errors import FINDING, NOT_REACHABLE, LakeError
from sluice_cli.replay_lines import result
from sluice_cli.text import counted, say, say_json, shown

LOOK_SECONDS = 0.5
TELL_SECONDS = 5
AWAY_SECONDS = 120


def paused(replay: dict, as_json: bool) -> int:
    """Says whether it is paused, and how to go on."""
    if as_json:
        say_json(replay)
    elif replay["state"] == "paused":
        done = "counted" if replay.get("dry_run") else "put on the queues"
        were = "was" if replay["objects"] == 1 else "were"
        say(f"Replay {replay['id']} is paused: {counted(replay['objects'], 'object')} {were} "
            f"{done}. Go on: ./sluice replay --continue {replay['id']}")
    else:
        say(f"Replay {replay['id']} is not paused: all of it is on the queues"
            + (" and over." if replay["state"] == "over" else "."))
    return 0 if replay["state"] == "paused" else FINDING


class Watch:
    """Waits for one replay, and tells how far it is."""

    def __init__(self, hub, name: str, as_json: bool):
        self.hub, self.name, self.as_json = hub, name, as_json
        self.told, self.said = 0.0, None

    def until_over(self) -> int:
        """Its exit code, once it is over."""
        try:
            while True:
                replay = self.look()
                if replay["state"] in ("over", "paused"):
                    return self.end(replay)
                self.tell(replay)
                time.sleep(LOOK_SECONDS)
        except KeyboardInterrupt:
            return self.interrupted()

    def look(self) -> dict:
        """Asks; a hub that is away for a while is waited for."""
        deadline = time.monotonic() + AWAY_SECONDS
        while True:
            try:
                return self.hub.get(f"/v1/replays/{self.name}")
            except LakeError as error:
                if error.code != NOT_REACHABLE:
                    raise
                if time.monotonic() > deadline:
                    raise LakeError(f"{error} The replay goes on once a hub is back: ./sluice "
                                    f"replay --continue {self.name}", NOT_REACHABLE) from error
                self.note("the hub is not reachable; it goes on once one is back")
                time.sleep(1)

    def tell(self, replay: dict) -> None:
        """A line now and then."""
        if time.monotonic() - self.told < TELL_SECONDS:
            return
        self.told = time.monotonic()
        over = sum((replay.get("statuses") or {}).values())
        if replay.get("dry_run"):
            text = f"{looked_at(replay)}, {counted(replay['objects'], 'object')} chosen"
        else:
            text = (f"{counted(replay['objects'], 'object')} put on the queues, {over} of "
                    f"{counted(replay['runs'], 'run')} over")
            if replay["state"] == "feeding":
                text = f"{looked_at(replay)}, {text}"
        waits = ", ".join(shown(str(one)) for one in replay.get("waits_for") or [])
        stopped = "".join(
            f"; the queue of {one} stands still, as the route is stopped: ./sluice camel cmd "
            f"start-route --id={one}" for one in map(shown, self.stopped(replay)))
        self.note(text + (f"; waits for {waits} to become fewer" if waits else "") + stopped)

    def stopped(self, replay: dict) -> list:
        """Routes that it waits for and that were stopped by hand."""
        waited = awaited(replay)
        try:
            routes = self.hub.get("/v1/routes").get("routes") or [] if waited else []
        except LakeError:
            return []  # The next look says what is wrong with the hub.
        return [str(one["id"]) for one in routes
                if one.get("state") == "stopped" and one.get("id") in waited]

    def note(self, text: str) -> None:
        """On standard error: what is printed is the result."""
        if text != self.said:
            self.said = text
            print(f"{self.name}: {text} …", file=sys.stderr, flush=True)

    def interrupted(self) -> int:
        """Pauses it."""
        print(file=sys.stderr)
        try:
            paused(self.hub.post(f"/v1/replays/{self.name}/pause", {}), self.as_json)
        except LakeError as error:
            raise LakeError(f"{error} So replay {self.name} is not paused, and goes on by itself "
                            f"once a hub is back: ./sluice replay --pause {self.name}",
                            error.code) from error
        return 130

    def end(self, replay: dict) -> int:
        """Prints what came of it."""
        statuses = replay.get("statuses") or {}
        if self.as_json:
            say_json(replay)
        elif replay["state"] == "paused":
            paused(replay, False)
        else:
            for line in result(replay):
                say(line)
        return FINDING if replay["state"] == "paused" or statuses.get("parked") else 0


def looked_at(replay: dict) -> str:
    """How far it is through the catalogue, which may have grown since it was counted."""
    so_far, total = replay.get("looked_at") or 0, replay.get("total")
    return f"{so_far} of {max(total, so_far)} looked at" if total else f"{so_far} looked at"


def awaited(replay: dict) -> set:
    """Routes of whose queues it waits: some of its runs there are not over, or they are full."""
    if replay.get("dry_run"):
        return set()
    left = {one["route"]: one["runs"] for one in replay.get("routes") or []}
    for one in replay.get("ended") or []:
        left[one["route"]] = left.get(one["route"], 0) - one["runs"]
    return {route for route, runs in left.items() if runs > 0} | set(replay.get("waits_for") or [])
