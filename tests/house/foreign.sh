#!/bin/sh
# SPDX-License-Identifier: MIT
# One library, one file: it can be looked at whole, and changed in one place.
cd "${KT_SOURCE_DIR:-.}" || exit 1
bad=0

# only HEADERS FILE...: no other file of the program includes one of the headers.
only() {
	headers=$1
	shift
	found=$(grep -rlE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($headers)[>\"]" src include | sort)
	for file in $found; do
		case " $* " in
		*" $file "*) ;;
		*)
			echo "$file includes $headers; only $* may"
			bad=1
			;;
		esac
	done
}

# single HEADERS: one file at most, whichever it is.
single() {
	found=$(grep -rlE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($1)[>\"]" src include | sort)
	if [ "$(printf '%s' "$found" | grep -c .)" -gt 1 ]; then
		echo "more than one file includes $1:" $found
		bad=1
	fi
}

only '(ncursesw/)?(n?curses|term)\.h' src/term/curses.c
only 'sqlite3\.h' src/store/sqlite.c
only 'utf8proc\.h' src/base/utf8.c
only '(libical/)?ical(|derivedproperty|recur|time|timezone|duration|component|property|value|enums|memory|error|parser|set|cal_?[a-z]*)\.h' \
	$(grep -rlE 'include <(libical/)?ical\.h>' src/when | head -n 1) $(grep -rlE 'include <(libical/)?ical\.h>' src/bridge | head -n 1)
single 'jansson\.h'
single 'ini\.h'
single 'libintl\.h'
exit $bad
