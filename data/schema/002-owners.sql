-- Lists of one owner go along indexes of their own, and whose a reminder is stands in it: it follows from what it reminds of.

-- derived
ALTER TABLE reminder ADD COLUMN owner INTEGER;
UPDATE reminder SET owner = CASE of_kind
	WHEN 'task' THEN (SELECT t.owner FROM task t WHERE t.id = reminder."of")
	ELSE (SELECT e.owner FROM event e WHERE e.id = reminder."of") END;

CREATE INDEX reminder_by_owner ON reminder (owner, next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX reminder_done_of ON reminder (owner, acknowledged, id) WHERE state = 'done';
CREATE INDEX event_by_owner ON event (owner, starts_at, id) WHERE wide = 0;
CREATE INDEX event_wide_by_owner ON event (owner, last_at) WHERE wide = 1;
CREATE INDEX task_by_owner ON task (owner, open, due_at, id);
CREATE INDEX task_repeating_by_owner ON task (owner, due_at) WHERE rules IS NOT NULL OR rdates IS NOT NULL;
