package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/library"
	"kinora/internal/storage"
	"kinora/internal/transcode"
)

type doctorCommand struct {
	Settings
	JSON bool `name:"json" help:"Print JSON."`
}

// finding is the result of one check.
type finding struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// Run checks settings, programs, database and storage, and says of each what
// it found.
func (c *doctorCommand) Run(env *environment) error {
	if err := c.Validate(); err != nil {
		return err
	}
	c.resolve()
	ctx, cancel := context.WithTimeout(env.ctx, time.Minute)
	defer cancel()
	checks := []struct {
		name string
		run  func(context.Context) (string, error)
	}{
		{"ffmpeg", c.checkTools},
		{"sandbox", c.checkSandbox},
		{"encoders", c.checkEncoders},
		{"hardware", c.checkHardware},
		{"database", c.checkDatabase},
		{"quotas", c.checkQuotas},
		{"storage", c.checkStorage},
	}
	var findings []finding
	healthy := true
	for _, check := range checks {
		detail, err := check.run(ctx)
		if err != nil {
			detail, healthy = err.Error(), false
		}
		findings = append(findings, finding{check.name, err == nil, detail})
	}
	if c.JSON {
		if err := printJSON(env.out, findings); err != nil {
			return err
		}
	} else {
		printFindings(env.out, findings)
	}
	if !healthy {
		return errQuiet
	}
	return nil
}

func printFindings(w io.Writer, findings []finding) {
	for _, f := range findings {
		mark := "ok  "
		if !f.OK {
			mark = "FAIL"
		}
		fmt.Fprintf(w, "%s %-9s %s\n", mark, f.Check, f.Detail)
	}
}

func (c *doctorCommand) checkTools(ctx context.Context) (string, error) {
	tools, err := c.locate(ctx, true)
	if err != nil {
		return "", err
	}
	return tools.Version(), nil
}

// checkHardware tries each family of encoders in hardware, and fails when the
// one that is set does not work.
func (c *doctorCommand) checkHardware(ctx context.Context) (string, error) {
	tools, err := c.locate(ctx, true)
	if err != nil {
		return "", err
	}
	var found []string
	for _, family := range transcode.Hardware {
		err := transcode.CheckHardware(ctx, tools, family, c.HardwareDevice)
		if err == nil {
			found = append(found, family+": works")
			continue
		}
		if family == c.Hardware {
			return "", fmt.Errorf("%s does not work: %w", family, err)
		}
		found = append(found, fmt.Sprintf("no %s (%v)", family, err))
	}
	return strings.Join(found, "; "), nil
}

// checkSandbox says how far ffmpeg is confined.
func (c *doctorCommand) checkSandbox(ctx context.Context) (string, error) {
	tools, err := c.locate(ctx, true)
	if err != nil {
		return "", err
	}
	return tools.Sandbox(), nil
}

// checkEncoders lists the codecs with their encoders, and fails when the
// system's ladder or a quality set needs one that is missing.
func (c *doctorCommand) checkEncoders(ctx context.Context) (string, error) {
	tools, err := c.locate(ctx, true)
	if err != nil {
		return "", err
	}
	sets, err := c.qualitySets()
	if err != nil {
		return "", err
	}
	return strings.Join(transcode.Encoders(tools.Encodes), ", "), transcode.CheckEncoders(sets, tools.Encodes)
}

func (c *doctorCommand) checkDatabase(ctx context.Context) (string, error) {
	db, err := openDatabase(ctx, c.Settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return "", err
	}
	defer db.Close()
	return redactURL(c.DatabaseURL), db.R.PingContext(ctx)
}

// checkQuotas counts what each account has from its videos' rows, and fails
// where that is not what its quota says.
func (c *doctorCommand) checkQuotas(ctx context.Context) (string, error) {
	db, err := openDatabase(ctx, c.Settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return "", err
	}
	defer db.Close()
	accounts, err := account.New(db).List(ctx)
	if err != nil {
		return "", err
	}
	catalogue := library.New(db, library.Hooks{})
	for _, a := range accounts {
		counted, found, wrong, err := catalogue.Recount(ctx, a.ID)
		switch {
		case err != nil:
			return "", err
		case len(wrong) > 0:
			return "", fmt.Errorf("account %d: %d videos count for other bytes than their files have, such as video %d", a.ID, len(wrong), wrong[0])
		case counted != found:
			return "", fmt.Errorf("account %d: counted %d bytes, %d ms stored and %d ms transcoded, but its videos have %d, %d and %d",
				a.ID, counted.Bytes, counted.Millis, counted.Transcoded, found.Bytes, found.Millis, found.Transcoded)
		}
	}
	return fmt.Sprintf("%d accounts recounted", len(accounts)), nil
}

// checkStorage writes, reads and removes an object.
func (c *doctorCommand) checkStorage(ctx context.Context) (string, error) {
	store, err := storage.Open(ctx, c.StorageURL)
	if err != nil {
		return "", err
	}
	const key, text = "doctor/check", "kinora"
	if err := store.Put(ctx, key, bytes.NewReader([]byte(text)), int64(len(text))); err != nil {
		return "", err
	}
	object, err := store.Open(ctx, key)
	if err != nil {
		return "", err
	}
	defer object.Close()
	back := make([]byte, len(text))
	if _, err := object.ReadAt(back, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if string(back) != text {
		return "", fmt.Errorf("wrote %q, read %q", text, back)
	}
	return redactURL(c.StorageURL), store.Delete(ctx, key)
}
