-- +goose Up
-- What of a source was left out, and why: a JSON array of sentences.
ALTER TABLE videos ADD COLUMN notes TEXT;

-- +goose Down
SELECT 1;
