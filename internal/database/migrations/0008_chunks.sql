-- +goose Up
-- The parts of a video that are encoded apart, while it is encoded: its sound
-- (tier 0, number 0), and of each tier of rungs (1, 2, …) its pieces by
-- number. source names the folder of the cache that their results are in.
CREATE TABLE chunks (
    video_id BIGINT NOT NULL REFERENCES videos (id),
    tier     BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    source   TEXT NOT NULL,
    done     BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (video_id, tier, number)
);
CREATE INDEX chunks_source ON chunks (source);

-- +goose Down
SELECT 1;
