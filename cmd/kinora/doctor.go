package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/dustin/go-humanize"
	"golang.org/x/sys/unix"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
	"kinora/internal/storage"
	"kinora/internal/transcode"
)

type doctorCommand struct {
	Settings
	Write bool `help:"Also write, read and remove an object in storage. Nothing is changed otherwise."`
	JSON  bool `name:"json" help:"Print JSON."`
}

// finding is the result of one check.
type finding struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// Run looks at settings, programs, database, storage and addresses, and says of
// each what it found and what to do.
func (c *doctorCommand) Run(env *environment) error {
	if err := c.Validate(); err != nil {
		return err
	}
	c.resolve()
	ctx, cancel := context.WithTimeout(env.ctx, time.Minute)
	defer cancel()
	d := doctor{Settings: c.Settings, write: c.Write}
	d.programs(ctx)
	d.check("data", d.data)
	d.database(ctx)
	d.check("storage", func() (string, error) { return d.storage(ctx) })
	d.check("listen", func() (string, error) { return d.address(ctx) })
	d.check("public", func() (string, error) { return d.public(ctx) })
	if c.JSON {
		if err := printJSON(env.out, d.findings); err != nil {
			return err
		}
	} else {
		printFindings(env.out, d.findings)
	}
	if slices.ContainsFunc(d.findings, func(f finding) bool { return !f.OK }) {
		return errQuiet
	}
	return nil
}

// doctor looks at what a server with the settings would find.
type doctor struct {
	Settings
	write    bool
	findings []finding
}

// check adds the finding of one look.
func (d *doctor) check(name string, look func() (string, error)) {
	detail, err := look()
	if err != nil {
		detail = explain(err).Error()
	}
	d.findings = append(d.findings, finding{name, err == nil, detail})
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

// leastFFmpeg is the oldest version whose options and behaviour are known to
// fit: that of Debian 12.
var leastFFmpeg = [2]int{5, 1}

// programs looks at ffmpeg and what depends on it. Where it is missing, that is
// the only finding.
func (d *doctor) programs(ctx context.Context) {
	tools, err := d.locate(ctx, true)
	d.check("ffmpeg", func() (string, error) {
		if err != nil {
			return "", err
		}
		return tools.Version(), tooOld(tools.Version())
	})
	if err != nil {
		return
	}
	d.check("sandbox", func() (string, error) { return tools.Sandbox(), nil })
	d.check("encoders", func() (string, error) {
		sets, err := d.qualitySets()
		if err != nil {
			return "", err
		}
		return strings.Join(plan.Encoders(tools.Encodes), ", "), transcode.CheckEncoders(sets, tools.Encodes)
	})
	d.check("hardware", func() (string, error) { return d.hardware(ctx, tools) })
}

// tooOld refuses a version below the oldest that fits. Versions that are no
// numbers, as of builds from ffmpeg's own branch, pass.
func tooOld(version string) error {
	var major, minor int
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n < 2 {
		return nil
	}
	if major < leastFFmpeg[0] || major == leastFFmpeg[0] && minor < leastFFmpeg[1] {
		return fmt.Errorf("version %s is too old; install %d.%d or newer", version, leastFFmpeg[0], leastFFmpeg[1])
	}
	return nil
}

// hardware tries each family of encoders in hardware, and fails when the one
// that is set does not work.
func (d *doctor) hardware(ctx context.Context, tools *ffmpeg.Tools) (string, error) {
	var found []string
	for _, family := range plan.Hardware {
		err := transcode.CheckHardware(ctx, tools, family, d.HardwareDevice)
		if err == nil {
			found = append(found, family+": works")
			continue
		}
		if family == d.Hardware {
			return "", fmt.Errorf("%s does not work: %w", family, err)
		}
		found = append(found, "no "+family)
	}
	return strings.Join(found, ", "), nil
}

// leastFree is the room below which a disk counts as full, in bytes.
const leastFree = 1 << 30

// data looks at the data folder, or at what it would be made in.
func (d *doctor) data() (string, error) {
	dir, missing := d.DataDir, ""
	for {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			return "", fmt.Errorf("%s is not a folder", dir)
		}
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		missing = ", made at the first start"
		dir = filepath.Dir(dir)
	}
	if err := unix.Access(dir, unix.W_OK|unix.X_OK); err != nil {
		return "", fmt.Errorf("user %s may not write in %s", userName(), dir)
	}
	disk := diskOf(dir)
	if disk == nil {
		return d.DataDir + missing, nil
	}
	text := fmt.Sprintf("%s%s, %s free of %s", d.DataDir, missing, humanize.Bytes(uint64(disk.Free)), humanize.Bytes(uint64(disk.Total)))
	if disk.Free < leastFree {
		return "", fmt.Errorf("%s; make room, or videos will be refused", text)
	}
	return text, nil
}

// database looks at the schema, at the clock of a server, and at the quotas.
func (d *doctor) database(ctx context.Context) {
	db, err := database.Look(ctx, d.DatabaseURL, slog.New(slog.DiscardHandler))
	if errors.Is(err, fs.ErrNotExist) {
		d.check("database", func() (string, error) { return redactURL(d.DatabaseURL) + ", made at the first start", nil })
		return
	}
	if err != nil {
		d.check("database", func() (string, error) { return "", err })
		return
	}
	defer db.Close()
	have, want, err := db.Schema(ctx)
	d.check("database", func() (string, error) {
		switch {
		case err != nil:
			return "", err
		case have > want:
			return "", fmt.Errorf("%s has schema %d, of a newer version; this one knows %d", redactURL(d.DatabaseURL), have, want)
		case have < want:
			return fmt.Sprintf("%s, schema %d; the next start brings it to %d", redactURL(d.DatabaseURL), have, want), nil
		}
		return fmt.Sprintf("%s, schema %d", redactURL(d.DatabaseURL), have), nil
	})
	if err != nil || have != want {
		return
	}
	if db.Postgres() {
		d.check("clock", func() (string, error) { return clockOf(ctx, db) })
	}
	d.check("quotas", func() (string, error) { return quotasOf(ctx, db) })
}

// maxSkew is how far clocks may be apart; leases of jobs allow for more.
const maxSkew = 2 * time.Second

// clockOf compares this machine's clock with the database server's.
func clockOf(ctx context.Context, db *database.DB) (string, error) {
	var there time.Time
	began := time.Now()
	if err := db.R.QueryRowContext(ctx, "SELECT clock_timestamp()").Scan(&there); err != nil {
		return "", err
	}
	took := time.Since(began)
	skew := there.Sub(began.Add(took / 2)).Round(time.Millisecond)
	text := fmt.Sprintf("%v apart from the database server's", skew.Abs())
	if skew.Abs() > maxSkew+took {
		return "", fmt.Errorf("%s; set both by NTP", text)
	}
	return text, nil
}

// quotasOf counts what each account has from its videos' rows, and fails where
// that is not what its quota says.
func quotasOf(ctx context.Context, db *database.DB) (string, error) {
	accounts, err := account.New(db).List(ctx)
	if err != nil {
		return "", err
	}
	catalogue := catalog.New(db, catalog.Hooks{})
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

// storage opens the store, and writes to it only where that was asked for.
func (d *doctor) storage(ctx context.Context) (string, error) {
	text := redactURL(d.StorageURL)
	if folder, ok := strings.CutPrefix(d.StorageURL, "file:"); ok && !d.write {
		_, err := os.Stat(folder)
		if errors.Is(err, fs.ErrNotExist) {
			return text + ", made at the first start", nil
		}
		if err == nil {
			err = unix.Access(folder, unix.R_OK|unix.W_OK|unix.X_OK)
		}
		return text, err
	}
	store, err := storage.Open(ctx, d.StorageURL)
	if err != nil {
		return "", err
	}
	if !d.write {
		for _, err := range store.List(ctx, "ready/") {
			if err != nil {
				return "", err
			}
		}
		return text + ", can be listed (--write also tries to write)", nil
	}
	return text + ", written, read and removed", tryStore(ctx, store)
}

// tryStore writes, reads and removes an object.
func tryStore(ctx context.Context, store storage.Store) error {
	const key, text = "doctor/check", "kinora"
	if err := store.Put(ctx, key, bytes.NewReader([]byte(text)), int64(len(text))); err != nil {
		return err
	}
	object, err := store.Open(ctx, key)
	if err != nil {
		return err
	}
	defer object.Close()
	back := make([]byte, len(text))
	if _, err := object.ReadAt(back, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if string(back) != text {
		return fmt.Errorf("wrote %q, read %q", text, back)
	}
	return store.Delete(ctx, key)
}

// address looks whether the listen address is free, or kinora's already.
func (d *doctor) address(ctx context.Context) (string, error) {
	listener, err := net.Listen("tcp", d.listenAddress())
	if err == nil {
		return d.listenAddress() + " is free", listener.Close()
	}
	if errors.Is(err, syscall.EADDRINUSE) && answers(ctx, d.scheme()+"://"+d.listenAddress()) == nil {
		return "kinora answers at " + d.listenAddress(), nil
	}
	return "", err
}

// public asks the public URL, where one is set, whether kinora is behind it.
func (d *doctor) public(ctx context.Context) (string, error) {
	if d.PublicURL == "" {
		return "not set; addresses handed out begin with " + d.scheme() + "://" + d.listenAddress(), nil
	}
	if err := answers(ctx, d.PublicURL); err != nil {
		return "", fmt.Errorf("kinora does not answer at %s: %w", d.PublicURL, err)
	}
	return "kinora answers at " + d.PublicURL, nil
}

// answers asks a kinora for its health.
func answers(ctx context.Context, base string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(base, "/")+"/healthz", http.NoBody)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 100))
	if err == nil && (res.StatusCode != http.StatusOK || strings.TrimSpace(string(text)) != "ok") {
		err = fmt.Errorf("something else answered, with status %d", res.StatusCode)
	}
	return err
}
