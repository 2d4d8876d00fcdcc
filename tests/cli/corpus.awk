# SPDX-License-Identifier: MIT
# First the table of the corpus, then what `import --json` said: of each kind, created + updated + unchanged + skipped must be what the table counts.
# What was skipped is of the kind that the file's own line says.
function kind_at(path, line,    command, text) {
	command = "LC_ALL=C; export LC_ALL; tr -d '\\0' <'" path "' | sed 's/\r$//' | tr '\r' '\n' | sed -n " line "p"
	command | getline text
	close(command)
	return text ~ /^BEGIN:VEVENT/ ? "event" : text ~ /^BEGIN:VTODO/ ? "task" : text ~ /^BEGIN:VJOURNAL/ ? "journal" : "line " line
}
BEGIN {
	FS = "\t"
	n_kinds = split("event task journal client", kinds, " ")
}
FNR == NR {
	if (FNR == 1) {
		for (i = 1; i <= NF; i++)
			column[$i] = i
		next
	}
	file = $column["file"]
	in_table++
	wanted[file, "event"] = $column["n_vevent"]
	wanted[file, "task"] = $column["n_vtodo"]
	wanted[file, "journal"] = $column["n_vjournal"]
	next
}
{
	line = $0
	match(line, /"file":"[^"]*"/)
	path = substr(line, RSTART + 8, RLENGTH - 9)
	file = path
	sub(/.*\//, "", file)
	files++
	skipped = line
	sub(/.*"skipped":\[/, "", skipped)
	sub(/\](,"warnings".*|,"error".*)?\}$/, "", skipped)
	split("", sum)
	while (match(skipped, /"line":[0-9]+/)) {
		sum[kind_at(path, substr(skipped, RSTART + 7, RLENGTH - 7) + 0)]++
		skipped = substr(skipped, RSTART + RLENGTH)
	}
	counts = line
	sub(/"skipped":.*/, "", counts)
	while (match(counts, /"(event|task|journal|client)":[0-9]+/)) {
		part = substr(counts, RSTART + 1, RLENGTH - 1)
		counts = substr(counts, RSTART + RLENGTH)
		at = index(part, "\"")
		sum[substr(part, 1, at - 1)] += substr(part, at + 2)
	}
	for (i = 1; i <= n_kinds; i++)
		if (sum[kinds[i]] + 0 != wanted[file, kinds[i]] + 0)
			print file ": " sum[kinds[i]] + 0 " of " kinds[i] ", the table says " wanted[file, kinds[i]] + 0
}
END { print (files == in_table ? "all files" : files " files of " in_table) }
