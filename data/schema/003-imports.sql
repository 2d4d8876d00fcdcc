-- What an import saw of its file: facts of its batch, outside revision and journal. They stay when the batch is taken back, and its row says that.
-- modified: the file's own time, so that a file that changed since is seen. took: milliseconds.

CREATE TABLE import_file (
	batch INTEGER PRIMARY KEY REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
	path TEXT, format TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER, took INTEGER NOT NULL,
	created_event INTEGER NOT NULL, created_task INTEGER NOT NULL, created_journal INTEGER NOT NULL, created_client INTEGER NOT NULL,
	updated_event INTEGER NOT NULL, updated_task INTEGER NOT NULL, updated_journal INTEGER NOT NULL, updated_client INTEGER NOT NULL,
	unchanged_event INTEGER NOT NULL, unchanged_task INTEGER NOT NULL, unchanged_journal INTEGER NOT NULL, unchanged_client INTEGER NOT NULL,
	repeats INTEGER NOT NULL, linked INTEGER NOT NULL, refused INTEGER NOT NULL, remarks INTEGER NOT NULL
) STRICT;
-- For the last import of a path; and a table of one page without an index could lose it unseen (check compares table and index).
CREATE INDEX import_file_by_path ON import_file (path, batch);

-- The first of what was refused, then of what was kept but not understood; why: as base/said.h keeps a sentence.
CREATE TABLE import_remark (
	batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED, place INTEGER NOT NULL,
	refused INTEGER NOT NULL, line INTEGER NOT NULL, why TEXT NOT NULL,
	PRIMARY KEY (batch, place)
) STRICT;
