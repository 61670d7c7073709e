package address

import (
	"fmt"
	"strconv"
	"strings"
)

// VideoPrefix is what the storage keys of all of a video's objects begin with,
// but for its posters.
func VideoPrefix(video int64) string { return fmt.Sprintf("videos/%d/", video) }

// SourceKey is the storage key of a video's source.
func SourceKey(video int64) string { return VideoPrefix(video) + "source" }

// ScreenshotKey is the storage key of a screenshot, counted from 1.
func ScreenshotKey(video, number int64) string {
	return fmt.Sprintf("%sshot_%d.jpg", VideoPrefix(video), number)
}

// SpriteKey is the storage key of the storyboard's picture.
func SpriteKey(video int64) string { return VideoPrefix(video) + "sprite.jpg" }

// AttemptPrefix is what the storage keys begin with of what an attempt of a
// job makes of a video. No two attempts write the same object.
func AttemptPrefix(video, job int64, attempt int) string {
	return fmt.Sprintf("%s%d-%d/", VideoPrefix(video), job, attempt)
}

// IndexKey is the storage key of the index of an MP4, by that of the MP4.
func IndexKey(mp4 string) string { return mp4 + ".index" }

// PosterPrefix is what the storage keys of all of a video's posters begin
// with. They go by its slug, as they are stored before it has an id.
func PosterPrefix(slug string) string { return "posters/" + slug + "/" }

// PosterKey is the storage key of a poster of the video with the slug.
func PosterKey(slug string, p Poster) string { return PosterPrefix(slug) + p.file() }

// CachePrefix is what the storage keys begin with of what is kept from work
// that was broken off.
const CachePrefix = "cache/"

// CacheKey is the storage key of what an account's work left behind, by the
// hash of what it depends on.
func CacheKey(account int64, hash string) string {
	return CachePrefix + strconv.FormatInt(account, 10) + "/" + hash
}

const subjectPrefix = "video:"

// Subject is what jobs call a video.
func Subject(video int64) string { return subjectPrefix + strconv.FormatInt(video, 10) }

// OfSubject is the video of a subject, 0 of none.
func OfSubject(subject string) int64 {
	text, ok := strings.CutPrefix(subject, subjectPrefix)
	video, err := strconv.ParseInt(text, 10, 64)
	if !ok || err != nil {
		return 0
	}
	return video
}
