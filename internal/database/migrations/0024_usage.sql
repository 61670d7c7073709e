-- +goose Up

-- What an account had at the end of a day on which that changed, the most of
-- that day, and what was transcoded on it.
CREATE TABLE usage_days (
    account_id  BIGINT NOT NULL,
    day         BIGINT NOT NULL,
    transcoded  BIGINT NOT NULL,
    bytes       BIGINT NOT NULL,
    millis      BIGINT NOT NULL,
    most_bytes  BIGINT NOT NULL,
    most_millis BIGINT NOT NULL,
    PRIMARY KEY (account_id, day)
);

-- +goose Down
SELECT 1;
