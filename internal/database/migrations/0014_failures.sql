-- +goose Up
-- What a failure means to a person, beside its documented text.
ALTER TABLE videos ADD COLUMN error_detail TEXT;
ALTER TABLE renditions ADD COLUMN error_detail TEXT;

-- +goose Down
SELECT 1;
