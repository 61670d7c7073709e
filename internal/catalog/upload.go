package catalog

import (
	"context"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// TakesUpload reports whether a file may be uploaded for the video: it has no
// source yet, and none is to be downloaded. After a refused source there may
// be another.
func (v *Video) TakesUpload() bool {
	return v.Status == StatusEmpty && v.OriginURL == nil && (v.OriginSize == nil || v.Error != nil)
}

// ErrHasSource is the error for an upload to a video that takes none.
var ErrHasSource = fault.New(fault.Conflict, "the video has a source already")

// UploadedTx makes way for an uploaded source, which is complete: the error of
// an earlier one is forgotten. It is ErrHasSource when another source came
// first.
func (l *Catalog) UploadedTx(ctx context.Context, tx *database.Tx, id int64) error {
	return l.change(ctx, tx, id, func(v *Video) error {
		if !v.TakesUpload() {
			return ErrHasSource
		}
		if v.SweepingUntil > l.millis() {
			return errSweeping
		}
		v.OriginSize = nil
		v.fail(nil)
		return nil
	})
}
