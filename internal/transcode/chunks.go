package transcode

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/uptrace/bun"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// ChunkArgs asks for a part of a video to be encoded into the cache: tier 0 is
// all of its sound, and a higher one a chunk of the picture in the rungs of
// that tier.
type ChunkArgs struct {
	VideoID int64 `json:"video_id"`
	Tier    int64 `json:"tier"`
	Number  int64 `json:"number"`
}

// Kind names the job.
func (ChunkArgs) Kind() string { return "transcode_chunk" }

// JoinArgs asks for a rendition to be put together from the cache.
type JoinArgs struct {
	VideoID  int64 `json:"video_id"`
	Position int64 `json:"position"`
}

// Kind names the job.
func (JoinArgs) Kind() string { return "transcode_join" }

// chunkRow is a part that is encoded apart. It exists until the video settles.
type chunkRow struct {
	bun.BaseModel `bun:"table:chunks,alias:c"`
	VideoID       int64
	Tier          int64
	Number        int64
	Source        string // folder of the cache
	Done          bool
}

// ForgetTx drops what is noted of the chunks of videos that need none any more.
func ForgetTx(ctx context.Context, tx *database.Tx, videos ...int64) error {
	_, err := tx.NewDelete().Table("chunks").Where("video_id IN (?)", bun.List(videos)).Exec(ctx)
	return err
}

// begin notes the parts of a long video and queues them: sound first, without
// which nothing can be joined, then each tier from its first chunk on.
func (t *Transcoder) begin(ctx context.Context, v catalog.Video, plan *plan.Plan) (jobs.Finish, error) {
	folder, err := t.sourceFolder(ctx, v)
	if err != nil {
		return nil, err
	}
	var rows []chunkRow
	if len(plan.Audio) > 0 {
		rows = append(rows, chunkRow{VideoID: v.ID, Source: folder})
	}
	for tier := range plan.Tiers() {
		for n := range plan.Chunks {
			rows = append(rows, chunkRow{VideoID: v.ID, Tier: int64(tier) + 1, Number: int64(n), Source: folder})
		}
	}
	return func(ctx context.Context, tx *database.Tx) error {
		v, err := t.lock(ctx, tx, v.ID)
		if err != nil || v == nil {
			return err
		}
		if begun, err := tx.NewSelect().Model((*chunkRow)(nil)).Where("c.video_id = ?", v.ID).Exists(ctx); err != nil || begun {
			return err
		}
		if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
			return err
		}
		return t.o.Divided(ctx, tx, *v, chunkJobs(plan, rows)...)
	}, nil
}

// lock takes the row of a video, so that the ends of its parts are seen one
// after the other. It is nil for a video that is deleted.
func (t *Transcoder) lock(ctx context.Context, tx *database.Tx, id int64) (*catalog.Video, error) {
	v, err := t.o.Catalog.ByIDTx(ctx, tx, id)
	if fault.KindOf(err) == fault.Gone {
		return nil, nil
	}
	return &v, err
}

// chunkJobs are the jobs of chunks.
func chunkJobs(plan *plan.Plan, rows []chunkRow) []jobs.Part {
	list := make([]jobs.Part, len(rows))
	for i, r := range rows {
		list[i] = jobs.Part{Args: ChunkArgs{r.VideoID, r.Tier, r.Number}, Cost: plan.PartCost(r.Tier, r.Number)}
	}
	return list
}

// part is a row with what is needed to work on it.
type part struct {
	chunkRow
	video catalog.Video
	plan  *plan.Plan
}

// open reads a part. It is nil when nothing is left to be done for it.
func (t *Transcoder) open(ctx context.Context, a ChunkArgs) (*part, error) {
	v, plan, err := t.planned(ctx, a.VideoID)
	if plan == nil {
		return nil, err
	}
	p := &part{video: v, plan: plan}
	var rows []chunkRow
	err = t.o.DB.R.NewSelect().Model(&rows).Where("c.video_id = ? AND c.tier = ? AND c.number = ?", a.VideoID, a.Tier, a.Number).Scan(ctx)
	if err != nil || len(rows) == 0 || rows[0].Done {
		return nil, err
	}
	p.chunkRow = rows[0]
	return p, nil
}

// works are the single results of a part: each is made from one source, and
// has an object of its own.
func (t *Transcoder) works(p *part) work {
	w := work{plan: p.plan, threads: t.o.Threads, device: t.o.Device}
	if p.Tier > 0 {
		c := p.plan.Chunks[p.Number]
		w.plan = p.plan.Piece(c.First, c.Frames)
		w.rungs = p.plan.Tiers()[p.Tier-1]
		return w
	}
	w.plan, w.rungs = p.plan.AudioOnly(), p.plan.Rungs
	return w
}

// chunk encodes a part into the cache, as far as it is not there already.
func (t *Transcoder) chunk(ctx context.Context, j jobs.Job[ChunkArgs]) (jobs.Finish, error) {
	p, err := t.open(ctx, j.Args)
	if err != nil || p == nil {
		return nil, err
	}
	w := t.works(p)
	left, err := t.unmade(ctx, p, w)
	if err != nil {
		return nil, err
	}
	if len(left) > 0 {
		w.rungs = left
		t.o.Log.InfoContext(ctx, "chunk begun", "video", p.VideoID, "tier", p.Tier, "number", p.Number)
		err = t.apart(ctx, p, w)
		if fault.KindOf(err) == fault.Gone {
			return nil, nil
		}
		if err != nil {
			return nil, outcome(ctx, err)
		}
		t.o.Log.InfoContext(ctx, "chunk encoded", "video", p.VideoID, "tier", p.Tier, "number", p.Number, "rungs", len(left))
	}
	return func(ctx context.Context, tx *database.Tx) error { return t.made(ctx, tx, p) }, nil
}

// unmade are the rungs of a part that are wanted and not in the cache.
func (t *Transcoder) unmade(ctx context.Context, p *part, w work) (left []plan.Rung, err error) {
	wanted := remaining(p.plan, p.video)
	for _, r := range w.rungs {
		if !contains(wanted, r) {
			continue
		}
		for _, key := range t.objects(p, w, r) {
			found, err := t.has(ctx, key)
			if err != nil {
				return nil, err
			}
			if !found {
				left = append(left, r)
				break
			}
		}
	}
	return left, nil
}

func contains(list []plan.Rung, r plan.Rung) bool {
	for i := range list {
		if list[i].File == r.File {
			return true
		}
	}
	return false
}

// objects are the keys of what a rung needs of a part.
func (t *Transcoder) objects(p *part, w work, r plan.Rung) []string {
	if p.Tier > 0 {
		return []string{w.alone(r).object(t.o.Tools, p.Source)}
	}
	var keys []string
	for i := range w.plan.Audio {
		if r.AudioKbps > 0 {
			keys = append(keys, w.voice(i, r).object(t.o.Tools, p.Source))
		}
	}
	return keys
}

// voice is the work on one track of the sound at the rate of a rung.
func (w work) voice(track int, r plan.Rung) work {
	p := *w.plan
	p.Audio = []plan.Audio{w.plan.Audio[track]}
	w.plan, w.rungs = &p, []plan.Rung{r}
	return w
}

// encodePart encodes a part and stores every result.
func (t *Transcoder) encodePart(ctx context.Context, p *part, w work) error {
	scratch, err := ffmpeg.NewScratch(t.o.Scratch)
	if err != nil {
		return err
	}
	defer scratch.Remove()
	source, done, err := t.o.Sources.Borrow(ctx, address.SourceKey(p.VideoID))
	if err != nil {
		return err
	}
	defer done()
	w.source = source
	w.dir = scratch.Path
	if err := t.encode(ctx, w, t.progress(p, w)); err != nil {
		return err
	}
	stored := map[string]bool{}
	for _, r := range w.rungs {
		for i, key := range t.objects(p, w, r) {
			if stored[key] {
				continue
			}
			stored[key] = true
			path := w.videoFile(r)
			if p.Tier == 0 {
				path = w.audioFile(i, r.AudioKbps)
			}
			if err := t.keep(ctx, key, path); err != nil {
				return fmt.Errorf("keep a chunk: %w", err)
			}
		}
	}
	return nil
}

// keep stores a file that ffmpeg wrote.
func (t *Transcoder) keep(ctx context.Context, key, path string) error {
	f, err := ffmpeg.OpenOutput(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return storage.PutFile(ctx, t.o.Store, key, f)
}

// progress tells of a chunk's progress as that of its tier: what is done, and
// the share of the running one.
func (t *Transcoder) progress(p *part, w work) func(ctx context.Context, percent int64) error {
	return func(ctx context.Context, percent int64) error {
		if p.Tier == 0 {
			return t.o.Catalog.SetProgress(ctx, p.VideoID, 0) // tells whether the video is there still
		}
		done, err := t.o.DB.R.NewSelect().Model((*chunkRow)(nil)).
			Where("c.video_id = ? AND c.tier = ? AND c.done = ?", p.VideoID, p.Tier, true).Count(ctx)
		if err != nil {
			return err
		}
		positions := make([]int64, len(w.rungs))
		for i, r := range w.rungs {
			positions[i] = p.plan.Position(r)
		}
		total := int64(len(p.plan.Chunks))
		return t.o.Catalog.SetProgress(ctx, p.VideoID, min((done*100+percent)/total, 99), positions...)
	}
}

// made notes that a part is done, and queues the joining of the rungs that it
// was the last part of.
func (t *Transcoder) made(ctx context.Context, tx *database.Tx, p *part) error {
	v, err := t.lock(ctx, tx, p.VideoID)
	if err != nil || v == nil {
		return err
	}
	if _, err := tx.NewUpdate().Model((*chunkRow)(nil)).Set("done = ?", true).
		Where("video_id = ? AND tier = ? AND number = ?", p.VideoID, p.Tier, p.Number).Exec(ctx); err != nil {
		return err
	}
	var waiting []int64
	if err := tx.NewSelect().Model((*chunkRow)(nil)).ColumnExpr("DISTINCT c.tier").
		Where("c.video_id = ? AND c.done = ?", p.VideoID, false).Scan(ctx, &waiting); err != nil {
		return err
	}
	open := map[int64]bool{}
	for _, tier := range waiting {
		open[tier] = true
	}
	if open[0] {
		return nil
	}
	var joins []jobs.Part
	for i := range p.plan.Rungs {
		tier := p.plan.TierOf(int64(i))
		if tier > 0 && !open[tier] && (p.Tier == 0 || p.Tier == tier) {
			joins = append(joins, jobs.Part{Args: JoinArgs{v.ID, int64(i)}})
		}
	}
	return t.o.Divided(ctx, tx, *v, joins...)
}

// chunkFailed gives up every rendition that needs the part.
func (t *Transcoder) chunkFailed(ctx context.Context, tx *database.Tx, j jobs.Job[ChunkArgs], cause error) error {
	return t.giveUp(ctx, tx, j.Args.VideoID, cause, func(p *plan.Plan, position int64) bool {
		tier := p.TierOf(position)
		return tier == j.Args.Tier || j.Args.Tier == 0 && tier > 0
	})
}

// join puts a rendition together from the cache, verifies and publishes it.
func (t *Transcoder) join(ctx context.Context, j jobs.Job[JoinArgs]) (jobs.Finish, error) {
	v, p, err := t.planned(ctx, j.Args.VideoID)
	if p == nil {
		return nil, err
	}
	r := p.Rungs[j.Args.Position]
	if !contains(remaining(p, v), r) {
		return nil, nil
	}
	scratch, err := ffmpeg.NewScratch(t.o.Scratch)
	if err != nil {
		return nil, err
	}
	defer scratch.Remove()
	w := work{plan: p, rungs: []plan.Rung{r}, dir: scratch.Path, threads: t.o.Threads, device: t.o.Device}
	lost, err := t.gather(ctx, &w, v)
	if err != nil {
		return nil, err
	}
	if len(lost) > 0 {
		return t.remake(v.ID, p, lost), nil
	}
	source, done, err := t.o.Sources.Borrow(ctx, address.SourceKey(v.ID))
	if err != nil {
		return nil, err
	}
	defer done()
	w.source = source
	return t.conclude(ctx, v.ID, address.AttemptPrefix(v.ID, j.ID, j.Attempt), w)
}

// gather puts the files of a rung's parts where they are assembled from. Rows
// whose objects are gone are returned.
func (t *Transcoder) gather(ctx context.Context, w *work, v catalog.Video) (lost []chunkRow, err error) {
	var rows []chunkRow
	r, tier := w.rungs[0], w.plan.TierOf(w.plan.Position(w.rungs[0]))
	if err := t.o.DB.R.NewSelect().Model(&rows).Where("c.video_id = ? AND c.tier IN (0, ?)", v.ID, tier).
		Order("c.tier", "c.number").Scan(ctx); err != nil {
		return nil, err
	}
	for _, row := range rows {
		p := &part{chunkRow: row, video: v, plan: w.plan}
		for _, key := range t.objects(p, t.works(p), r) {
			path, err := storage.Local(ctx, t.o.Store, key, w.dir)
			switch {
			case isMissing(err):
				lost = append(lost, row)
			case err != nil:
				return nil, err
			case row.Tier > 0:
				w.chunks = append(w.chunks, path)
			default:
				w.voices = append(w.voices, path)
			}
		}
	}
	if want := len(w.plan.Chunks); len(lost) == 0 && len(w.chunks) != want {
		return nil, fmt.Errorf("%d chunks are noted of %d", len(w.chunks), want)
	}
	return lost, nil
}

func isMissing(err error) bool {
	return fault.KindOf(err) == fault.NotFound || errors.Is(err, os.ErrNotExist)
}

// remake has parts encoded once more whose results are gone from the cache.
func (t *Transcoder) remake(video int64, plan *plan.Plan, lost []chunkRow) jobs.Finish {
	return func(ctx context.Context, tx *database.Tx) error {
		v, err := t.lock(ctx, tx, video)
		if err != nil || v == nil {
			return err
		}
		var again []chunkRow
		for _, row := range lost {
			res, err := tx.NewUpdate().Model((*chunkRow)(nil)).Set("done = ?", false).
				Where("video_id = ? AND tier = ? AND number = ? AND done = ?", video, row.Tier, row.Number, true).Exec(ctx)
			if err != nil {
				return err
			}
			if n, err := res.RowsAffected(); err != nil {
				return err
			} else if n == 1 { // else another rung's join was first
				again = append(again, row)
			}
		}
		t.o.Log.WarnContext(ctx, "chunks are gone from the cache", "video", video, "chunks", len(again))
		return t.o.Divided(ctx, tx, *v, chunkJobs(plan, again)...)
	}
}

// joinFailed gives the rendition up.
func (t *Transcoder) joinFailed(ctx context.Context, tx *database.Tx, j jobs.Job[JoinArgs], cause error) error {
	return t.giveUp(ctx, tx, j.Args.VideoID, cause, func(_ *plan.Plan, position int64) bool { return position == j.Args.Position })
}
