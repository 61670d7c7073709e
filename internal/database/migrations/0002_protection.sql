-- +goose Up
-- Hosts that videos are delivered on, each with its own rules of who may
-- watch. Lists are JSON: {"allow": bool, "items": [text]}.
CREATE TABLE hosts (
    id         {{id}},
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name       TEXT NOT NULL,
    token      BOOLEAN NOT NULL DEFAULT FALSE,
    secret     TEXT NOT NULL DEFAULT '',
    bind_ip    BOOLEAN NOT NULL DEFAULT FALSE,
    referrers  TEXT NOT NULL,
    countries  TEXT NOT NULL,
    networks   TEXT NOT NULL,
    agents     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX hosts_name ON hosts (name);
CREATE INDEX hosts_account ON hosts (account_id, id);

-- AES-128 of an account's videos: on or off, the server that gives viewers the
-- keys, and the networks (JSON) that it may ask from without a token.
CREATE TABLE encryptions (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id),
    enabled    BOOLEAN NOT NULL,
    key_server TEXT NOT NULL,
    networks   TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
