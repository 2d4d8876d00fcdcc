# SPDX-License-Identifier: MIT
# First the table of the corpus, then what `import --json` said: created + updated + unchanged + skipped must be what the table counts.
BEGIN { FS = "\t" }
FNR == NR {
	if (FNR == 1) {
		for (i = 1; i <= NF; i++)
			column[$i] = i
		next
	}
	wanted[$column["file"]] = $column["n_vevent"] + $column["n_vtodo"] + $column["n_vjournal"]
	next
}
{
	line = $0
	match(line, /"file":"[^"]*"/)
	file = substr(line, RSTART + 8, RLENGTH - 9)
	sub(/.*\//, "", file)
	files++
	skipped = line
	sub(/.*"skipped":\[/, "", skipped)
	sub(/\](,"warnings".*|,"error".*)?\}$/, "", skipped)
	sum = gsub(/"line":/, "", skipped)
	counts = line
	sub(/"skipped":.*/, "", counts)
	while (match(counts, /"(event|task|journal|client)":[0-9]+/)) {
		part = substr(counts, RSTART, RLENGTH)
		sub(/.*:/, "", part)
		sum += part
		counts = substr(counts, RSTART + RLENGTH)
	}
	if (sum != wanted[file])
		print file ": " sum ", the table says " wanted[file]
}
END { print (files > 1000 ? "all files" : files " files") }
