-- +goose Up

-- How many bytes an upload counts for in its account's quota: all that it is
-- said to have, or as many as were allowed so far to one that does not say.
ALTER TABLE uploads ADD COLUMN promised BIGINT NOT NULL DEFAULT 0;
UPDATE uploads SET promised = COALESCE(length, received);

-- Where a token comes from: 0 = an account made it, 1 = the settings' api-key,
-- 2 = an api-key that another one took the place of.
ALTER TABLE tokens ADD COLUMN origin BIGINT NOT NULL DEFAULT 0;
UPDATE tokens SET origin = 1 WHERE name = 'settings' AND account_id = 1;

-- +goose Down
SELECT 1;
