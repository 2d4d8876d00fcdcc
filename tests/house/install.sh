#!/bin/sh
# SPDX-License-Identifier: MIT
# What an installation lays down, and that the timer's command is one that works.
cd "${KT_SOURCE_DIR:-.}" || exit 1
build=${KT_BUILD_DIR:-build}
# Of a folder of which only some targets are built, cmake would say that a file is missing, and not what to do.
for file in kartoteka cmake_install.cmake locale/ru/LC_MESSAGES/kartoteka.mo; do
	[ -s "$build/$file" ] || { echo "$build is not wholly built ($file is missing), and only a whole build can be installed: cmake --build $build"; exit 1; }
done
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
bad=0
complain() {
	echo "$*"
	bad=1
}

DESTDIR=$root/place cmake --install "$build" >"$root/log" 2>&1 || { cat "$root/log"; exit 1; }
prefix=$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$build/CMakeCache.txt")
place=$root/place$prefix
for file in bin/kartoteka share/man/man1/kartoteka.1 share/locale/ru/LC_MESSAGES/kartoteka.mo share/kartoteka/keys \
	share/systemd/user/kartoteka-backup.service share/systemd/user/kartoteka-backup.timer; do
	[ -s "$place/$file" ] || complain "$file is not installed"
done
[ ! -e "$place/share/kartoteka/systemd" ] || complain "the units are installed as data too"
units=$place/share/systemd/user
grep -q '^OnCalendar=' "$units/kartoteka-backup.timer" && grep -q '^WantedBy=timers.target' "$units/kartoteka-backup.timer" ||
	complain "the timer says neither when nor by what it is started"

# The service's own command, on a base in a home of its own.
line=$(sed -n 's/^ExecStart=//p' "$units/kartoteka-backup.service")
[ "${line%% *}" = "$prefix/bin/kartoteka" ] || complain "the service would run ${line%% *}"
run() {
	env -i HOME="$root/home" PATH="$PATH" LC_ALL=C.UTF-8 ASAN_OPTIONS="${ASAN_OPTIONS:-}" "$place/bin/kartoteka" "$@"
}
mkdir "$root/home"
run ${line#* } >/dev/null 2>&1
status=$?
grep -q "^SuccessExitStatus=$status\$" "$units/kartoteka-backup.service" || complain "without a base the command ends with $status, which the service does not know"
run client add --name 'Petrov Peter' >/dev/null || complain "no client can be added"
for day in 1 2 3; do
	run --now "2026-07-2${day}T03:00:00Z" ${line#* } >/dev/null || complain "the service's command fails"
done
[ "$(ls "$root/home/.local/share/kartoteka/backups" | grep -c '^kartoteka-.*\.db$')" -eq 3 ] || complain "three days did not make three copies"

if command -v systemd-analyze >/dev/null 2>&1; then
	sed "s|$prefix/bin|$place/bin|" "$units/kartoteka-backup.service" >"$root/kartoteka-backup.service"
	cp "$units/kartoteka-backup.timer" "$root/"
	XDG_RUNTIME_DIR=$root systemd-analyze verify --man=no --user "$root/kartoteka-backup.service" "$root/kartoteka-backup.timer" 2>"$root/said" || { cat "$root/said"; bad=1; }
fi
exit $bad
