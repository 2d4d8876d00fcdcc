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

only '(ncursesw/)?(n?curses|term)\.h' src/term/curses.c
only 'sqlite3\.h' src/store/sqlite.c
only 'utf8proc\.h' src/base/utf8.c
only '(libical/)?ical(|derivedproperty|recur|time|timezone|duration|component|property|value|enums|memory|error|parser|set|cal_?[a-z]*)\.h' \
	src/when/libical.c
only 'ini\.h' src/work/settings_read.c
only 'libintl\.h' src/base/text.c
# Not used: what would bring one of them in writes its reason into docs/house.md first.
only '(jansson|json-c/json|glib|unicode/[a-z]+|libxml/[a-z]+)\.h' nothing
exit $bad
