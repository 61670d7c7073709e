package jobs

import (
	"context"
	"database/sql"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	upstream "github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"kinora/internal/database"
)

// river is the part of River that is used, without the type of its
// transactions, which differs between the databases.
type river interface {
	migrate(ctx context.Context) error
	start(ctx context.Context) error
	stop(ctx context.Context) error
	executor(tx *database.Tx) riverdriver.ExecutorTx
}

// How often workers look for jobs. They are told of new ones, so looking finds
// only what becomes due within a few seconds, and what a lost connection kept
// from them.
const (
	cooldown = 5 * time.Millisecond
	look     = 500 * time.Millisecond
)

func newRiver(e *Engine) (river, error) {
	if e.db.Postgres() {
		return newAdapter(e, riverdriver.Driver[pgx.Tx](riverpgxv5.New(e.db.Pool())),
			func(tx *database.Tx) pgx.Tx { return tx.PgxTx() }, migratePostgres)
	}
	return newAdapter(e, riverdriver.Driver[*sql.Tx](riversqlite.New(e.db.W.DB)),
		func(tx *database.Tx) *sql.Tx { return tx.SQLTx() }, migrateSQLite)
}

// adapter is river over River's transaction type T.
type adapter[T any] struct {
	db       *database.DB
	driver   riverdriver.Driver[T]
	client   *upstream.Client[T] // nil without queues
	unwrap   func(*database.Tx) T
	migrator func(context.Context, *database.DB, *rivermigrate.Migrator[T]) error
	log      *slog.Logger
}

func newAdapter[T any](
	e *Engine, driver riverdriver.Driver[T], unwrap func(*database.Tx) T,
	migrator func(context.Context, *database.DB, *rivermigrate.Migrator[T]) error,
) (river, error) {
	a := &adapter[T]{db: e.db, driver: driver, unwrap: unwrap, migrator: migrator, log: slog.New(onlyErrors{e.log.Handler(), e.db})}
	if len(e.config.Queues) == 0 {
		return a, nil
	}
	workers := upstream.NewWorkers()
	for _, kind := range e.kinds.names() {
		upstream.AddWorkerArgs(workers, payload{kind}, upstream.Worker[payload](dispatcher{engine: e}))
	}
	queues := map[string]upstream.QueueConfig{}
	for name, n := range e.config.Queues {
		queues[name] = upstream.QueueConfig{MaxWorkers: n}
	}
	var err error
	a.client, err = upstream.NewClient(driverWithoutOutcomes[T]{driver}, &upstream.Config{
		ID: e.config.Name, Queues: queues, Workers: workers, FetchOnlyKnownKinds: true, JobTimeout: -1,
		FetchCooldown: cooldown, FetchPollInterval: look, Logger: a.log,
		SoftStopTimeout: max(e.config.SoftStop, time.Millisecond),
	})
	return a, err
}

func (a *adapter[T]) start(ctx context.Context) error { return a.client.Start(ctx) }
func (a *adapter[T]) stop(ctx context.Context) error  { return a.client.Stop(ctx) }

func (a *adapter[T]) executor(tx *database.Tx) riverdriver.ExecutorTx {
	return a.driver.UnwrapExecutor(a.unwrap(tx))
}

func (a *adapter[T]) migrate(ctx context.Context) error {
	m, err := rivermigrate.New(a.driver, &rivermigrate.Config{Logger: a.log})
	if err != nil {
		return err
	}
	if err := a.migrator(ctx, a.db, m); err != nil {
		return err
	}
	return a.driver.GetExecutor().InitDriver(ctx)
}

// payload stands for the arguments of every kind: they are decoded later, by
// the handler.
type payload struct{ kind string }

func (p payload) Kind() string              { return p.kind }
func (*payload) UnmarshalJSON([]byte) error { return nil }

// dispatcher is the one worker that River knows.
type dispatcher struct {
	upstream.WorkerDefaults[payload]
	engine *Engine
}

// Timeout keeps River from timing work out and from rescuing it: the lease
// does that.
func (dispatcher) Timeout(*upstream.Job[payload]) time.Duration { return -1 }

func (d dispatcher) Work(ctx context.Context, job *upstream.Job[payload]) error {
	d.engine.work(ctx, attempt{
		ID: job.ID, Attempt: job.Attempt, MaxAttempts: job.MaxAttempts,
		Kind: job.Kind, Queue: job.Queue, Args: job.EncodedArgs, Subject: subjectOf(job.Metadata),
	})
	return nil
}

// driverWithoutOutcomes keeps River from writing outcomes. It would write them
// by job alone, so that a late attempt could overwrite a newer one's; here
// they are written before River hears of them, by job and attempt.
type driverWithoutOutcomes[T any] struct{ riverdriver.Driver[T] }

func (d driverWithoutOutcomes[T]) GetExecutor() riverdriver.Executor {
	return executorWithoutOutcomes{d.Driver.GetExecutor()}
}

type executorWithoutOutcomes struct{ riverdriver.Executor }

func (executorWithoutOutcomes) JobSetStateIfRunningMany(context.Context, *riverdriver.JobSetStateIfRunningManyParams) ([]*rivertype.JobRow, error) {
	return nil, nil
}

// onlyErrors quietens River: each attempt already has its line, and so has a
// database that is away.
type onlyErrors struct {
	slog.Handler
	db *database.DB
}

// echo is how long after the database was away River may still complain.
const echo = 5 * time.Second

func (h onlyErrors) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && h.Handler.Enabled(ctx, level)
}

func (h onlyErrors) Handle(ctx context.Context, r slog.Record) error {
	away := h.db.AwayWithin(echo)
	r.Attrs(func(a slog.Attr) bool { // of its listener, whose connection the pool does not watch
		err, isError := a.Value.Any().(error)
		away = away || isError && database.IsAwayHere(err) || a.Value.Kind() == slog.KindString && database.SaysAway(a.Value.String())
		return !away
	})
	if away {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

func (h onlyErrors) WithAttrs(attrs []slog.Attr) slog.Handler {
	return onlyErrors{h.Handler.WithAttrs(attrs), h.db}
}

func (h onlyErrors) WithGroup(name string) slog.Handler {
	return onlyErrors{h.Handler.WithGroup(name), h.db}
}
