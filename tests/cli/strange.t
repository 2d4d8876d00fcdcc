# Files as other programs and cut-off transfers leave them (tests/corpus/ics), each into a base of its own through the real program: what is said of it
# (events, tasks, journals, left out, remarks) and what its window of the agenda shows. Read again nothing is new; its export comes back the same.
$ for file in "$HERE"/../corpus/ics/*.ics; do
>   name=$(basename "$file" .ics); rm -rf one.db* two.db* one.ics
>   kartoteka --db one.db --json import "$file" >said 2>/dev/null
>   echo "$name $(sed 's/.*"created":{"event":\([0-9]*\),"task":\([0-9]*\),"journal":\([0-9]*\).*/\1 \2 \3/' said) left out $(sed 's/.*"skipped":\[//; s/\].*//' said | grep -o '"line"' | wc -l) remarks $(sed 's/.*"warnings":\[//; t; s/.*//' said | grep -o '"line"' | wc -l)"
>   kartoteka --db one.db agenda --from 2026-07-20 --to 2026-08-04 --json | sed 's/^{"start":"\([^"]*\)","end":"*\([^",]*\)"*,.*"summary":"*\(.*\)"*,"location":.*"uid":"*\([^",]*\)"*,.*/  \1 \2 \4 \3/; s/"$//' | cut -c1-100
>   kartoteka --db one.db --json import "$file" 2>/dev/null | grep -q '"created":{"event":0,"task":0,"journal":0,"client":0},"updated":{"event":0,"task":0,"journal":0,"client":0}' || echo "  NEW WHEN READ AGAIN"
>   kartoteka --db one.db export ics -o one.ics >/dev/null 2>&1 && kartoteka --db two.db import one.ics >/dev/null 2>&1
>   kartoteka --db two.db export ics | cmp -s - one.ics || echo "  NOT THE SAME BYTES"
>   kartoteka --db one.db check --quick >/dev/null || echo "  NOT IN ORDER"
> done >strange.txt; diff "$DATA/strange.txt" strange.txt
