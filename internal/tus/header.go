package tus

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kinora/internal/fault"
)

// Bounds on what headers may say.
const (
	maxMetadata = 16 << 10 // bytes of Upload-Metadata
	maxConcat   = 64 << 10 // bytes of Upload-Concat
	maxParts    = 500      // partial uploads in one file
)

func invalid(format string, args ...any) error {
	return fault.New(fault.Invalid, fmt.Sprintf(format, args...))
}

// metadata are the pairs of an Upload-Metadata header, in order.
type metadata []pair

type pair struct{ key, value string }

// parseMetadata reads Upload-Metadata: pairs of a key and its value in base64,
// parted by commas; keys are unique. A value may be missing.
func parseMetadata(header string) (metadata, error) {
	if len(header) > maxMetadata {
		return nil, invalid("Upload-Metadata has more than %d bytes", maxMetadata)
	}
	var pairs metadata
	if strings.TrimSpace(header) == "" {
		return pairs, nil
	}
	seen := map[string]bool{}
	for item := range strings.SplitSeq(header, ",") {
		key, encoded, _ := strings.Cut(strings.TrimSpace(item), " ")
		if key == "" || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return nil, invalid("Upload-Metadata has a key that is empty or not ASCII")
		}
		if seen[key] {
			return nil, invalid("Upload-Metadata has the key %s twice", key)
		}
		seen[key] = true
		value, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
		if err != nil {
			return nil, invalid("Upload-Metadata: the value of %s is not base64", key)
		}
		pairs = append(pairs, pair{key, string(value)})
	}
	return pairs, nil
}

// text is the value of a key, without the white space around it that values
// made by a shell have.
func (m metadata) text(key string) (string, bool) {
	for _, p := range m {
		if p.key == key {
			return strings.TrimSpace(p.value), true
		}
	}
	return "", false
}

// header writes the pairs as they came, but for the session: it opens the
// video to whoever has it, which an upload's address is not meant to do.
func (m metadata) header() string {
	var items []string
	for _, p := range m {
		if p.key == "token" {
			continue
		}
		item := p.key
		if p.value != "" {
			item += " " + base64.StdEncoding.EncodeToString([]byte(p.value))
		}
		items = append(items, item)
	}
	return strings.Join(items, ",")
}

// parseSize reads a header that holds a number of bytes.
func parseSize(name, text string) (int64, error) {
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, invalid("%s is not a number of bytes", name)
	}
	return int64(n), nil
}

// parseLength reads Upload-Length or Upload-Defer-Length of a creation; nil is
// a length that will be said later.
func parseLength(h http.Header) (*int64, error) {
	text, deferred := h.Get("Upload-Length"), h.Get("Upload-Defer-Length")
	switch {
	case text != "" && deferred != "":
		return nil, invalid("give Upload-Length or Upload-Defer-Length, not both")
	case deferred != "" && deferred != "1":
		return nil, invalid("Upload-Defer-Length can only be 1")
	case deferred != "":
		return nil, nil
	case text == "":
		return nil, invalid("Upload-Length is missing")
	}
	n, err := parseSize("Upload-Length", text)
	return &n, err
}

// algorithms are the hashes that Upload-Checksum may name.
var algorithms = map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "md5": md5.New}

const algorithmNames = "sha1,sha256,md5"

// checksum is what the bytes of a request must come to.
type checksum struct {
	hash.Hash
	want []byte
}

// parseChecksum reads Upload-Checksum; nil without one.
func parseChecksum(header string) (*checksum, error) {
	if header == "" {
		return nil, nil
	}
	name, encoded, _ := strings.Cut(header, " ")
	make, known := algorithms[name]
	if !known {
		return nil, invalid("Upload-Checksum: the algorithm is none of %s", algorithmNames)
	}
	c := &checksum{Hash: make()}
	var err error
	c.want, err = base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil || len(c.want) != c.Size() {
		return nil, invalid("Upload-Checksum: this is no %s in base64", name)
	}
	return c, nil
}

// parseConcat reads Upload-Concat: the kind of upload and, of a final one, the
// names of its parts.
func parseConcat(header string) (kind string, parts []string, err error) {
	switch {
	case header == "":
		return kindWhole, nil, nil
	case header == "partial":
		return kindPartial, nil, nil
	case len(header) > maxConcat:
		return "", nil, invalid("Upload-Concat has more than %d bytes", maxConcat)
	}
	list, ok := strings.CutPrefix(header, "final;")
	if !ok {
		return "", nil, invalid("Upload-Concat is neither partial nor final with a list of uploads")
	}
	for _, address := range strings.Fields(list) {
		u, err := url.Parse(address)
		if err != nil {
			return "", nil, invalid("Upload-Concat: upload %d is no address", len(parts)+1)
		}
		name := nameIn(u.Path)
		if name == "" {
			return "", nil, invalid("Upload-Concat: upload %d is no upload", len(parts)+1)
		}
		parts = append(parts, name)
	}
	if len(parts) == 0 || len(parts) > maxParts {
		return "", nil, invalid("Upload-Concat: give 1 to %d uploads", maxParts)
	}
	return kindFinal, parts, nil
}

// nameIn is the name of the upload that an address ends with, "" for none.
func nameIn(path string) string {
	path = strings.TrimSuffix(path, "/")
	name := path[strings.LastIndexByte(path, '/')+1:]
	if len(name) != 26 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		return ""
	}
	return name
}
