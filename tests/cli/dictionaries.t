# What Settings does to its lists has a command: outcomes, kinds of contact, tags, people; and a reminder is taken away.
$ kartoteka client add --name "Ivanov Igor" >/dev/null; kartoteka outcome list | head -3
No  Outcome                Counts   Offers       This month
 1  reached                contact  next step             0
 2  no answer              attempt  best time             0
~ kartoteka: a new base was made, yours alone: */kartoteka.db
$ kartoteka outcome add "asked the price" --counts contact --offer "in 3 days" --place 2
Added: asked the price
$ kartoteka outcome list --json | sed -n 2p | sed 's/"id":[0-9]*/"id":N/'
{"id":N,"place":2,"name":"asked the price","code":"asked the price","kind":null,"counts":"contact","offer":"in 3 days","used":0}
$ kartoteka log Ivanov --kind call --outcome "asked the price" >/dev/null; kartoteka outcome list --plain | sed -n 2p | cut -f8
1
$ kartoteka -n outcome edit "asked the price" --name "wants a quote"
Would change: wants a quote
$ kartoteka outcome edit "asked the price" --name "wants a quote"
Named: wants a quote
$ kartoteka outcome edit "wants a quote" --counts nothing --offer ""
Changed: wants a quote
$ kartoteka outcome edit busy
kartoteka: What to change was not said; give one of --name, --counts, --offer, --place
? 2
$ kartoteka outcome edit busy --offer "blue moon"
~ kartoteka: "blue moon" cannot be offered: it is no date; nothing was changed; say one of step, best, 1h,*
? 2
$ kartoteka outcome add Busy
kartoteka: There is such a one already: busy; nothing was changed
? 2
$ kartoteka outcome delete busy && kartoteka outcome delete busy
Removed: busy
kartoteka: It was removed: busy
? 3
$ kartoteka --lang ru changes | sed -n 2p | grep -o "Убрано: занято"
Убрано: занято
# One that was removed comes back with what it meant; undo takes that back.
$ kartoteka outcome add busy >/dev/null; kartoteka outcome list --json | tail -1 | grep -o '"code":.*'
"code":"busy","kind":"call","counts":"attempt","offer":"1h","used":0}
$ kartoteka undo && kartoteka undo
Taken back: Added: busy
Taken back: Removed: busy
# Kinds of contact: by code, by name, in either language; the history keeps the code.
$ kartoteka kind edit чат --name Telegram && kartoteka log Ivanov --kind telegram >/dev/null && kartoteka kind delete Telegram && kartoteka client show Ivanov --json | grep -o '"kind":"chat"'
Named: Telegram
Removed: Telegram
"kind":"chat"
$ kartoteka kind add visit --place 1 && kartoteka kind list --plain | head -1 | cut -f2-4
Added: visit
1	visit	visit
# Tags: a name may be a number; renamed and removed on all clients.
$ kartoteka tag add '#2026' && kartoteka tag Ivanov 2026 && kartoteka tag edit 2026 --name 2027 && kartoteka tag list --plain | cut -f2-
Added: 2026
1 client: tag 2026
Named: 2027
2027	1
$ kartoteka tag delete '#2027' && kartoteka client list --json | grep -o '"tags":[^,]*' && kartoteka undo && kartoteka client list --json | grep -o '"tags":[^,]*'
Removed: 2027
"tags":[]
Taken back: Removed: 2027
"tags":["2027"]
# People.
$ kartoteka staff edit me --name "Anna Sidorova" --hours 09:00-18:00 --time-zone Asia/Omsk && kartoteka staff list --json | grep -o '"name":.*'
Changed: Anna Sidorova
"name":"Anna Sidorova","zone":"Asia/Omsk","hours":"09:00-18:00","gone":false}
$ kartoteka staff edit me --time-zone Mars/X
kartoteka: There is no time zone Mars/X; write one like Europe/Moscow
? 2
# A reminder goes, what it reminds of stays; undo brings it back.
$ kartoteka event add Signing --start "tomorrow 10" --length 1h --remind 10m,1h >/dev/null; kartoteka remind --plain | wc -l
2
$ id=$(kartoteka remind --json | head -1 | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka remind delete $id && kartoteka remind --plain | wc -l && kartoteka agenda --to 2026-07-25 --json | grep -c Signing && kartoteka undo && kartoteka remind --plain | wc -l
1 reminder removed
1
1
Taken back: Reminder removed: "Signing"
2
$ kartoteka complete -- kind edit me | cut -f1
meeting
$ kartoteka complete -- outcome edit ref | cut -f1
refused
# Filters are kept under a name, found by it, and forgotten.
$ kartoteka client add --name "Petrov Peter" --tag hot >/dev/null; kartoteka filter add warm tag:hot && kartoteka filter list
Saved filter: warm
Name  Filter
warm  tag:hot
$ kartoteka client list --saved warm --plain | cut -f3; kartoteka client list --saved Warm --filter Ivanov
Petrov Peter
$ kartoteka filter add Warm tag:cold
kartoteka: There is such a one already: warm; nothing was changed
? 2
$ kartoteka filter add bad "tagg:x"
~ kartoteka: *tagg*
  tagg:x
  ^
? 2
$ kartoteka filter add empty ""; echo $?; kartoteka filter add empty " "
2
kartoteka: The filter is empty; nothing was changed
kartoteka: The filter is empty; nothing was changed
? 2
$ kartoteka complete -- client list --saved w | cut -f1
warm
$ kartoteka filter delete warm && kartoteka filter list && kartoteka undo && kartoteka filter list --plain | cut -f2-
Filter forgotten: warm
Taken back: Filter forgotten: warm
warm	tag:hot
