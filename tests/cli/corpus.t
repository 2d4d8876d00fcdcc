# Every calendar of the shared collection through the real program: the counts of its table, the second pass of an export the same bytes. Where the
# collection is not there, it is left out, visibly: tests/corpus has files of its own.
$ if [ ! -f "$KARTOTEKA_SHARED/ics.tsv" ]; then
>   echo "there is no collection at $KARTOTEKA_SHARED (KARTOTEKA_SHARED)"; exit 77
> else
>   kartoteka --json import "$KARTOTEKA_SHARED"/ics/* >said 2>fault; echo $? >status
>   awk -f "$HERE/corpus.awk" "$KARTOTEKA_SHARED/ics.tsv" said
>   grep -c '"error":"[^"]*\(does not fit\|meanwhile\|damaged\)' said
>   kartoteka export ics -o first.ics >/dev/null && kartoteka --db second.db import first.ics >/dev/null 2>&1
>   kartoteka --db second.db export ics | cmp - first.ics && kartoteka check && kartoteka --db second.db check
>   kartoteka undo >/dev/null && kartoteka --db second.db undo >/dev/null && kartoteka --db second.db export ics | wc -c
>   cat status
> fi
all files
0
The base is in order
The base is in order
81
4
# Hostile files, two and two in one base: what they make together comes back the same (check_63).
$ if [ ! -d "$KARTOTEKA_SHARED/hostile" ]; then
>   echo "there are no hostile files at $KARTOTEKA_SHARED (KARTOTEKA_SHARED)"; exit 77
> else
>   last=
>   for file in "$KARTOTEKA_SHARED"/hostile/method-cancel.ics "$KARTOTEKA_SHARED"/hostile/reimport-same-uid.ics "$KARTOTEKA_SHARED"/hostile/method-cancel.ics; do
>     rm -rf pair*.db* one.ics two.ics
>     if [ -n "$last" ] && kartoteka --db pair1.db import "$last" "$file" >/dev/null 2>&1; then
>       kartoteka --db pair1.db export ics -o one.ics >/dev/null && kartoteka --db pair2.db import one.ics >/dev/null 2>&1
>       kartoteka --db pair2.db export ics | cmp - one.ics || echo "$last, then $file"
>     fi
>     last=$file
>   done
> fi
# All of the hostile files into one base: .vcf and .csv are refused with a reason, and of .ics what has no calendar in it; the rest is read.
$ if [ ! -d "$KARTOTEKA_SHARED/hostile" ]; then
>   echo "there are no hostile files at $KARTOTEKA_SHARED (KARTOTEKA_SHARED)"; exit 77
> else
>   for file in "$KARTOTEKA_SHARED"/hostile/*; do
>     kartoteka --db hostile.db import "$file" >said 2>fault; status=$?
>     case $file in
>     *.vcf | *.csv | */empty.ics | */ole-msg.ics | */only-crlf.ics)
>       grep -q 'not an iCalendar file: \|files are not read and written yet; use .ics' fault && [ $status -eq 1 ] || echo "$file: $status" ;;
>     *) [ $status -eq 0 ] || echo "$file: $status" ;;
>     esac
>   done
>   kartoteka --db hostile.db check
> fi
The base is in order
