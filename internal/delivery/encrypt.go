package delivery

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/fault"
)

// Keys tells whether an account's videos are encrypted, and with what.
type Keys interface {
	Encryption(ctx context.Context, account int64) (account.Encryption, error)
	VideoKey(ctx context.Context, account int64, slug string) ([16]byte, error)
}

// encryptionAge is how long an account's encryption is taken for what it was.
const encryptionAge = 2 * time.Second

// lookupTime bounds a look-up that outlives the request that began it, because
// others wait for it too.
const lookupTime = 10 * time.Second

type encryptions = otter.Cache[int64, account.Encryption]

func newEncryptions() (*encryptions, error) {
	return otter.New(&otter.Options[int64, account.Encryption]{
		MaximumSize:      10_000,
		ExpiryCalculator: otter.ExpiryWriting[int64, account.Encryption](encryptionAge),
	})
}

// seal is how the segments of a video are encrypted.
type seal struct {
	keyURL string
	key    [16]byte
}

// seal returns how a video is encrypted, nil when it is not.
func (s *Server) seal(ctx context.Context, v *catalog.Video) (*seal, error) {
	if s.o.Keys == nil {
		return nil, nil
	}
	e, err := s.encryptions.Get(ctx, v.AccountID, otter.LoaderFunc[int64, account.Encryption](func(ctx context.Context, id int64) (account.Encryption, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookupTime)
		defer cancel()
		return s.o.Keys.Encryption(ctx, id)
	}))
	if err != nil || !e.Enabled {
		return nil, err
	}
	key, err := s.o.Keys.VideoKey(ctx, v.AccountID, v.Slug)
	return &seal{e.KeyURL(v.Slug), key}, err
}

var errEncrypted = fault.New(fault.Forbidden, "an encrypted video is served as HLS with transport streams only")

// sealable lists what an encrypted video is served as. All else would be its
// pictures in the clear.
var sealable = []address.Kind{
	address.MasterHLS, address.PlaylistTS, address.PlaylistText, address.Tiles, address.SegmentTS, address.SegmentText, address.WholeText,
}

// checkSeal refuses what there is not of an encrypted video, and encrypted
// segments of one that is not. Both kinds have names of their own, since caches
// keep a segment for a year.
func (q *request) checkSeal() error {
	t := &q.target
	switch {
	case q.seal == nil && t.Encrypted, q.seal != nil && (t.Kind == address.PlaylistIFrames || t.Kind == address.SegmentTS && !t.Encrypted):
		return errMissing
	case q.seal != nil && (!slices.Contains(sealable, t.Kind) || t.Kind == address.MasterHLS && t.CMAF):
		return errEncrypted
	}
	return nil
}

// sealableRenditions returns those that transport streams can carry.
func sealableRenditions(list []*catalog.Rendition) []*catalog.Rendition {
	return slices.DeleteFunc(list, func(r *catalog.Rendition) bool {
		return hasVideo(r) && r.Codec != "h264" || hasAudio(r) && !strings.HasPrefix(*r.AudioCodecs, "mp4a.")
	})
}

// encrypt encrypts b from the given byte in place, a segment (RFC 8216 section 4.3.2.4): AES-128-CBC
// with PKCS #7 padding, the IV being the segment's number in the playlist.
func (s *seal) encrypt(b []byte, from int, number int64) []byte {
	pad := aes.BlockSize - (len(b)-from)%aes.BlockSize
	for range pad {
		b = append(b, byte(pad))
	}
	var iv [aes.BlockSize]byte
	binary.BigEndian.PutUint64(iv[8:], uint64(number))
	block, err := aes.NewCipher(s.key[:])
	if err != nil {
		panic(err) // the length of the key is right
	}
	cipher.NewCBCEncrypter(block, iv[:]).CryptBlocks(b[from:], b[from:])
	return b
}
