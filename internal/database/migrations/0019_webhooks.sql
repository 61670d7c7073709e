-- +goose Up

-- Addresses that accounts are told of events at.
CREATE TABLE webhooks (
    id         {{id}},
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    url        TEXT NOT NULL,
    name       TEXT NOT NULL,
    events     TEXT NOT NULL,
    signed     BOOLEAN NOT NULL,
    secret     TEXT NOT NULL,
    old_secret TEXT NOT NULL,
    old_until  BIGINT NOT NULL,
    active     BOOLEAN NOT NULL,
    failing    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX webhooks_account ON webhooks (account_id, id);

-- What is to be sent there, and what came of it.
CREATE TABLE webhook_deliveries (
    id         {{id}},
    webhook_id BIGINT NOT NULL REFERENCES webhooks (id),
    account_id BIGINT NOT NULL,
    message    TEXT NOT NULL,
    entity     TEXT NOT NULL,
    type       TEXT NOT NULL,
    payload    TEXT NOT NULL,
    event_at   BIGINT NOT NULL,
    state      TEXT NOT NULL,
    due_at     BIGINT,
    claim      TEXT NOT NULL,
    attempts   BIGINT NOT NULL,
    status     BIGINT NOT NULL,
    error      TEXT NOT NULL,
    answer     TEXT NOT NULL,
    millis     BIGINT NOT NULL,
    tried_at   BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE state = 'pending' AND due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_next ON webhook_deliveries (webhook_id, due_at) WHERE state = 'pending' AND due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_entity ON webhook_deliveries (webhook_id, entity, id) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at) WHERE state <> 'pending';

-- +goose Down
SELECT 1;
