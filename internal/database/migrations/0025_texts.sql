-- +goose Up

-- Long texts leave the rows that every manifest and every job reads.
CREATE TABLE subtitle_texts (
    subtitle_id BIGINT NOT NULL PRIMARY KEY REFERENCES subtitles (id) ON DELETE CASCADE,
    vtt         TEXT NOT NULL
);
INSERT INTO subtitle_texts (subtitle_id, vtt) SELECT id, vtt FROM subtitles;
ALTER TABLE subtitles ADD COLUMN size BIGINT NOT NULL DEFAULT 0;
UPDATE subtitles SET size = OCTET_LENGTH(vtt);
ALTER TABLE subtitles DROP COLUMN vtt;

CREATE TABLE plans (
    video_id BIGINT NOT NULL PRIMARY KEY REFERENCES videos (id),
    plan     TEXT NOT NULL
);
INSERT INTO plans (video_id, plan) SELECT id, plan FROM videos WHERE plan IS NOT NULL AND deleted_at IS NULL;
ALTER TABLE videos ADD COLUMN planned BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE videos SET planned = TRUE WHERE plan IS NOT NULL;
ALTER TABLE videos DROP COLUMN plan;

CREATE TABLE storyboards (
    video_id BIGINT NOT NULL PRIMARY KEY REFERENCES videos (id),
    vtt      TEXT NOT NULL
);
INSERT INTO storyboards (video_id, vtt) SELECT id, sprite_vtt FROM videos WHERE sprite_vtt IS NOT NULL AND deleted_at IS NULL;
ALTER TABLE videos ADD COLUMN storyboard BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE videos SET storyboard = TRUE WHERE sprite_vtt <> '';
ALTER TABLE videos DROP COLUMN sprite_vtt;

-- +goose Down
SELECT 1;
