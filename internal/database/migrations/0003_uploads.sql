-- +goose Up

-- Resumable uploads. name is the unguessable end of the URL; received, hash
-- and draft are saved together: how many bytes have arrived, the running
-- SHA-256 of them, and what the store needs to add more. lease names the
-- request that may write until lease_until; wanted asks it to stop.
CREATE TABLE uploads (
    id          {{id}},
    name        TEXT NOT NULL,
    account_id  BIGINT NOT NULL REFERENCES accounts (id),
    video_id    BIGINT NOT NULL REFERENCES videos (id),
    kind        TEXT NOT NULL,
    parts       TEXT,
    metadata    TEXT NOT NULL,
    state       TEXT NOT NULL,
    length      BIGINT,
    received    BIGINT NOT NULL,
    hash        {{bytes}},
    draft       {{bytes}},
    sha256      TEXT,
    lease       TEXT NOT NULL,
    lease_until BIGINT NOT NULL,
    wanted      BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX uploads_name ON uploads (name);
CREATE INDEX uploads_video ON uploads (video_id, id);
CREATE INDEX uploads_expiry ON uploads (state, expires_at, id);

-- +goose Down
SELECT 1;
