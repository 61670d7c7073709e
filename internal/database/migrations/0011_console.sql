-- +goose Up
CREATE INDEX videos_changed ON videos (account_id, updated_at, id);

CREATE TABLE console_sessions (
    id         {{id}},
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    user_id    BIGINT NOT NULL REFERENCES users (id),
    token_id   BIGINT REFERENCES tokens (id),
    hash       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX console_sessions_hash ON console_sessions (hash);

-- +goose Down
SELECT 1;
