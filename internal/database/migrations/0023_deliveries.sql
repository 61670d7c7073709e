-- +goose Up

-- What was sent to viewers: a row for each entity and minute, later hour, and for
-- each day; entity 0 is all of a kind. viewers is a mergeable count.
CREATE TABLE deliveries (
    account_id BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    entity     BIGINT NOT NULL,
    span       BIGINT NOT NULL,
    start      BIGINT NOT NULL,
    media      BIGINT NOT NULL,
    bytes      BIGINT NOT NULL,
    answers    BIGINT NOT NULL,
    viewers    {{bytes}} NOT NULL,
    PRIMARY KEY (account_id, kind, entity, span, start)
);
CREATE INDEX deliveries_age ON deliveries (span, start);

-- The last batch that each process has written, so that one sent again counts
-- once.
CREATE TABLE delivery_batches (
    writer TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL
);

-- Views of any player, by what was sent.
ALTER TABLE views ADD COLUMN sent BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
