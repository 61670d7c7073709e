package transcode

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// sourceFolder is the folder of the cache for a video's source. It is the
// account's own: nobody can learn from the speed of an encoding what others
// have sent.
func (t *Transcoder) sourceFolder(ctx context.Context, v catalog.Video) (string, error) {
	o, err := t.o.Store.Open(ctx, address.SourceKey(v.ID))
	if err != nil {
		return "", err
	}
	defer o.Close()
	r, err := storage.Stream(o, 0, o.Size())
	if err != nil {
		return "", err
	}
	defer r.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, untilDone{ctx, r}); err != nil {
		return "", fmt.Errorf("read the source: %w", err)
	}
	return address.CacheKey(v.AccountID, hex.EncodeToString(hash.Sum(nil))), nil
}

// untilDone is a reader that fails once ctx has ended.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, context.Cause(u.ctx)
	}
	return u.r.Read(b)
}

// object is the key of a result: everything that ffmpeg would be told to make
// it alone, in a folder of the cache.
func (w work) object(tools *ffmpeg.Tools, folder string) string {
	w.source, w.dir = "", ""
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\x00", tools.Version())
	tell(hash, w.command())
	return folder + "/" + hex.EncodeToString(hash.Sum(nil)[:16]) + ".chunk"
}

// tell writes all that the runs of a command are told.
func tell(to io.Writer, c ffmpeg.Command) {
	for _, in := range c.Inputs {
		fmt.Fprintf(to, "%s\x00%s\x00", in.Demuxer, strings.Join(in.Args, "\x00"))
		if in.From != nil {
			tell(to, *in.From)
		}
	}
	fmt.Fprintf(to, "%s\x00", strings.Join(c.Args, "\x00"))
}

// alone is the work on one rung's picture only.
func (w work) alone(r plan.Rung) work {
	w.rungs = []plan.Rung{r}
	w.plan = w.plan.VideoOnly()
	return w
}

// has reports whether an object is stored.
func (t *Transcoder) has(ctx context.Context, key string) (bool, error) {
	_, err := t.o.Store.Stat(ctx, key)
	if isMissing(err) {
		return false, nil
	}
	return err == nil, err
}

// SweepCache removes the results that are older than age, as long as no video
// is being encoded from the same source.
func (t *Transcoder) SweepCache(ctx context.Context, age time.Duration) error {
	var old []string
	for info, err := range t.o.Store.List(ctx, address.CachePrefix) {
		if err != nil {
			return err
		}
		if time.Since(info.ModTime) > age {
			old = append(old, info.Key)
		}
	}
	if len(old) == 0 {
		return nil
	}
	var used []string
	if err := t.o.DB.R.NewSelect().Table("chunks").ColumnExpr("DISTINCT source").Scan(ctx, &used); err != nil {
		return err
	}
	inUse := map[string]bool{}
	for _, folder := range used {
		inUse[folder] = true
	}
	var errs error
	for _, key := range old {
		if !inUse[key[:max(strings.LastIndex(key, "/"), 0)]] {
			errs = errors.Join(errs, t.o.Store.Delete(ctx, key))
		}
	}
	return errs
}
