//go:build !linux

package main

import "kinora/internal/console"

// diskOf cannot tell.
func diskOf(string) *console.Disk { return nil }
