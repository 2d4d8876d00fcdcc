#!/bin/sh
# SPDX-License-Identifier: MIT
# docs/kartoteka.1 is what `kartoteka help --mdoc` writes, and mandoc has nothing to say about it.
cd "${KT_SOURCE_DIR:-.}" || exit 1
program=${KT_PROGRAM:-build/kartoteka}
if ! [ -x "$program" ]; then
	echo "no program at $program" >&2
	exit 1
fi
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
bad=0

env -i HOME="$folder" LC_ALL=C.UTF-8 "$program" help --mdoc >"$folder/kartoteka.1" || exit 1
if ! diff -u docs/kartoteka.1 "$folder/kartoteka.1"; then
	echo "docs/kartoteka.1 is stale: $program help --mdoc > docs/kartoteka.1"
	bad=1
fi
if command -v mandoc >/dev/null; then
	# The page is no part of an operating system's own manual, so its style rules for those are left out.
	if ! mandoc -Tlint -W warning "$folder/kartoteka.1"; then
		bad=1
	fi
fi
exit $bad
