//go:build !linux

package ffmpeg

import "os/exec"

func isolate(*exec.Cmd) {}

func (l Limits) apply(int) error { return nil }

func endGroup(int) {}
