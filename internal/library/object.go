package library

import "fmt"

const subjectForm = "video:%d"

// Subject is what jobs call a video.
func Subject(video int64) string { return fmt.Sprintf(subjectForm, video) }

// OfSubject is the video of a subject, 0 of none.
func OfSubject(subject string) int64 {
	var video int64
	_, _ = fmt.Sscanf(subject, subjectForm, &video) // what is none leaves 0
	return video
}

// ObjectPrefix is what the storage keys of all of a video's objects begin
// with.
func ObjectPrefix(video int64) string { return fmt.Sprintf("videos/%d/", video) }

// SourceKey is the storage key of a video's source.
func SourceKey(video int64) string { return ObjectPrefix(video) + "source" }

// ScreenshotKey is the storage key of a screenshot, counted from 1.
func ScreenshotKey(video, number int64) string {
	return fmt.Sprintf("%sshot_%d.jpg", ObjectPrefix(video), number)
}

// SpriteKey is the storage key of the storyboard's picture.
func SpriteKey(video int64) string { return ObjectPrefix(video) + "sprite.jpg" }
