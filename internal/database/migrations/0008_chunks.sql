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

-- A job's place among those of its queue and priority, in units of virtual
-- time; whose it is (0: nobody's share), and up to where its owner is charged.
ALTER TABLE job_subjects ADD COLUMN queue TEXT NOT NULL DEFAULT '';
ALTER TABLE job_subjects ADD COLUMN owner BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_subjects ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_subjects ADD COLUMN charged BIGINT NOT NULL DEFAULT 0;
CREATE INDEX job_subjects_owner ON job_subjects (queue, owner);

-- +goose Down
SELECT 1;
