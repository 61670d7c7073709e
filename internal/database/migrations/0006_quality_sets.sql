-- +goose Up
-- Which quality set an account's videos get when they name none. The sets
-- themselves are settings of the server.
CREATE TABLE quality_set_defaults (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id),
    vod        BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
