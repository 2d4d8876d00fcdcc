#!/bin/sh
# SPDX-License-Identifier: MIT
# What lies where, how a file begins, and what no file says.
cd "${KT_SOURCE_DIR:-.}" || exit 1
bad=0
complain() {
	echo "$*"
	bad=1
}

# Only these stand at the top; dot files and what git ignores aside.
for entry in *; do
	case $entry in
	src | include | data | tests | docs | CMakeLists.txt | README.md | dev | CMakePresets.json | LICENSE) ;;
	build | build-*) ;;
	*) complain "$entry: has no place at the top" ;;
	esac
done

# A source file begins with its licence, then says what it is for; names say of what it is, never "the rest".
find src include tests -name '*.[ch]' | sort >"${TMPDIR:-/tmp}/kt-tree.$$"
while read -r file; do
	[ "$(head -n 1 "$file")" = "/* SPDX-License-Identifier: MIT */" ] || complain "$file: the first line is not the licence"
	case $file in
	tests/*) ;;
	*) sed -n 2p "$file" | grep -q '^/\*' || complain "$file: the second line does not begin to say what the file is for" ;;
	esac
	case ${file##*/} in
	util*.[ch] | common*.[ch] | misc*.[ch] | helper*.[ch]) complain "$file: name it after what it is of" ;;
	esac
done <"${TMPDIR:-/tmp}/kt-tree.$$"
rm -f "${TMPDIR:-/tmp}/kt-tree.$$"
for script in dev .ci/run tests/house/*.sh; do
	sed -n 2p "$script" | grep -q 'SPDX-License-Identifier: MIT' || complain "$script: the second line is not the licence"
done

# Nothing is left for later without a place where it is remembered, and nothing knows the folder it was made in.
marks='TO''DO|FIX''ME|X''XX'
grep -rnE "(^|[^[:alnum:]])($marks)([^[:alnum:]]|$)" src include tests --include='*.[ch]' --include='*.sh' && complain "unfinished"
grep -rlF -e "$PWD/" src include data tests docs CMakeLists.txt CMakePresets.json dev .ci README.md 2>/dev/null |
	grep -v '^tests/house/' | grep . && complain "these files hold the path of this checkout"
grep -rnE '(^|[^[:alnum:]_])/(home|root)/[a-z]+/' src include CMakeLists.txt dev && complain "a path of somebody's home"
exit $bad
