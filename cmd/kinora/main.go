// Command kinora is a self-hosted video platform: it serves the API, delivers
// the videos, and does the work between, all in one program.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"kinora/client"
	"kinora/internal/database"
	"kinora/internal/ffmpeg"
)

// version is set by the linker in releases.
var version = ""

type cli struct {
	PrintVersion kong.VersionFlag `name:"version" env:"-" help:"Print the version."`

	Config string `env:"KINORA_CONFIG" help:"Settings file. Default: kinora.yaml in the working folder, if it is there." placeholder:"FILE"`

	Serve   serveCommand   `cmd:"" help:"Serve the API and the videos, and do the work."`
	Video   videoCommand   `cmd:"" help:"Add, list, watch, show and remove videos through the API."`
	Account accountCommand `cmd:"" help:"Create, list and change accounts."`
	User    userCommand    `cmd:"" help:"Add, list and remove users, and set their passwords."`
	Token   tokenCommand   `cmd:"" help:"Create, list and revoke API tokens."`
	Stats   statsCommand   `cmd:"" help:"What was stored, transcoded and delivered."`
	Webhook webhookCommand `cmd:"" help:"Addresses that an account is told of its events at."`
	Host    hostCommand    `cmd:"" help:"Delivery hosts: secure tokens and lists of who may watch; protected links."`
	Demo    demoCommand    `cmd:"" help:"Start a server, send it three generated clips and show them playing."`
	Doctor  doctorCommand  `cmd:"" help:"Check that everything the server needs is there."`
	Show    configCommand  `cmd:"" name:"config" help:"Print the settings in effect, secrets hidden."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to this version's schema."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// environment is what a command may touch of the world around it.
type environment struct {
	ctx context.Context
	out io.Writer
	err io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program: 0 for success, 1 for a failure, 2 for a wrong call.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	code := -1
	parser, err := newParser(args, stdout, stderr, func(c int) { code = c })
	if err != nil {
		fmt.Fprintln(stderr, "kinora:", err)
		return 2
	}
	call, err := parser.Parse(asFlags(args))
	if code >= 0 {
		return code // --help was shown
	}
	if err != nil {
		fmt.Fprintln(stderr, "kinora:", wrongCall(err))
		return 2
	}
	if err := call.Run(&environment{ctx: ctx, out: stdout, err: stderr}); err != nil {
		if !errors.Is(err, errQuiet) {
			fmt.Fprintln(stderr, "kinora:", explain(err))
		}
		return 1
	}
	return 0
}

// asFlags turns "help COMMAND" into "COMMAND --help".
func asFlags(args []string) []string {
	if len(args) > 0 && args[0] == "help" {
		return append(slices.Clone(args[1:]), "--help")
	}
	return args
}

// wrongCall says how a command that was called wrongly is called.
func wrongCall(err error) string {
	command := "kinora"
	if wrong, ok := errors.AsType[*kong.ParseError](err); ok && wrong.Context.Selected() != nil {
		node := wrong.Context.Selected()
		command += " " + commandPath(node)
		if strings.HasPrefix(err.Error(), `expected "<`) {
			return "which? kinora " + node.Summary()
		}
	}
	return fmt.Sprintf("%v\nTry '%s --help'.", err, command)
}

// explain says what to do about an error that people meet, and leaves any
// other as it is.
func explain(err error) error {
	var path *fs.PathError
	var syscallError *os.SyscallError
	if away, ok := errors.AsType[*client.UnreachableError](err); ok && errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Errorf("no server answers at %s (is 'kinora serve' running? another address: --server)", away.Server)
	}
	if missing, ok := errors.AsType[*ffmpeg.MissingError](err); ok {
		return fmt.Errorf("%s is not installed (Debian: apt install ffmpeg), or name it with --%s", missing.Program, missing.Program)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return errors.New("stopped")
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s is not there", path.Path)
	case errors.As(err, &syscallError) && errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%s is taken by another program (another kinora?); choose one with --listen", takenAddress(err))
	}
	return err
}

// takenAddress is the address that could not be listened on.
func takenAddress(err error) string {
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Addr != nil {
		return e.Addr.String()
	}
	return err.Error()
}

// errQuiet ends a command with status 1 when it has said why already.
var errQuiet = errors.New("quiet")

func newParser(args []string, stdout, stderr io.Writer, exit func(int)) (*kong.Kong, error) {
	file, named := configPath(args)
	resolver, err := settingsFile(file, named)
	if err != nil {
		return nil, err
	}
	options := []kong.Option{
		kong.Name("kinora"),
		kong.Description("A self-hosted video platform. Every setting can be given as a flag, as a KINORA_* variable or in kinora.yaml."),
		kong.Vars{"version": "kinora " + buildVersion()},
		kong.PostBuild(settingVariables),
		kong.PostBuild(addExamples),
		kong.Writers(stdout, stderr),
		kong.Exit(exit),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}
	if resolver != nil {
		options = append(options, kong.Resolvers(resolver))
	}
	return kong.New(&cli{}, options...)
}

// configPath finds the settings file before anything else is parsed.
func configPath(args []string) (path string, named bool) {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--config="); ok {
			return value, true
		}
		if arg == "--config" && i+1 < len(args) {
			return args[i+1], true
		}
	}
	if value := os.Getenv("KINORA_CONFIG"); value != "" {
		return value, true
	}
	return "kinora.yaml", false
}

// settingKeys returns the name of every setting, in the order of the struct.
func settingKeys() []string {
	var holder struct{ Settings }
	parser, err := kong.New(&holder)
	if err != nil {
		panic(err) // the struct is ours
	}
	var keys []string
	for _, flag := range parser.Model.Flags {
		if flag.Name != "help" {
			keys = append(keys, flag.Name)
		}
	}
	return keys
}

// settingFields returns the field of every setting, in the same order.
func settingFields() []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(reflect.TypeFor[Settings]()), func(f reflect.StructField) bool { return f.Anonymous })
}

func newLogger(s Settings, w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // validated before
	options := &slog.HandlerOptions{Level: level}
	var handler slog.Handler = slog.NewTextHandler(w, options)
	if s.LogFormat == "json" {
		handler = slog.NewJSONHandler(w, options)
	}
	return slog.New(database.WithoutAway(handler))
}

// settingVariables names the KINORA_* variable of each flag that is a setting,
// in every command. Other flags have none but what their tags name.
func settingVariables(k *kong.Kong) error {
	known := settingKeys()
	return kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			switch {
			case slices.Equal(flag.Envs, []string{"-"}):
				flag.Envs = nil
			case len(flag.Envs) == 0 && slices.Contains(known, flag.Name):
				flag.Envs = []string{"KINORA_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))}
			}
			flag.Tag.Envs = flag.Envs
		}
		return next(nil)
	})
}

type versionCommand struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// Run prints the version.
func (c versionCommand) Run(env *environment) error {
	if c.JSON {
		return printJSON(env.out, map[string]string{"version": buildVersion(), "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH})
	}
	fmt.Fprintln(env.out, "kinora", buildVersion())
	return nil
}

// buildVersion is the release, or the commit and its day, as the Go tool
// stamped them.
func buildVersion() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	stamp := map[string]string{}
	for _, s := range info.Settings {
		stamp[s.Key] = s.Value
	}
	commit := stamp["vcs.revision"]
	if len(commit) < 7 {
		return "without a version" // a build outside of a checkout, such as of a test
	}
	text := commit[:7]
	if at, err := time.Parse(time.RFC3339, stamp["vcs.time"]); err == nil {
		text += ", " + at.UTC().Format("2 Jan 2006")
	}
	if stamp["vcs.modified"] == "true" {
		text += ", changed"
	}
	return text
}
