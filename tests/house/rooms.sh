#!/bin/sh
# SPDX-License-Identifier: MIT
# The room table of docs/house.md is the law: no include goes where it does not lead, and CMakeLists.txt links no more than it allows.
cd "${KT_SOURCE_DIR:-.}" || exit 1
table=$(awk -F'|' '
	/^\| room / { on = 1; next }
	on && /^\|--/ { next }
	on && /^\|/ { gsub(/^ +| +$/, "", $2); gsub(/^ +| +$/, "", $4); print $2 ":" $4; next }
	on { exit }' docs/house.md)
if [ "$(printf '%s\n' "$table" | grep -c :)" -lt 5 ]; then
	echo "docs/house.md holds no room table"
	exit 1
fi

find src include/kartoteka -name '*.[ch]' | sort | while read -r file; do
	room=$(printf '%s' "$file" | sed -E 's,^(src|include/kartoteka)/([^/]*)/.*,\2,')
	awk -v file="$file" -v room="$room" '
		/^[ \t]*#[ \t]*include[ \t]*"/ {
			split($0, part, "\"")
			print file ":" NR ":" room ":" part[2]
		}' "$file"
done | awk -F: -v table="$table" '
	BEGIN {
		n = split(table, rows, "\n")
		for (i = 1; i <= n; i++) {
			split(rows[i], cell, ":")
			name[++rooms] = cell[1]
			uses[cell[1]] = " " cell[2] " "
		}
	}
	!($3 in uses) { print $1 ": the room \"" $3 "\" is not in docs/house.md"; bad = 1; next }
	{
		path = $4
		if (path ~ /^kartoteka\//) {
			split(path, part, "/")
			other = part[2]
			if (other != $3 && uses[$3] != " all " && index(uses[$3], " " other " ") == 0) {
				print $1 ":" $2 ": " $3 " may not use " other " (" path ")"
				bad = 1
			}
		} else if (path ~ /\//) {
			print $1 ":" $2 ": a private header of another room (" path ")"
			bad = 1
		}
	}
	END { exit bad }' || exit 1

# What is linked is what may be used.
grep -E '^kt_room\(' CMakeLists.txt | sed -E 's/^kt_room\(//; s/\)$//' | awk -v table="$table" '
	BEGIN {
		n = split(table, rows, "\n")
		for (i = 1; i <= n; i++) {
			split(rows[i], cell, ":")
			uses[cell[1]] = " " cell[2] " "
		}
	}
	{
		seen[$1] = 1
		on = 0
		for (i = 2; i <= NF; i++) {
			if ($i == "USES") { on = 1; continue }
			if ($i == "FOREIGN" || $i == "MORE") on = 0
			if (on && uses[$1] != " all " && index(uses[$1], " " $i " ") == 0) {
				print "CMakeLists.txt: " $1 " links " $i ", which docs/house.md does not allow"
				bad = 1
			}
		}
	}
	END {
		for (room in uses)
			if (!(room in seen)) { print "CMakeLists.txt: no kt_room(" room ")"; bad = 1 }
		exit bad
	}'
