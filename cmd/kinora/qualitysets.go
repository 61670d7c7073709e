package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"kinora/internal/quality"

	"go.yaml.in/yaml/v3"
)

// maxSettingsFile bounds a settings file, in bytes.
const maxSettingsFile = 1 << 20

// qualitySets reads the file that the setting names, none without one.
func (s *Settings) qualitySets() ([]quality.Set, error) { return readQualitySets(s.QualitySets) }

func readQualitySets(path string) ([]quality.Set, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("setting quality-sets: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSettingsFile+1))
	if err == nil && len(text) > maxSettingsFile {
		err = fmt.Errorf("more than %d bytes", maxSettingsFile)
	}
	var sets []quality.Set
	if err == nil {
		sets, err = parseQualitySets(text)
	}
	if err != nil {
		return nil, fmt.Errorf("setting quality-sets: %s: %w", path, err)
	}
	return sets, nil
}

// parseQualitySets reads the sets below the key quality_sets; unknown keys are
// refused.
func parseQualitySets(text []byte) ([]quality.Set, error) {
	var in struct {
		Sets []quality.Set `yaml:"quality_sets"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&in); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return in.Sets, quality.Check(in.Sets)
}
