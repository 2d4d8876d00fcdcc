-- Alarms of series are looked through at the start and on each minute, for those that call again: few among many.
CREATE INDEX reminder_of_series ON reminder (owner, next_at, id) WHERE occurrence IS NOT NULL;
