//go:build !linux

package ffmpeg

func landlockVersion() int { return 0 }
func hasSeccomp() bool     { return false }
func keepDescriptors()     {}

func (s *sandbox) enter([]string, string) error { return nil }
