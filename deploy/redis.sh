#!/bin/sh
# Start Redis as Onrecord needs it. Further arguments go to redis-server.
#
# One user, who reaches the keys and channels of Onrecord and RQ and no command that is dangerous;
# whoever could write a job there could otherwise have more than a page read.
# The default user cannot log in, but must be allowed everything: as that user Redis reads its own
# append-only file back, and what it may not do then is lost (7.0, measured).
# An append-only file: what was accepted outlives a restart. volatile-lru: when memory is short,
# results go before their time, least used first; the queue itself has no expiry and stays.
set -eu
umask 077
users=$(mktemp)
hash=$(tr -d '\n' < "${REDIS_PASSWORD_FILE:-/run/secrets/redis_password}" | sha256sum | cut -c1-64)
cat > "$users" <<ACL
user default off resetpass allkeys allchannels allcommands
user onrecord on #$hash ~onrecord:* ~rq:* resetchannels &onrecord:* &rq:* +@all -@admin -@dangerous +info
ACL
exec redis-server --aclfile "$users" --protected-mode no \
    --appendonly yes --appendfsync everysec --save '' \
    --maxmemory "${REDIS_MAXMEMORY:-512mb}" --maxmemory-policy volatile-lru \
    "$@"
