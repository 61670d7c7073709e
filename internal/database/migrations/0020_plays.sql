-- +goose Up

-- A row for each time that somebody opened our player: what it told of it.
CREATE TABLE plays (
    id         {{id}},
    account_id BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    entity     BIGINT NOT NULL,
    session    TEXT NOT NULL,
    init_at    BIGINT NOT NULL,
    start_at   BIGINT NOT NULL,
    watch_at   BIGINT NOT NULL,
    watched    TEXT NOT NULL,
    viewer     TEXT NOT NULL,
    ip         TEXT NOT NULL,
    host       TEXT NOT NULL,
    page       TEXT NOT NULL,
    browser    TEXT NOT NULL,
    os         TEXT NOT NULL,
    platform   TEXT NOT NULL,
    country    TEXT NOT NULL,
    region     TEXT NOT NULL
);
CREATE UNIQUE INDEX plays_session ON plays (account_id, kind, entity, session);
CREATE INDEX plays_time ON plays (account_id, init_at);
CREATE INDEX plays_age ON plays (init_at);

-- How often each entity was watched; apart from its row, which live updates
-- follow.
CREATE TABLE views (
    kind   TEXT NOT NULL,
    entity BIGINT NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (kind, entity)
);

-- Entities whose plays are to be removed.
CREATE TABLE plays_forgotten (
    account_id BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    entity     BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind, entity)
);

-- +goose Down
SELECT 1;
