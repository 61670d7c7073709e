-- +goose Up

-- Events of any entity, with their place in the list. What was written before
-- has none: nobody read it.
ALTER TABLE events ADD COLUMN number BIGINT;
ALTER TABLE events ADD COLUMN entity TEXT NOT NULL DEFAULT '';
UPDATE events SET number = 0, entity = 'video:' || video_id;
ALTER TABLE events DROP COLUMN video_id;
CREATE INDEX events_number ON events (number);
CREATE INDEX events_fresh ON events (id) WHERE number IS NULL;
CREATE INDEX events_age ON events (created_at);

-- How far each reader has read. The one without a name counts the events that
-- have a number.
CREATE TABLE event_readers (
    name   TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
) {{clustered}};
INSERT INTO event_readers (name, number) VALUES ('', 0);

-- +goose Down
SELECT 1;
