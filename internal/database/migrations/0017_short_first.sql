-- +goose Up

-- About how long the jobs of a subject take that were queued together, in
-- hundredths of a second: short ones do not line up behind much longer ones.
ALTER TABLE job_subjects ADD COLUMN cost BIGINT NOT NULL DEFAULT 0;

-- Until when objects of a video that nothing refers to are being removed, in
-- Unix milliseconds: until then no work on it begins.
ALTER TABLE videos ADD COLUMN sweeping_until BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
