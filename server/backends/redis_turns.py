"""Turns at sites, in Redis: which job has one, and which jobs stand in line for one (see turns.py).

    onrecord:turns:SITE  zset    job -> until when it has its turn, in ms by Redis's clock
    onrecord:line:SITE   list    jobs that wait for a turn there, the one to come next first
    onrecord:lines       zset    site with a line -> when a turn there may be free
    onrecord:lined       set     the jobs of all lines: they count as queued
    onrecord:rest:SITE   string  there while the site wants to be left alone

RQ's queue holds what may begin. A job that finds no turn leaves it for the line of its site, and
comes back to its front with a turn of its own. Lines have no expiry: they are part of the queue.
"""

from typing import cast

import redis

from server.backends.turns import AT_ONCE, turn_s
from server.settings import Settings

LINED = "onrecord:lined"
_LINES = "onrecord:lines"
KEPT_MS = 5_000
"""How long a turn is kept for a job that has come back to the queue and is not begun."""

_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""
_TAKE = f"""{_NOW}
local turns, line, rest, queue = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, site, most, turn_ms = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local resting_ms = redis.call('PTTL', rest)
if resting_ms > 0 then
  redis.call('ZREM', turns, id)
  return resting_ms
end
redis.call('ZREMRANGEBYSCORE', turns, '-inf', now)
if redis.call('ZSCORE', turns, id) or redis.call('ZCARD', turns) < most then
  redis.call('ZADD', turns, now + turn_ms, id)
  redis.call('PEXPIRE', turns, turn_ms)
  return 0
end
redis.call('LREM', line, 0, id)
redis.call('RPUSH', line, id)
redis.call('SADD', '{LINED}', id)
redis.call('ZADD', '{_LINES}', redis.call('ZRANGE', turns, 0, 0, 'WITHSCORES')[2], site)
redis.call('LREM', queue, 0, id)
return -1
"""
"""Take a turn: 0. None is free: -1, and the job is in line. The site rests: for so many ms more."""
_LEAVE = f"""{_NOW}
local turns, id, site, rest_ms = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
redis.call('ZADD', turns, 'XX', now + rest_ms, id)
redis.call('ZADD', '{_LINES}', 'XX', 'LT', now + rest_ms, site)
"""
_RETURN = f"""{_NOW}
local queue, most, kept_ms, back = KEYS[1], ARGV[1], ARGV[2], {{}}
for _, site in ipairs(redis.call('ZRANGEBYSCORE', '{_LINES}', '-inf', now, 'LIMIT', 0, 10)) do
  local turns, line = 'onrecord:turns:' .. site, 'onrecord:line:' .. site
  local rests = redis.call('EXISTS', 'onrecord:rest:' .. site) == 1
  redis.call('ZREMRANGEBYSCORE', turns, '-inf', now)
  while rests or redis.call('ZCARD', turns) < tonumber(most) do
    local id = redis.call('LPOP', line)
    if not id then break end
    redis.call('SREM', '{LINED}', id)
    if redis.call('EXISTS', 'rq:job:' .. id) == 1 then
      table.insert(back, 1, id)
      if not rests then redis.call('ZADD', turns, now + kept_ms, id) end
    end
  end
  if redis.call('PTTL', turns) < tonumber(kept_ms) then redis.call('PEXPIRE', turns, kept_ms) end
  if redis.call('EXISTS', line) == 1 then
    redis.call('ZADD', '{_LINES}', redis.call('ZRANGE', turns, 0, 0, 'WITHSCORES')[2], site)
  else
    redis.call('ZREM', '{_LINES}', site)
  end
end
for _, id in ipairs(back) do
  redis.call('LREM', queue, 0, id)
  redis.call('LPUSH', queue, id)
end
local next = redis.call('ZRANGE', '{_LINES}', 0, 0, 'WITHSCORES')[2]
return next and math.max(next - now, 0) or -1
"""
"""Bring back from all lines whose turn it is; tell in how many ms the next may be, -1: none waits.

A site that rests has its whole line brought back: each is told so instead of waiting. A job that
was forgotten in line is dropped, and one that was asked for anew meanwhile stays one.
"""


class Turns:
    """What a worker says of turns. Raises redis.RedisError."""

    def __init__(self, client: redis.Redis, settings: Settings) -> None:
        self._client = client
        self._rest_ms = 1_000 * settings.site_pause_s
        self._turn_ms = 1_000 * turn_s(settings)
        self._take_script = client.register_script(_TAKE)
        self._leave_script = client.register_script(_LEAVE)

    def take(self, id: str, site: str, taken_from: str) -> float | None:
        """Take a turn for a job: 0. None: there is none, the job is in line and no longer where it
        was `taken_from`. Else the seconds for which the site wants to be left alone.
        """
        keys = [_turns_key(site), f"onrecord:line:{site}", _rest_key(site), taken_from]
        told = cast(int, self._take_script(keys, [id, site, AT_ONCE, self._turn_ms]))
        return None if told < 0 else told / 1_000

    def leave(self, id: str, site: str) -> None:
        """Give a job's turn back; it is free when the site has rested."""
        self._leave_script([_turns_key(site)], [id, site, self._rest_ms])

    def rest(self, site: str, seconds: float) -> None:
        """Leave a site alone for so long, if it does not rest already."""
        self._client.set(_rest_key(site), 1, px=int(1_000 * seconds), nx=True)
        self._client.zadd(_LINES, {site: 0}, xx=True)


def brought_back(client: redis.Redis, queue: str) -> float | None:
    """Put jobs whose turn it is back in front of a queue; return the seconds until one may be next.

    None if no job is in line. Raises redis.RedisError.
    """
    told = cast(int, client.register_script(_RETURN)([queue], [AT_ONCE, KEPT_MS]))
    return None if told < 0 else told / 1_000


def _turns_key(site: str) -> str:
    return f"onrecord:turns:{site}"


def _rest_key(site: str) -> str:
    return f"onrecord:rest:{site}"
