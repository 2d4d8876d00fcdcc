-- RECURRENCE-ID;RANGE=THISANDFUTURE: the override stands for all occurrences of its series that come after it, too.

ALTER TABLE event ADD COLUMN future INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN future INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN future INTEGER NOT NULL DEFAULT 0;
