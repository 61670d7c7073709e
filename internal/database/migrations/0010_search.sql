-- +goose Up
-- Lists and search that stay quick with a million videos.

-- Only what is not deleted is ever listed. PostgreSQL sorts by id of itself
-- only when the condition is the index's own.
DROP INDEX videos_list;
DROP INDEX videos_status;
DROP INDEX videos_directory;
DROP INDEX videos_leaving;
CREATE INDEX videos_list ON videos (account_id, id) WHERE deleted_at IS NULL;
CREATE INDEX videos_status ON videos (account_id, status, id) WHERE deleted_at IS NULL;
CREATE INDEX videos_directory ON videos (account_id, directory_id, id) WHERE deleted_at IS NULL;
CREATE INDEX videos_user ON videos (account_id, client_user_id, id) WHERE deleted_at IS NULL;
-- The videos of a directory that is taken apart, and the check that a removed
-- directory has none.
CREATE INDEX videos_inside ON videos (directory_id, id);

-- How many videos an account has in each status; deleted ones are not counted.
CREATE TABLE video_counts (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    status     TEXT NOT NULL,
    n          BIGINT NOT NULL,
    PRIMARY KEY (account_id, status)
);
INSERT INTO video_counts (account_id, status, n)
    SELECT account_id, status, COUNT(*) FROM videos WHERE deleted_at IS NULL GROUP BY account_id, status;

-- Which videos have a gram (one to three neighbouring characters) in their
-- name: bit i of a block is the video with the id 64 * block + i.
CREATE TABLE video_grams (
    account_id BIGINT NOT NULL,
    gram       BIGINT NOT NULL,
    block      BIGINT NOT NULL,
    bits       BIGINT NOT NULL,
    PRIMARY KEY (account_id, gram, block)
) {{clustered}};

-- Videos whose grams are still to be written.
CREATE TABLE unindexed_videos (video_id BIGINT PRIMARY KEY);
INSERT INTO unindexed_videos (video_id) SELECT id FROM videos WHERE deleted_at IS NULL;

-- +goose Down
SELECT 1;
