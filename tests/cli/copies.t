# A copy gives way to a newer one and to nothing else.
$ kartoteka client add --name "Ivanov Igor"
~ * Ivanov Igor
$ kartoteka backup one.db
Backup: one.db
$ kartoteka client add --name "Kim Olga"
~~
$ kartoteka backup one.db
Backup: one.db
$ echo mine > list.txt; kartoteka backup list.txt
~ kartoteka: list.txt is there and is no copy of a base*
~~
? 1
$ cat list.txt
mine
$ kartoteka --yes backup list.txt
Backup: list.txt
# What a restore replaces is kept, counted, and comes back in the same way.
$ kartoteka client add --name "Late Comer" >made; kartoteka restore one.db
~ Restored * from one.db
~ What was there is kept: *.before-restore-*
1 change in it is not in one.db
~ To go back: kartoteka restore *.before-restore-*
$ kartoteka --plain client list | grep -c Late
0
? 1
$ kartoteka check
The base is in order
