-- +goose Up
-- Answers to calls that create things, for clients that ask again.
CREATE TABLE replays (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    key        TEXT NOT NULL,
    print      TEXT NOT NULL,
    claim      TEXT NOT NULL,
    status     BIGINT NOT NULL DEFAULT 0,
    body       {{bytes}},
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX replays_expiry ON replays (expires_at);

-- +goose Down
SELECT 1;
