-- +goose Up
-- What each account has and may have. A limit of 0 is none. transcoded is of
-- the calendar month (UTC) named beside it.
CREATE TABLE quotas (
    account_id     BIGINT PRIMARY KEY REFERENCES accounts (id),
    max_minutes    BIGINT NOT NULL DEFAULT 0,
    max_transcoded BIGINT NOT NULL DEFAULT 0,
    max_bytes      BIGINT NOT NULL DEFAULT 0,
    millis         BIGINT NOT NULL DEFAULT 0,
    bytes          BIGINT NOT NULL DEFAULT 0,
    month          TEXT NOT NULL DEFAULT '',
    transcoded     BIGINT NOT NULL DEFAULT 0
);

-- What a video counts for: the bytes of its source and of all its files, its
-- length, and the month in which that was transcoded.
ALTER TABLE videos ADD COLUMN source_bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN millis BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN month TEXT NOT NULL DEFAULT '';

-- A source whose video has not settled is still there; of others nobody can
-- say here, so they go without.
UPDATE videos SET source_bytes = origin_size
    WHERE origin_size IS NOT NULL AND deleted_at IS NULL AND status IN ('empty', 'pending');
UPDATE videos SET millis = COALESCE(duration, 0)
    WHERE plan IS NOT NULL AND (deleted_at IS NULL OR directory_id IS NOT NULL);
UPDATE videos SET bytes = source_bytes + COALESCE((SELECT SUM(r.size) FROM renditions r WHERE r.video_id = videos.id AND r.status = 'complete'), 0)
    WHERE deleted_at IS NULL OR directory_id IS NOT NULL;
INSERT INTO quotas (account_id, millis, bytes)
    SELECT account_id, SUM(millis), SUM(bytes) FROM videos
    WHERE deleted_at IS NULL OR directory_id IS NOT NULL GROUP BY account_id;

CREATE INDEX uploads_account ON uploads (account_id, state);

-- +goose Down
SELECT 1;
