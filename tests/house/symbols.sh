#!/bin/sh
# SPDX-License-Identifier: MIT
# Two rooms never give one name to two things: the linker would take either, or refuse. Looks at the libraries that were built.
cd "${KT_BUILD_DIR:-build}" || exit 1
ls libkt_*.a >/dev/null 2>&1 || { echo "nothing is built in $PWD"; exit 1; }
for library in libkt_*.a; do
	nm -g --defined-only "$library" 2>/dev/null | awk -v library="$library" 'NF == 3 && $2 ~ /[TDBRC]/ { print $3, library }'
done | sort -u | awk '
	# the sanitizers and the compiler have names of their own
	$1 ~ /^(__|_GLOBAL)/ { next }
	$1 == last { print $1 " is in " from " and in " $2; bad = 1 }
	{ last = $1; from = $2 }
	END { exit bad }'
