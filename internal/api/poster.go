package api

import (
	"context"
	"errors"
	"strings"

	"kinora/internal/fault"
	"kinora/internal/library"
	"kinora/internal/media/picture"
)

// posterPatch reads the picture in the member "poster", a data URL. An address
// that this server has handed out for a poster changes nothing: clients send
// back what they were shown.
func (s *server) posterPatch(ctx context.Context, in *input) library.Opt[library.Poster] {
	sent := in.some("poster")
	switch {
	case !sent.Set:
		return library.Opt[library.Poster]{}
	case sent.Value == nil:
		return library.Null[library.Poster]()
	case s.Addresses.IsPoster(*sent.Value):
		return library.Opt[library.Poster]{}
	}
	p, err := readPoster(ctx, strings.TrimSpace(*sent.Value))
	if err != nil {
		in.wrong = append(in.wrong, err)
		return library.Opt[library.Poster]{}
	}
	return library.Some(p)
}

func readPoster(ctx context.Context, text string) (library.Poster, error) {
	file, err := picture.DataURL(text)
	var p picture.Picture
	if err == nil {
		p, err = picture.Clean(ctx, file)
	}
	for _, known := range []error{picture.ErrTooLarge, picture.ErrInvalid} {
		if errors.Is(err, known) {
			return library.Poster{}, fault.Field("poster", known.Error())
		}
	}
	return library.Poster(p), err
}
