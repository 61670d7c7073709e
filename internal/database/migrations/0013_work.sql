-- +goose Up
-- What a download has told of itself: how many bytes are to come (0: unknown),
-- when it told last (Unix milliseconds), and how fast it was since the time
-- before (bytes a second).
ALTER TABLE videos ADD COLUMN expected BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN speed BIGINT NOT NULL DEFAULT 0;

-- The videos that were refused, for the lists of what failed and of what waits.
CREATE INDEX videos_refused ON videos (account_id, id) WHERE deleted_at IS NULL AND status = 'empty' AND error IS NOT NULL;

-- The processes of this installation. Times are Unix milliseconds by the
-- database's clock; one that was not seen for a while is dead.
CREATE TABLE nodes (
    name       TEXT PRIMARY KEY,
    host       TEXT NOT NULL,
    pid        BIGINT NOT NULL,
    roles      TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
