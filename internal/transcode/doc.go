// Package transcode turns a source into renditions: it runs the encoding that a
// plan describes, verifies what came out and publishes it.
package transcode
