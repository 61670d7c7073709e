-- +goose Up
-- What a failure means to a person, beside its documented text.
ALTER TABLE videos ADD COLUMN error_detail TEXT;
ALTER TABLE renditions ADD COLUMN error_detail TEXT;

-- Names are searched in one form of Unicode from now on: accounts with names
-- beyond ASCII have their grams written anew.
DELETE FROM video_grams WHERE account_id IN (SELECT account_id FROM videos WHERE octet_length(name) <> length(name));
INSERT INTO unindexed_videos (video_id)
    SELECT id FROM videos WHERE deleted_at IS NULL
        AND account_id IN (SELECT account_id FROM videos WHERE octet_length(name) <> length(name))
        AND id NOT IN (SELECT video_id FROM unindexed_videos);

-- +goose Down
SELECT 1;
