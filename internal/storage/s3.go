package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// partSize is the size of the parts of a multipart upload, in bytes, and what
// a Put holds in memory, three times. 10,000 parts, the most a service takes,
// make 160 GB.
const partSize = 16 << 20

// maxObject is the largest object that fits into parts of partSize.
const maxObject = 10_000 * int64(partSize)

// partBuffers keeps the buffers for the first part of an object.
var partBuffers = sync.Pool{New: func() any { return new([partSize]byte) }}

// s3 keeps objects in a bucket, under their keys behind prefix.
type s3 struct {
	client minio.Core
	bucket string
	prefix string // empty, or ends in "/"
}

// openS3 opens the bucket that an s3:// url names and asks whether it exists.
func openS3(ctx context.Context, raw string) (*s3, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("storage url: %w", err)
	}
	prefix := strings.Trim(u.Path, "/")
	if u.Host == "" || checkPrefix(prefix) != nil {
		return nil, fmt.Errorf("storage url %q: want s3://bucket/prefix", u.Scheme+"://"+u.Host+u.Path)
	}
	if prefix != "" {
		prefix += "/"
	}
	query := u.Query()
	for key := range query {
		if key != "region" && key != "endpoint" {
			return nil, fmt.Errorf("storage url: unknown parameter %q; known are region and endpoint", key)
		}
	}
	client, err := newS3Client(query)
	if err != nil {
		return nil, fmt.Errorf("storage url: %w", err)
	}
	s := &s3{client: minio.Core{Client: client}, bucket: u.Host, prefix: prefix}
	ok, err := client.BucketExists(ctx, s.bucket)
	if err != nil {
		return nil, fmt.Errorf("open bucket %s: %w", s.bucket, s.explain(ctx, err))
	}
	if !ok {
		return nil, fmt.Errorf("open bucket %s: it does not exist", s.bucket)
	}
	return s, nil
}

// explain says why a service refused the first request, where that is known: a
// request for a bucket's existence has no body that could tell.
func (s *s3) explain(ctx context.Context, err error) error {
	list := s.client.Client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, MaxKeys: 1})
	for object := range list {
		if object.Err == nil {
			continue
		}
		refusal := minio.ToErrorResponse(object.Err)
		switch refusal.Code {
		case "AuthorizationHeaderMalformed", "InvalidRegion", "AuthorizationQueryParametersError":
			if refusal.Region != "" {
				return fmt.Errorf("the service says that its region is %s: %w", refusal.Region, err)
			}
			return fmt.Errorf("the service does not accept the region: %s", refusal.Message)
		case "InvalidAccessKeyId", "SignatureDoesNotMatch":
			return fmt.Errorf("the service does not accept AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: %s", refusal.Message)
		}
		if refusal.Message != "" {
			return errors.New(refusal.Message)
		}
	}
	return err
}

// newS3Client makes a client from the query of an s3:// url and the
// environment. Buckets are part of the path at any endpoint but Amazon's.
func newS3Client(q url.Values) (*minio.Client, error) {
	region := firstOf(q.Get("region"), os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION"), "us-east-1")
	endpoint := firstOf(q.Get("endpoint"), os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"))
	lookup := minio.BucketLookupPath
	if endpoint == "" {
		endpoint, lookup = "https://s3."+region+".amazonaws.com", minio.BucketLookupAuto
	}
	if !strings.HasPrefix(endpoint, "http://") && !strings.HasPrefix(endpoint, "https://") {
		shown := endpoint[strings.LastIndexByte(endpoint, '@')+1:] // what is before may be a password
		return nil, fmt.Errorf("endpoint %q: begin with http:// or https://", shown)
	}
	u, err := url.Parse(endpoint)
	if err != nil {
		return nil, errors.New("endpoint: want http(s)://host:port") // it may hold a password
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("endpoint %q: want http(s)://host:port", u.Scheme+"://"+u.Host+u.Path)
	}
	creds, err := s3Credentials()
	if err != nil {
		return nil, err
	}
	transport, err := minio.DefaultTransport(u.Scheme == "https")
	if err != nil {
		return nil, err
	}
	return minio.New(u.Host, &minio.Options{
		Transport: prompt{transport},
		Creds:     creds, Secure: u.Scheme == "https", Region: region, BucketLookup: lookup, MaxRetries: 4,
	})
}

// s3Credentials finds the keys in the environment: the keys themselves, or the
// variables that AWS sets in containers and for web identities.
func s3Credentials() (*credentials.Credentials, error) {
	if os.Getenv("AWS_ACCESS_KEY_ID") != "" && os.Getenv("AWS_SECRET_ACCESS_KEY") != "" {
		return credentials.NewEnvAWS(), nil
	}
	for _, name := range []string{
		"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
	} {
		if os.Getenv(name) != "" {
			return credentials.NewIAM(""), nil
		}
	}
	return nil, errors.New("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func (s *s3) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if size > maxObject {
		return fmt.Errorf("store %s: %d bytes are more than %d", key, size, maxObject)
	}
	r = &exactReader{r: &ctxReader{ctx, r}, left: size}
	var err error
	if size >= 0 && size < partSize {
		err = s.put(ctx, key, r, make([]byte, size+1)) // one more, to see the end
	} else {
		buf := partBuffers.Get().(*[partSize]byte)
		defer partBuffers.Put(buf)
		err = s.put(ctx, key, r, buf[:])
	}
	if err != nil {
		return fmt.Errorf("store %s: %w", key, s3NoSpace(err))
	}
	return nil
}

// put sends what does not fill buf in one request, and more in parts, two at a
// time. The service shows the object once all of it has arrived.
func (s *s3) put(ctx context.Context, key string, r io.Reader, buf []byte) error {
	n, err := io.ReadFull(r, buf)
	first := bytes.NewReader(buf[:n])
	switch err { //nolint:errorlint // a *readError must not match
	case io.EOF, io.ErrUnexpectedEOF:
		// Signed in chunks, no bytes are still a chunk, which some servers leave unread.
		_, err = s.client.Client.PutObject(ctx, s.bucket, s.prefix+key, first, int64(n),
			minio.PutObjectOptions{DisableContentSha256: n == 0})
	case nil:
		_, err = s.client.Client.PutObject(ctx, s.bucket, s.prefix+key, io.MultiReader(first, r), -1,
			minio.PutObjectOptions{PartSize: partSize, ConcurrentStreamParts: true, NumThreads: 2})
	}
	return err
}

func (s *s3) Open(ctx context.Context, key string) (Object, error) {
	info, err := s.stat(ctx, key)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	return &s3Object{
		s3: s, ctx: ctx, cancel: cancel, key: key,
		size: info.Size, modTime: info.LastModified, etag: info.ETag,
	}, nil
}

func (s *s3) Stat(ctx context.Context, key string) (Info, error) {
	info, err := s.stat(ctx, key)
	if err != nil {
		return Info{}, err
	}
	return Info{Key: key, Size: info.Size, ModTime: info.LastModified}, nil
}

// stat asks the service about an object.
func (s *s3) stat(ctx context.Context, key string) (minio.ObjectInfo, error) {
	if err := checkKey(key); err != nil {
		return minio.ObjectInfo{}, err
	}
	info, err := s.client.StatObject(ctx, s.bucket, s.prefix+key, minio.StatObjectOptions{})
	if err != nil {
		return minio.ObjectInfo{}, s3Error("stat", key, err)
	}
	return info, nil
}

func (s *s3) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := s.client.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{})
	if err != nil && !s3Missing(err) {
		return s3Error("delete", key, err)
	}
	return nil
}

func (s *s3) DeletePrefix(ctx context.Context, prefix string) error {
	if err := checkFolder(prefix); err != nil {
		return err
	}
	for info, err := range s.List(ctx, prefix) {
		if err != nil {
			return err
		}
		if err := s.Delete(ctx, info.Key); err != nil {
			return err
		}
	}
	return s.abortUploads(ctx, prefix)
}

// abortUploads ends the multipart uploads below a prefix whose writers died. A
// service that does not let us look for them keeps them.
func (s *s3) abortUploads(ctx context.Context, prefix string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the listing
	for up := range s.client.ListIncompleteUploads(ctx, s.bucket, s.prefix+prefix, true) {
		if up.Err != nil {
			return s3Unsupported(up.Err)
		}
		if !strings.HasPrefix(up.Key, s.prefix+prefix) {
			continue
		}
		err := s.client.AbortMultipartUpload(ctx, s.bucket, up.Key, up.UploadID)
		if err != nil && !s3Missing(err) {
			return fmt.Errorf("abort uploads below %s: %w", prefix, err)
		}
	}
	return ctx.Err()
}

func (s *s3) List(ctx context.Context, prefix string) iter.Seq2[Info, error] {
	return func(yield func(Info, error) bool) {
		if err := checkPrefix(prefix); err != nil {
			yield(Info{}, err)
			return
		}
		opts := minio.ListObjectsOptions{Prefix: s.prefix + prefix, Recursive: true}
		for o := range s.client.ListObjectsIter(ctx, s.bucket, opts) {
			if o.Err != nil {
				yield(Info{}, fmt.Errorf("list %s: %w", prefix, o.Err))
				return
			}
			key := strings.TrimPrefix(o.Key, s.prefix)
			if checkKey(key) != nil {
				continue // a folder marker, or not ours
			}
			if !yield(Info{Key: key, Size: o.Size, ModTime: o.LastModified}, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Info{}, err)
		}
	}
}

// s3Object is an object in a bucket, as it was when it was opened.
type s3Object struct {
	*s3
	ctx     context.Context // of the reads; ends on Close
	cancel  context.CancelFunc
	key     string
	size    int64
	modTime time.Time
	etag    string
}

func (o *s3Object) Size() int64        { return o.size }
func (o *s3Object) ModTime() time.Time { return o.modTime }

// Close ends reads under way.
func (o *s3Object) Close() error {
	o.cancel()
	return nil
}

// ReadAt reads with one ranged request, or a few where connections break.
func (o *s3Object) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fmt.Errorf("read %s: negative offset", o.key)
	}
	if off >= o.size {
		return 0, io.EOF
	}
	want := p[:min(int64(len(p)), o.size-off)]
	for tries := 0; n < len(want); tries++ {
		m, err := o.readOnce(want[n:], off+int64(n))
		n += m
		if err != nil && (tries == 3 || o.ctx.Err() != nil || !broken(err)) {
			return n, s3Error("read", o.key, err)
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// readOnce fills p with one request.
func (o *s3Object) readOnce(p []byte, off int64) (int, error) {
	body, err := o.stream(off, int64(len(p)))
	if err != nil {
		return 0, err
	}
	defer body.Close()
	return io.ReadFull(body, p)
}

// broken reports whether a read may do better on another connection: the
// service itself did not refuse it.
func broken(err error) bool {
	var answer minio.ErrorResponse
	return !errors.As(err, &answer)
}

// stream asks for n bytes from off, and for the version that was opened.
func (o *s3Object) stream(off, n int64) (io.ReadCloser, error) {
	n = min(n, o.size-off)
	if n <= 0 {
		return http.NoBody, nil
	}
	var opts minio.GetObjectOptions
	if err := errors.Join(opts.SetMatchETag(o.etag), opts.SetRange(off, off+n-1)); err != nil {
		return nil, err
	}
	body, _, _, err := o.client.GetObject(o.ctx, o.bucket, o.prefix+o.key, opts)
	return body, err
}

// s3Missing reports whether the service says that something does not exist.
func s3Missing(err error) bool {
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		return false
	}
	return answer.Code == minio.NoSuchKey || answer.Code == minio.NoSuchUpload
}

// s3Unsupported drops an error that says only that a request is not offered.
func s3Unsupported(err error) error {
	var answer minio.ErrorResponse
	if errors.As(err, &answer) && (answer.Code == minio.NotImplemented || answer.Code == minio.AccessDenied) {
		return nil
	}
	return err
}

// s3NoSpace makes an ErrNoSpace of the services' ways to say so.
func s3NoSpace(err error) error {
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		return noSpace(err)
	}
	switch {
	case answer.StatusCode == http.StatusInsufficientStorage,
		answer.Code == "QuotaExceeded", answer.Code == "XMinioAdminBucketQuotaExceeded",
		answer.Code == "XMinioStorageFull", answer.Code == "InsufficientStorage":
		return fmt.Errorf("%w: %w", ErrNoSpace, err)
	}
	return err
}

// s3Error names the object that an answer is about.
func s3Error(attempt, key string, err error) error {
	if s3Missing(err) {
		return missing(key, err)
	}
	return fmt.Errorf("%s %s: %w", attempt, key, err)
}
