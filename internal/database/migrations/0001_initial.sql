-- +goose Up
-- One text for both databases: {{id}} is the dialect's auto-incrementing
-- primary key, {{bytes}} a column of raw bytes; times are Unix milliseconds;
-- every list index ends in id.

CREATE TABLE accounts (
    id         {{id}},
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    id         {{id}},
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    email      TEXT NOT NULL,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX users_account ON users (account_id, id);

CREATE TABLE tokens (
    id           {{id}},
    account_id   BIGINT NOT NULL REFERENCES accounts (id),
    user_id      BIGINT NOT NULL REFERENCES users (id),
    name         TEXT NOT NULL,
    hash         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,
    last_used_at BIGINT,
    revoked_at   BIGINT
);
CREATE UNIQUE INDEX tokens_hash ON tokens (hash);
CREATE INDEX tokens_account ON tokens (account_id, id);

-- Keys of the server itself, one per purpose.
CREATE TABLE secrets (
    purpose    TEXT PRIMARY KEY,
    value      {{bytes}} NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE directories (
    id         {{id}},
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    parent_id  BIGINT REFERENCES directories (id),
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX directories_parent ON directories (account_id, parent_id, id);

CREATE TABLE videos (
    id                    {{id}},
    account_id            BIGINT NOT NULL REFERENCES accounts (id),
    slug                  TEXT NOT NULL,
    name                  TEXT NOT NULL,
    description           TEXT,
    status                TEXT NOT NULL,
    error                 TEXT,
    duration              BIGINT,
    origin_duration       BIGINT,
    origin_size           BIGINT,
    origin_url            TEXT,
    origin_http_headers   TEXT,
    origin_width          BIGINT,
    origin_height         BIGINT,
    origin_audio_channels BIGINT,
    received              BIGINT NOT NULL DEFAULT 0,
    priority              BIGINT NOT NULL DEFAULT 0,
    quality_set_id        BIGINT,
    clip_start            BIGINT,
    clip_duration         BIGINT,
    source_bitrate_limit  BOOLEAN NOT NULL DEFAULT TRUE,
    directory_id          BIGINT REFERENCES directories (id),
    client_user_id        BIGINT,
    projection            TEXT NOT NULL DEFAULT 'regular',
    share_url             TEXT,
    custom_iframe_url     TEXT,
    auto_transcribe       TEXT NOT NULL DEFAULT 'auto',
    auto_translate        TEXT NOT NULL DEFAULT 'disable',
    poster                TEXT,
    screenshot_id         BIGINT NOT NULL DEFAULT 0,
    screenshots           BIGINT NOT NULL DEFAULT 0,
    sprite_vtt            TEXT,
    stills                TEXT NOT NULL DEFAULT 'waiting',
    plan                  TEXT,
    views                 BIGINT NOT NULL DEFAULT 0,
    cdn_views             BIGINT NOT NULL DEFAULT 0,
    deleted_at            BIGINT,
    created_at            BIGINT NOT NULL,
    updated_at            BIGINT NOT NULL
);
CREATE UNIQUE INDEX videos_slug ON videos (slug);
CREATE INDEX videos_list ON videos (account_id, deleted_at, id);
CREATE INDEX videos_status ON videos (account_id, deleted_at, status, id);
CREATE INDEX videos_directory ON videos (account_id, deleted_at, directory_id, id);

CREATE TABLE renditions (
    id          {{id}},
    video_id    BIGINT NOT NULL REFERENCES videos (id),
    position    BIGINT NOT NULL,
    name        TEXT NOT NULL,
    quality_id  BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    codec       TEXT NOT NULL,
    short_side  BIGINT NOT NULL,
    width       BIGINT,
    height      BIGINT,
    frame_width  BIGINT,
    frame_height BIGINT,
    video_kbps  BIGINT NOT NULL,
    audio_kbps  BIGINT NOT NULL,
    file        TEXT NOT NULL,
    object      TEXT,
    status      TEXT NOT NULL,
    progress    BIGINT NOT NULL DEFAULT 0,
    error       TEXT,
    size        BIGINT,
    duration    BIGINT,
    video_codecs TEXT,
    audio_codecs TEXT,
    fps_num     BIGINT,
    fps_den     BIGINT,
    key_frame_bps BIGINT,
    audio_tracks TEXT,
    receipt     TEXT,
    updated_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX renditions_video ON renditions (video_id, position);

CREATE TABLE subtitles (
    id         {{id}},
    video_id   BIGINT NOT NULL REFERENCES videos (id),
    language   TEXT NOT NULL,
    name       TEXT NOT NULL,
    vtt        TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX subtitles_video ON subtitles (video_id, id);

CREATE TABLE events (
    id         {{id}},
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    video_id   BIGINT NOT NULL,
    type       TEXT NOT NULL,
    payload    TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX events_account ON events (account_id, id);

-- Which queued or running job works on what, so that a deletion or a new
-- priority finds its jobs without reading their arguments.
CREATE TABLE job_subjects (
    job_id  BIGINT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (subject, job_id)
);
CREATE INDEX job_subjects_job ON job_subjects (job_id);

-- +goose Down
SELECT 1;
