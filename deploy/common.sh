# shellcheck shell=sh
# What install and back share. Releases stand side by side in $root/releases; `current` is the one that serves.

root=/opt/baigu
home=/var/lib/baigu
backups=/var/backups/baigu
# shellcheck disable=SC2034 # for those who read this file
readonly root home backups

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

only_root_alone() {
    [ "$(id -u)" = 0 ] || fail "要用管理员运行：sudo $0"
    mkdir -p "$root/releases"
    exec 9>"$root/.lock"
    flock -n 9 || fail "另一个安装、升级或退回正在进行；等它结束再来"
}

# become HOME COMMAND…: go on as the user of the service in a home, with nobody else's settings; for subshells.
become() {
    cd "$1" || exit
    BAIGU_HOME=$1
    shift
    exec env -i PATH=/usr/bin:/bin LANG=C.UTF-8 BAIGU_HOME="$BAIGU_HOME" \
        setpriv --reuid baigu --regid baigu --init-groups -- "$@"
}

# is_ready SECONDS COMMAND… PYTHON: whether, by that Python run with that command, the service that the settings describe says in time that it can answer.
is_ready() (
    seconds=$1
    shift
    "$@" - "$seconds" <<'PYTHON'
import sys, time, urllib.request
from bot.settings import load_settings

settings = load_settings()
host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
until = time.monotonic() + float(sys.argv[1])
while time.monotonic() < until:
    try:
        with urllib.request.urlopen(f"http://{host}:{settings.port}/readyz", timeout=5) as response:
            sys.exit(response.status != 200)
    except OSError:
        time.sleep(0.5)
sys.exit(1)
PYTHON
)

# switch_to RELEASE: make it the one that serves, in one step.
switch_to() {
    ln -sfn "$1" "$root/next"
    mv -T "$root/next" "$root/current"
}

# Seconds within which a release must answer; install sets it by how long the trial took.
patience=180

# begin RELEASE: serve from it, with the units that came with it; 1 if it does not come up.
begin() {
    switch_to "$1"
    install -m 644 "$1"/deploy/system/*.service "$1"/deploy/system/*.timer /etc/systemd/system/
    install -m 644 "$1/deploy/system/logrotate" /etc/logrotate.d/baigu
    install -m 755 "$1/deploy/system/baigu" /usr/local/bin/baigu
    systemctl daemon-reload
    systemctl enable --quiet baigu.service baigu-backup.timer
    systemctl restart baigu || return 1
    until=$(($(date +%s) + patience))
    while [ "$(date +%s)" -lt "$until" ]; do
        is_ready 1 become "$home" "$1/bin/python" && return 0
        systemctl is-active --quiet baigu || return 1 # it has ended, and is only waiting to be started again
    done
    return 1
}
