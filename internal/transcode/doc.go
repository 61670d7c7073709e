// Package transcode turns a source into renditions: it plans the ladder from
// what probing found, and runs the encoding.
package transcode

import (
	"kinora/internal/fault"
)

// The documented texts of what can be wrong with a source or its encoding.
const (
	TextEncodingFailed = "Encoding has failed"
	TextUnreadable     = "Unable to analyze the origin file"
	TextCodec          = "Video file has codec parameters issue"
	TextEmpty          = "Video file has empty streams"
	TextInvalid        = "Video file is invalid"
	TextNoSpace        = "The storage limit has been exceeded"
	TextClip           = "Requested encoding duration exceeds clip length"
)

// unfit says with a documented text why a source is refused, and for the log
// what it is about.
func unfit(text string, cause error) error { return fault.Wrap(fault.Invalid, text, cause) }
