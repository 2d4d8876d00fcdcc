#!/bin/sh
# SPDX-License-Identifier: MIT
# Every header can be read, and compiled, alone.
cd "${KT_SOURCE_DIR:-.}" || exit 1
bad=0
for header in $(find include -name '*.h' | sort) $(find src -name '*.h' | sort); do
	flags="-Iinclude"
	case $header in
	src/*) flags="-Iinclude -I$(dirname "$header")" ;;
	esac
	# Twice: the guard holds.
	if ! printf '#include "%s"\n#include "%s"\nextern int header_alone;\n' "$PWD/$header" "$PWD/$header" |
		"${CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -pedantic -Wall -Wextra -Wundef -Werror -fsyntax-only $flags -x c -; then
		echo "$header does not compile alone"
		bad=1
	fi
done
exit $bad
