-- +goose Up

-- About how long the jobs of a subject take that were queued together, in
-- hundredths of a second: short ones do not line up behind much longer ones.
ALTER TABLE job_subjects ADD COLUMN cost BIGINT NOT NULL DEFAULT 0;

-- Until when objects of a video that nothing refers to are being removed, in
-- Unix milliseconds: until then no work on it begins.
ALTER TABLE videos ADD COLUMN sweeping_until BIGINT NOT NULL DEFAULT 0;

-- Finds how long videos wait.
CREATE INDEX videos_waiting ON videos (created_at) WHERE deleted_at IS NULL AND status IN ('empty', 'pending');

-- Texts of subtitles count in quotas.
CREATE TEMPORARY TABLE subtitle_bytes AS
    SELECT s.video_id, v.account_id, v.deleted_at, v.directory_id, SUM(OCTET_LENGTH(s.vtt)) AS bytes
    FROM subtitles s JOIN videos v ON v.id = s.video_id GROUP BY s.video_id, v.account_id, v.deleted_at, v.directory_id;
UPDATE videos SET bytes = bytes + (SELECT b.bytes FROM subtitle_bytes b WHERE b.video_id = videos.id)
    WHERE id IN (SELECT video_id FROM subtitle_bytes) AND (deleted_at IS NULL OR directory_id IS NOT NULL);
INSERT INTO quotas (account_id, bytes, millis, month, transcoded)
    SELECT account_id, SUM(bytes), 0, '', 0 FROM subtitle_bytes
    WHERE deleted_at IS NULL OR directory_id IS NOT NULL GROUP BY account_id
    ON CONFLICT (account_id) DO UPDATE SET bytes = quotas.bytes + EXCLUDED.bytes;
DROP TABLE subtitle_bytes;

-- +goose Down
SELECT 1;
