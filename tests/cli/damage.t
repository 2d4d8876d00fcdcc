# check says what is damaged, what can be read of it and what to do, and does not send anybody to itself.
$ kartoteka --db base.db client add --name "Ivanov Igor"
~ * Ivanov Igor
kartoteka: a new base was made, yours alone: base.db
$ umask 077; head -c 100000 base.db >cut.db; for how in "" --quick --repair; do kartoteka --db cut.db check $how >said 2>why; echo "status $?"
> grep -c "the file ends at byte 100000, its first page says .* pages of 4096 bytes, .* bytes: it was cut" said
> grep -c "invalid page number" said
> grep "^nothing of these tables" said | grep -c change
> grep "^these tables can be read" said | grep -c "client (1)"
> grep -c "kartoteka check" why; grep -c "no copy lies beside it or in backups/: kartoteka restore FILE" why; done | sort | uniq -c | sort -rn | sed 's/^ *//; s/^3 [1-9][0-9]*$/3 many/'
12 1
3 status 1
3 many
3 0
# The newest copy is named.
$ kartoteka --db base.db backup --keep 1d; kartoteka --db cut.db check >said 2>why; tail -n 1 said; grep -c "kartoteka restore ./backups/kartoteka-base-2026-07-23T064200Z.db brings" why
Backup: ./backups/kartoteka-base-2026-07-23T064200Z.db
A copy lies here: ./backups/kartoteka-base-2026-07-23T064200Z.db
1
$ kartoteka --db cut.db restore ./backups/kartoteka-base-2026-07-23T064200Z.db >said; kartoteka --db cut.db check
The base is in order
# A file of 0 bytes is no base without clients, for nobody.
$ : >none.db; kartoteka --db none.db check
the file has 0 bytes
~ A copy lies here: *
~ kartoteka: the file none.db is there, but no base is in it: it has 0 bytes; kartoteka restore *
? 1
$ kartoteka --db none.db client list
~ kartoteka: the file none.db is there, but no base is in it: it has 0 bytes; nothing was changed; kartoteka restore FILE *
? 1
$ kartoteka --db none.db client add --name Nobody
~ kartoteka: the file none.db is there, but no base is in it: *
? 1
$ wc -c <none.db; ls | grep -c none.db
0
1
$ kartoteka --db none.db restore ./backups/kartoteka-base-2026-07-23T064200Z.db >said; kartoteka --db none.db --plain client list | wc -l
1
# What is no base at all.
$ echo mine >list.txt; kartoteka --db list.txt check
the file of 5 bytes does not begin as a base does: its first page is lost
~~
~ kartoteka: list.txt is not a base of Kartoteka*
? 1
# Where every row can be read the base is made anew of its rows: an index is lost, no other copy lies there.
$ mkdir anew; cd anew; kartoteka --db base.db demo --clients 40 >said 2>why; kartoteka --db base.db client list --limit 1000 >before
> noise() { head -c 4096 base.db | tr '\000-\377' '\245' | dd of=base.db bs=4096 seek=$(($1 - 1)) conv=notrunc 2>said; }
> page=$(od -An -v -tx1 -w4096 base.db | awk '$1 == "0a" && ($4 != "00" || $5 != "00") { n = NR } END { print n }')
> noise $page; kartoteka --db base.db check >said 2>why; echo $?; grep -c "kartoteka check --repair makes the base anew of its rows" why
> kartoteka --db base.db backup copy.db >said 2>why; echo $?; grep -c "kartoteka check --repair makes the base anew" why; ls copy* 2>said | wc -l
1
1
1
1
0
$ cd anew; kartoteka --db base.db check --repair >said; echo $?; grep "made anew" said; grep -c "kept as it was, damaged: base.db.before-restore-" said; ls | grep part | wc -l
0
The base was made anew of its rows
1
0
$ cd anew; kartoteka --db base.db check; kartoteka --db base.db client list --limit 1000 | cmp - before; kartoteka --db base.db backup copy.db
The base is in order
Backup: copy.db
# So is one whose file lost a page that had none, and that no command opens.
$ mkdir short; cd short; kartoteka --db whole.db demo --clients 40 >said 2>why; head -c -4096 whole.db >base.db; chmod 600 base.db
> kartoteka --db base.db client list >said 2>why; echo $?; kartoteka --db base.db check >said 2>why; grep -c "kartoteka check --repair makes the base anew of its rows" why
> kartoteka --db base.db check --repair >said; echo $?; grep "made anew" said; kartoteka --db base.db check
1
1
0
The base was made anew of its rows
The base is in order
# A page of clients is lost: the others are listed, and the rest is not passed over in silence; it cannot be made anew of what is not there.
$ mkdir rows; cd rows; kartoteka --db base.db demo --clients 300 >said 2>why
> noise() { head -c 4096 base.db | tr '\000-\377' '\245' | dd of=base.db bs=4096 seek=$(($1 - 1)) conv=notrunc 2>said; }
> page=$(od -An -v -tx1 -w4096 base.db | awk '$1 == "0d" && /70 65 72 73 6f 6e/ { n = NR } END { print n }')
> noise $page; kartoteka --db base.db --plain client list >list 2>why; echo $?; grep -c "is damaged" why; test $(wc -l <list) -gt 200 && test $(wc -l <list) -lt 301 && echo most
> cp base.db before.db; kartoteka --db base.db check --repair >said 2>why; echo $?; grep -c "was not made anew of its rows" why; grep -c "of these tables only the first rows can be read: client" said; cmp base.db before.db
1
1
most
1
1
1
# The disk lost a write, and a page of before lies there: what is older than the journal is named, and the copy of the damage is none to go back to.
$ mkdir lost; cd lost; kartoteka --db base.db demo --clients 40 >said 2>why; cp base.db old.db; id=$(kartoteka --db base.db --plain client list | head -n 1 | cut -f 1)
> kartoteka --db base.db client edit $id --name "Yyyy Zzzz" >said
> for page in $(od -An -v -tx1 -w4096 old.db | awk '$1 == "0d" && /70 65 72 73 6f 6e/ { print NR }'); do dd if=old.db of=base.db bs=4096 skip=$(($page - 1)) seek=$(($page - 1)) count=1 conv=notrunc 2>said; done
> kartoteka --db base.db check --repair >said 2>why; echo $?; grep "made anew" said; grep -c "^client $id is older than its last change in the journal" said
> grep -c "No change in it is missing" said; grep -c "1 fault is left.*no copy lies beside it" why; kartoteka --db base.db client edit $id --name "Yyyy Zzzz" >said; kartoteka --db base.db check
1
The base was made anew of its rows
1
0
1
The base is in order
# A copy that is damaged, or no file, leaves the base as it is, and another one is to be taken.
$ head -c 100000 base.db >half.db; kartoteka --db base.db restore half.db
kartoteka: the backup half.db cannot be read: the base half.db is damaged: database disk image is malformed; the base is as it was; take another backup
? 1
$ kartoteka --db base.db restore .
kartoteka: . is not a file; the base is as it was; take another backup
? 1
# What stands in the name of a base or of a client gives no orders to the terminal.
$ name=$(printf 'of\033[31mred.db'); kartoteka --db "$name" client add --name Ivanov >said 2>why; chmod 644 "$name"; kartoteka --db "$name" check >said 2>why; echo $?
> head -n 1 said | grep -c "is private but its rights are 644"; grep -c "$(printf '\033')" said why; kartoteka --db "$name" check --json 2>why | head -n 1 | grep -c "of.u001b"
1
1
said:0
why:0
1
