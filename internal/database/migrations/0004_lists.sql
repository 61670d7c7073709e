-- +goose Up
-- Players, playlists, posters, and directories whose removal takes a while.

CREATE TABLE players (
    id                      {{id}},
    account_id              BIGINT NOT NULL REFERENCES accounts (id),
    name                    TEXT NOT NULL,
    standard                BOOLEAN NOT NULL DEFAULT FALSE,
    framework               TEXT NOT NULL DEFAULT '',
    design                  TEXT NOT NULL DEFAULT '',
    custom_css              TEXT NOT NULL DEFAULT '',
    js_url                  TEXT NOT NULL DEFAULT '',
    skin_js_url             TEXT NOT NULL DEFAULT '',
    bg_color                TEXT NOT NULL DEFAULT '',
    fg_color                TEXT NOT NULL DEFAULT '',
    text_color              TEXT NOT NULL DEFAULT '',
    hover_color             TEXT NOT NULL DEFAULT '',
    autoplay                BOOLEAN NOT NULL DEFAULT FALSE,
    mute                    BOOLEAN NOT NULL DEFAULT FALSE,
    disable_skin            BOOLEAN NOT NULL DEFAULT FALSE,
    save_options_to_cookies BOOLEAN NOT NULL DEFAULT TRUE,
    show_sharing            BOOLEAN NOT NULL DEFAULT TRUE,
    speed_control           BOOLEAN NOT NULL DEFAULT FALSE,
    logo                    TEXT NOT NULL DEFAULT '',
    logo_position           TEXT,
    created_at              BIGINT NOT NULL,
    updated_at              BIGINT NOT NULL
);
CREATE INDEX players_account ON players (account_id, id);
CREATE UNIQUE INDEX players_standard ON players (account_id) WHERE standard;

CREATE TABLE playlists (
    id             {{id}},
    account_id     BIGINT NOT NULL REFERENCES accounts (id),
    name           TEXT NOT NULL DEFAULT '',
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    start_time     BIGINT,
    repeats        BOOLEAN NOT NULL DEFAULT FALSE,
    client_user_id BIGINT,
    ad_id          BIGINT,
    player_id      BIGINT REFERENCES players (id),
    countdown      BOOLEAN NOT NULL DEFAULT FALSE,
    type           TEXT NOT NULL DEFAULT 'live',
    began_at       BIGINT NOT NULL,
    sequence       BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
CREATE INDEX playlists_account ON playlists (account_id, id);
CREATE INDEX playlists_player ON playlists (player_id);

CREATE TABLE playlist_videos (
    playlist_id BIGINT NOT NULL REFERENCES playlists (id),
    position    BIGINT NOT NULL,
    video_id    BIGINT NOT NULL REFERENCES videos (id),
    PRIMARY KEY (playlist_id, position)
);
CREATE INDEX playlist_videos_video ON playlist_videos (video_id, playlist_id);

ALTER TABLE videos ADD COLUMN player_id BIGINT REFERENCES players (id);
ALTER TABLE videos ADD COLUMN poster_source TEXT;
ALTER TABLE videos ADD COLUMN viewable_at BIGINT;
UPDATE videos SET viewable_at = created_at WHERE status IN ('viewable', 'ready');
CREATE INDEX videos_player ON videos (player_id);
CREATE INDEX videos_leaving ON videos (directory_id, id) WHERE deleted_at IS NOT NULL AND directory_id IS NOT NULL;

ALTER TABLE directories ADD COLUMN deleted_at BIGINT;

-- +goose Down
SELECT 1;
