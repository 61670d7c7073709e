-- +goose Up
-- A row that /readyz writes to find out whether the database takes changes.
CREATE TABLE liveness (
    id      BIGINT PRIMARY KEY,
    written BIGINT NOT NULL
);
