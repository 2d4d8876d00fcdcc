/* SPDX-License-Identifier: MIT */
/*
 * The bug of SQLite 3.40 that docs/house.md tells of: whoever brings pages home beside a session that begins the log anew may lose what that one
 * committed. The disk of these tests ends the process when it is done without the right to write, in every scene; here it must come to it.
 */
#include "disk.h"
#include "scene.h"

enum {
	MANY = 400,
};

TEST(pages_come_home_under_the_right_to_write_alone)
{
	Desk desk, other;
	desk_new(&desk);
	well(desk_open(&desk, STORE_WRITE));
	other = desk;
	other.env.self = &other;
	other.env.login = "boris";
	other.opened += 1000;
	well(desk_open(&other, STORE_WRITE));
	uint64_t before = disk_brought_home();
	for (int i = 0; i < MANY; i++) {
		Desk *who = i % 2 ? &desk : &other;
		well(desk_line(who, "client add --name 'Клиентов%03d Пётр' --phone '+7 916 100-%02d-%02d' --note 'a note'", i, i / 100, i % 100));
	}
	/* Not at the end alone, when the last one closes: then nobody is beside it. */
	assert_true(disk_brought_home() > before);
	well(desk_line(&desk, "check"));
	desk_close(&other);
	desk_done(&desk);
}
