package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/database"
)

// words of names; the first are used most.
var words = strings.Fields(`harbour morning river summer lecture winter travel concert interview market
	mountain garden street kitchen history museum village football training wedding island forest bridge
	castle railway journey festival orchestra workshop tutorial introduction chapter episode season trailer
	highlights replay session keynote panel release review update guide basics advanced practice exercise
	physics chemistry biology algebra geometry grammar spanish german italian japanese portrait landscape
	timelapse aerial drone underwater wildlife penguin elephant dolphin sparrow butterfly volcano glacier
	desert canyon waterfall lighthouse monastery cathedral marketplace neighbourhood carnival parade
	marathon cycling swimming climbing sailing rowing skating archery fencing wrestling gymnastics
	documentary biography mystery comedy tragedy opera ballet theatre studio rehearsal backstage premiere
	quarterly annual report meeting onboarding compliance safety maintenance assembly inspection warehouse
	logistics delivery customer support product demonstration showcase prototype experiment laboratory
	telescope satellite rocket spacecraft astronaut galaxy nebula eclipse meteor aurora thunderstorm
	blizzard sunrise sunset twilight midnight candle lantern bonfire firework jubilee anniversary`)

// name is a title such as people give: common words, sometimes a number.
func name(r *rand.Rand) string {
	parts := make([]string, 2+r.IntN(3))
	for i := range parts {
		u := r.Float64()
		parts[i] = words[int(u*u*float64(len(words)))]
	}
	parts[0] = strings.ToUpper(parts[0][:1]) + parts[0][1:]
	if r.IntN(2) == 0 {
		parts = append(parts, fmt.Sprint(r.IntN(100_000)))
	}
	return strings.Join(parts, " ")
}

var statuses = []string{"ready", "ready", "ready", "ready", "ready", "ready", "ready", "viewable", "pending", "error"}

// fill writes n videos with three renditions each into an empty catalogue, as
// rows of before there was a search index.
func fill(ctx context.Context, url string, n int) error {
	db, err := database.Open(ctx, url, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := account.New(db).Ensure(ctx, apiKey); err != nil {
		return err
	}
	var there int
	if err := db.W.NewSelect().Table("videos").ColumnExpr("COUNT(*)").Scan(ctx, &there); err != nil || there > 0 {
		return err
	}
	if err := db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error { return fillVideos(ctx, tx, n) }); err != nil {
		return err
	}
	if db.Postgres() { // would do so of itself, sooner or later; SQLite does not
		_, err = db.W.ExecContext(ctx, "VACUUM ANALYZE")
	}
	return err
}

func fillVideos(ctx context.Context, tx *database.Tx, n int) error {
	const some = 2000
	r, now := rand.New(rand.NewPCG(1, 2)), time.Now().UnixMilli() //nolint:gosec // the same names each time
	for from := 0; from < n; from += some {
		var rows []string
		for i := from; i < min(from+some, n); i++ {
			rows = append(rows, fmt.Sprintf("(1, 'bench%011d', '%s', '%s', %d, 60000, 5, %d, %d)",
				i, name(r), statuses[r.IntN(len(statuses))], r.IntN(10_000), now, now))
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO videos (account_id, slug, name, status, client_user_id, duration, screenshots, created_at, updated_at) VALUES "+
			strings.Join(rows, ",")); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		`INSERT INTO renditions (video_id, position, name, quality_id, version, codec, short_side, width, height, video_kbps, audio_kbps, file, object, status, progress, size, duration, updated_at)
			SELECT v.id, p.n, p.name, 3567, 1, 'h264', 360, 640, 360, 450, 64, 'qid3576v1_h264_450_360.mp4', 'videos/1/x/x.mp4', 'complete', 100, 5000000, 60000, v.updated_at
			FROM videos v CROSS JOIN (SELECT 0 AS n, 'vod360p' AS name UNION ALL SELECT 1, 'vod480p' UNION ALL SELECT 2, 'vod720p') p`,
		"INSERT INTO video_counts (account_id, status, n) SELECT account_id, status, COUNT(*) FROM videos GROUP BY account_id, status",
		"INSERT INTO unindexed_videos (video_id) SELECT id FROM videos",
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
