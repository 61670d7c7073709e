package database_test

import (
	"io"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

// Subtitles that an older program stored count in quotas after the upgrade:
// those of deleted videos do not.
func TestUpgradeCountsSubtitles(t *testing.T) {
	upgrade(t, 16, func(t *testing.T, db *database.DB) {
		for _, statement := range []string{
			`INSERT INTO videos (id, account_id, slug, name, status, stills, created_at, updated_at, deleted_at, bytes) VALUES
					(1, 1, 's1', 'v', 'ready', 'done', 0, 0, NULL, 1000), (2, 1, 's2', 'v', 'ready', 'done', 0, 0, 5, 0), (3, 2, 's3', 'v', 'empty', 'waiting', 0, 0, NULL, 0)`,
			`INSERT INTO subtitles (video_id, language, name, vtt, created_at, updated_at) VALUES
					(1, 'ger', '', 'äää', 0, 0), (1, 'eng', '', 'abc', 0, 0), (2, 'eng', '', 'abc', 0, 0), (3, 'eng', '', 'abcd', 0, 0)`,
			"INSERT INTO quotas (account_id, bytes) VALUES (1, 1000)",
		} {
			_, err := db.W.NewRaw(statement).Exec(t.Context())
			require.NoError(t, err, statement)
		}
		require.NoError(t, db.Migrate(t.Context()))
		var videos, quotas []int64
		require.NoError(t, db.R.NewRaw("SELECT bytes FROM videos ORDER BY id").Scan(t.Context(), &videos))
		require.NoError(t, db.R.NewRaw("SELECT bytes FROM quotas ORDER BY account_id").Scan(t.Context(), &quotas))
		require.Equal(t, []int64{1009, 0, 4}, videos)
		require.Equal(t, []int64{1009, 4}, quotas)
	})
}

// Names that an older program indexed in whichever form of Unicode they had are
// to be indexed anew: all of the accounts that have any, and no others.
func TestUpgradeIndexesNamesAnew(t *testing.T) {
	upgrade(t, 13, func(t *testing.T, db *database.DB) {
		for _, statement := range []string{
			`INSERT INTO videos (id, account_id, slug, name, status, stills, created_at, updated_at, deleted_at) VALUES
				(1, 1, 's1', 'Cafe' || '́', 'empty', 'waiting', 0, 0, NULL), (2, 1, 's2', 'harbour', 'empty', 'waiting', 0, 0, NULL),
				(3, 1, 's3', 'gone', 'empty', 'waiting', 0, 0, 5), (4, 2, 's4', 'harbour', 'empty', 'waiting', 0, 0, NULL)`,
			"DELETE FROM unindexed_videos",
			"INSERT INTO unindexed_videos (video_id) VALUES (2)",
		} {
			_, err := db.W.NewRaw(statement).Exec(t.Context())
			require.NoError(t, err, statement)
		}
		require.NoError(t, db.Migrate(t.Context()))
		var ids []int64
		require.NoError(t, db.R.NewRaw("SELECT video_id FROM unindexed_videos ORDER BY video_id").Scan(t.Context(), &ids))
		require.Equal(t, []int64{1, 2}, ids)
	})
}

// upgrade runs test on a database of an older program, with two accounts.
func upgrade(t *testing.T, from int64, test func(t *testing.T, db *database.DB)) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLiteURL, "postgres": dbtest.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			db, err := database.Open(t.Context(), url(t), slog.New(slog.NewTextHandler(io.Discard, nil)))
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, db.Close()) })
			require.NoError(t, db.MigrateTo(t.Context(), from))
			_, err = db.W.NewRaw("INSERT INTO accounts (id, name, created_at) VALUES (1, 'a', 0), (2, 'b', 0)").Exec(t.Context())
			require.NoError(t, err)
			test(t, db)
		})
	}
}

// Long texts leave the rows of videos and subtitles, whole.
func TestUpgradeMovesLongTexts(t *testing.T) {
	upgrade(t, 24, func(t *testing.T, db *database.DB) {
		for _, statement := range []string{
			`INSERT INTO videos (id, account_id, slug, name, status, stills, created_at, updated_at, deleted_at, plan, sprite_vtt) VALUES
				(1, 1, 's1', 'v', 'ready', 'done', 0, 7, NULL, '{"a":1}', 'WEBVTT'), (2, 1, 's2', 'v', 'ready', 'done', 0, 0, 5, '{}', 'x'),
				(3, 1, 's3', 'v', 'empty', 'waiting', 0, 0, NULL, NULL, NULL), (4, 1, 's4', 'v', 'ready', 'done', 0, 0, NULL, '{}', '')`,
			`INSERT INTO subtitles (id, video_id, language, name, vtt, created_at, updated_at) VALUES (7, 1, 'ger', 'n', 'äää', 1, 2), (9, 1, 'eng', '', '', 0, 0)`,
		} {
			_, err := db.W.NewRaw(statement).Exec(t.Context())
			require.NoError(t, err, statement)
		}
		require.NoError(t, db.Migrate(t.Context()))
		for query, want := range map[string][]string{
			"SELECT id || planned || storyboard || updated_at FROM (SELECT id, CASE WHEN planned THEN 'p' ELSE '' END AS planned, CASE WHEN storyboard THEN 's' ELSE '' END AS storyboard, updated_at FROM videos) AS v ORDER BY id": {"1ps7", "2ps0", "30", "4p0"},
			"SELECT video_id || plan FROM plans ORDER BY video_id":                           {`1{"a":1}`, "4{}"},
			"SELECT video_id || vtt FROM storyboards ORDER BY video_id":                      {"1WEBVTT", "4"},
			"SELECT id || language || name || size || updated_at FROM subtitles ORDER BY id": {"7gern62", "9eng00"},
			"SELECT subtitle_id || vtt FROM subtitle_texts ORDER BY subtitle_id":             {"7äää", "9"},
		} {
			var got []string
			require.NoError(t, db.R.NewRaw(query).Scan(t.Context(), &got), query)
			require.Equal(t, want, got, query)
		}
	})
}
