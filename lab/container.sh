#!/bin/sh
# Build the image and try it, without a container engine: buildah, debootstrap and redis-server.
#
#   lab/container.sh            (as root; apt-get install buildah debootstrap redis-server)
#
# It prints the image's size and the time from start to ready, and ends with 0 only if the health
# check is green and an article was fetched and analysed by a user who is not root, on a root file
# system that is read-only. BASE_IMAGE=python:3.11-slim-bookworm builds on that where it can be
# pulled; without it a Debian with Python is made here.
set -eu
cd "$(dirname "$0")/.."

PORT=${PORT:-18470}
REDIS_PORT=$((PORT + 1))
SITE_PORT=$((PORT + 2))
IMAGE=localhost/onrecord:try
work=$(mktemp -d)
buildah() { command buildah --storage-driver overlay "$@"; }

finish() {
    # unshare heeds no signal while its child lives, so the child is told
    for pid in ${started:-}; do pkill -TERM -P "$pid" || kill "$pid" 2>/dev/null || true; done
    wait
    [ -z "${container:-}" ] || { buildah umount "$container"; buildah rm "$container"; } >/dev/null
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

base() { # an image with Python, unless one is named or was made before
    BASE_IMAGE=localhost/base-py:bookworm
    buildah inspect --type image "$BASE_IMAGE" >/dev/null 2>&1 && return
    debootstrap --variant=minbase --include=python3,python3-venv,python3-pip,ca-certificates \
        bookworm "$work/root" >"$work/debootstrap.log"
    scratch=$(buildah from scratch)
    buildah add "$scratch" "$work/root" / >/dev/null
    buildah commit --quiet "$scratch" "$BASE_IMAGE" >/dev/null
    buildah rm "$scratch" >/dev/null
}

inside() { # become a command, run as the image's user, its root read-only, /tmp in memory
    exec env -i "PATH=$PATH" "ROOT=$root" unshare --mount --fork --kill-child=TERM -- sh -euc '
        mount --bind "$ROOT" "$ROOT"
        mount -t proc proc "$ROOT/proc"
        mount -t tmpfs tmpfs "$ROOT/tmp"
        mount -t tmpfs tmpfs "$ROOT/dev"
        for device in null urandom random; do
            touch "$ROOT/dev/$device"
            mount --bind "/dev/$device" "$ROOT/dev/$device"
        done
        mkdir -m 1777 "$ROOT/dev/shm"
        mkdir "$ROOT/tmp/secrets"
        mount --bind "$0" "$ROOT/tmp/secrets"
        mount -o remount,ro,bind "$ROOT"
        exec chroot --userspec=10001:10001 "$ROOT" env -i PATH=/opt/onrecord/bin:/usr/bin:/bin "$@"
    ' "$work/secrets" "$@"
}

onrecord() { # the same, with the settings compose.yaml gives
    inside ONRECORD_BACKEND="redis://onrecord@127.0.0.1:$REDIS_PORT/0" \
        ONRECORD_REDIS_PASSWORD_FILE=/tmp/secrets/redis_password \
        ONRECORD_SECRET_FILE=/tmp/secrets/onrecord_secret \
        ONRECORD_PORT="$PORT" ONRECORD_LOG_FORMAT=json PYTHONDONTWRITEBYTECODE=1 \
        ONRECORD_FETCH_ALLOW="127.0.0.1/32:$SITE_PORT" "$@"
}

now() { date +%s.%N; }
since() { echo "$(now) $1" | awk '{ printf "%.1f", $1 - $2 }'; }

[ -n "${BASE_IMAGE:-}" ] || base
began=$(now)
certificates=/etc/ssl/certs/ca-certificates.crt
buildah bud --layers --isolation chroot --network host --format docker --pull-never \
    -v "$certificates:$certificates:ro" --build-arg "BASE_IMAGE=$BASE_IMAGE" -t "$IMAGE" . \
    >"$work/build.log" 2>&1 || { tail -20 "$work/build.log"; exit 1; }
echo "built in $(since "$began") s"
buildah images --format '{{.Name}} {{.Size}}' | grep -E 'onrecord|base-py' | sort -u
container=$(buildah from --pull-never "$IMAGE")
root=$(buildah mount "$container")
du -sm "$root/opt/onrecord" | awk '{ print "of that Onrecord and its libraries: " $1 " MB" }'

mkdir -m 755 "$work/secrets" "$work/redis"
head -c 32 /dev/urandom | sha256sum | cut -c1-64 >"$work/secrets/redis_password"
head -c 32 /dev/urandom | sha256sum | cut -c1-64 >"$work/secrets/onrecord_secret"
chmod 755 "$work" && chmod 644 "$work"/secrets/*
REDIS_PASSWORD_FILE="$work/secrets/redis_password" sh deploy/redis.sh --port "$REDIS_PORT" \
    --bind 127.0.0.1 --dir "$work/redis" >"$work/redis.log" &
started=$!
python3 -m http.server --bind 127.0.0.1 --directory tests/pages "$SITE_PORT" >/dev/null 2>&1 &
started="$started $!"

(inside sh -c 'id -u; touch /opt/x 2>/dev/null && echo writable || echo read-only
    for tool in cc gcc make pip; do command -v "$tool" || true; done') | tr '\n' ' '
echo "(user, root file system, compilers and installers found)"

began=$(now)
onrecord gunicorn -c python:server.serving server.wsgi:app >"$work/web.log" 2>&1 &
started="$started $!"
onrecord onrecord worker >"$work/worker.log" 2>&1 &
started="$started $!"
until (onrecord python3 -m server.probe); do
    [ "$(since "$began" | cut -d. -f1)" -lt 60 ] || { cat "$work/web.log"; exit 1; }
done
echo "health check green after $(since "$began") s"
until curl -fso /dev/null "http://127.0.0.1:$PORT/readyz"; do
    [ "$(since "$began" | cut -d. -f1)" -lt 90 ] || { cat "$work/worker.log"; exit 1; }
    sleep 0.1
done
echo "ready, a worker with its model included, after $(since "$began") s"

began=$(now)
page="http://127.0.0.1:$SITE_PORT/broadsheet.html"
curl -fsS -H 'Content-Type: application/json' -H 'Prefer: wait=20' -d "{\"url\": \"$page\"}" \
    "http://127.0.0.1:$PORT/api/v1/analyses" >"$work/result.json"
python3 -c 'import json, sys
told = json.load(open(sys.argv[1]))
print(len(told["claims"]), "claims,", len(told["sources"]), "sources:", told["document"]["title"]["text"])
assert told["claims"]' "$work/result.json"
echo "analysed in $(since "$began") s"
