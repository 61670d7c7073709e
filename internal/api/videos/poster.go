package videos

import (
	"context"
	"errors"
	"strings"

	"kinora/internal/api/call"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/media/picture"
	"kinora/internal/opt"
)

// posterPatch reads the picture in the member "poster", a data URL. An address
// that this server has handed out for a poster changes nothing: clients send
// back what they were shown. pixels, if not nil, is how many it may still have.
func (o Options) posterPatch(ctx context.Context, account int64, in *call.Input, pixels *int64) opt.Opt[catalog.Poster] {
	sent := in.NonBlank("poster")
	switch {
	case !sent.Set:
		return opt.Opt[catalog.Poster]{}
	case sent.Value == nil:
		return opt.Null[catalog.Poster]()
	case o.Videos.Addresses.IsPoster(*sent.Value):
		return opt.Opt[catalog.Poster]{}
	}
	p, err := readPoster(ctx, account, pixels, strings.TrimSpace(*sent.Value))
	if err != nil {
		in.Refuse(err)
		return opt.Opt[catalog.Poster]{}
	}
	return opt.Some(p)
}

// maxBatchPixels are those of all posters in a batch, which are worked on while
// its client waits: 500 of 640 x 360, or ten of 4K.
const maxBatchPixels = 120_000_000

// readPoster cleans the picture in a data URL. left, if not nil, is how many
// pixels there may still be.
func readPoster(ctx context.Context, account int64, left *int64, text string) (catalog.Poster, error) {
	file, err := picture.DataURL(text)
	var p picture.Picture
	if err == nil && left != nil {
		if *left -= picture.Pixels(file); *left < 0 {
			return catalog.Poster{}, fault.Field("poster", "has more pixels than one batch may have; use remote_poster_url")
		}
	}
	if err == nil {
		p, err = picture.Clean(ctx, account, file)
	}
	for _, known := range []error{picture.ErrTooLarge, picture.ErrInvalid} {
		if errors.Is(err, known) {
			return catalog.Poster{}, fault.Field("poster", known.Error())
		}
	}
	return catalog.Poster(p), err
}
