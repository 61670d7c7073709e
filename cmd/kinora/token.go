package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"kinora/internal/account"
	"kinora/internal/database"
)

// tokenCommand works on the database itself, so that the first token can be
// made before anybody can sign in.
type tokenCommand struct {
	Create tokenCreate `cmd:"" help:"Make a token and print it; it is shown only now."`
	List   tokenList   `cmd:"" help:"List the account's tokens."`
	Revoke tokenRevoke `cmd:"" help:"End a token for good."`
}

type tokenFlags struct {
	databaseFlags
	Account int64 `default:"1" help:"The account's id."`
}

// databaseFlags name the database that a command works on.
type databaseFlags struct {
	DataDir     string `default:"./data" help:"Folder of the database."`
	DatabaseURL string `help:"sqlite:PATH or postgres://… Default: a SQLite file in the data folder."`
	JSON        bool   `name:"json" help:"Print JSON."`
}

// with runs f on the accounts of the database.
func (t *databaseFlags) with(ctx context.Context, f func(*account.Accounts) error) error {
	return t.withDatabase(ctx, func(db *database.DB) error { return f(account.New(db)) })
}

// withDatabase runs f on the database, brought up to date, with account 1 in
// it.
func (t *databaseFlags) withDatabase(ctx context.Context, f func(*database.DB) error) error {
	s := Settings{DataDir: t.DataDir, DatabaseURL: t.DatabaseURL}
	s.resolve()
	db, err := openDatabase(ctx, s, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := account.New(db).Ensure(ctx, ""); err != nil {
		return err
	}
	return f(db)
}

// openDatabase opens and migrates the database of the settings.
func openDatabase(ctx context.Context, s Settings, log *slog.Logger) (*database.DB, error) {
	if err := makeDataDir(s.DataDir); err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, s.DatabaseURL, log)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

type tokenCreate struct {
	tokenFlags
	Name    string        `default:"token" help:"What the token is for."`
	Expires time.Duration `help:"How long it is valid. Default: for ever."`
}

// Run makes a token.
func (c *tokenCreate) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		var expires *time.Time
		if c.Expires > 0 {
			at := time.Now().Add(c.Expires)
			expires = &at
		}
		token, text, err := accounts.CreateToken(env.ctx, c.Account, c.Name, expires)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(env.out, map[string]any{"id": token.ID, "name": token.Name, "token": text})
		}
		fmt.Fprintln(env.out, text)
		return nil
	})
}

type tokenList struct{ tokenFlags }

// Run lists the account's tokens.
func (c *tokenList) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		tokens, err := accounts.Tokens(env.ctx, c.Account)
		if err != nil {
			return err
		}
		if c.JSON {
			rows := make([]map[string]any, len(tokens))
			for i, t := range tokens {
				rows[i] = map[string]any{
					"id": t.ID, "name": t.Name, "created": date(&t.CreatedAt),
					"expires": date(t.ExpiresAt), "last_usage": date(t.LastUsedAt), "revoked": t.RevokedAt != nil,
				}
			}
			return printJSON(env.out, rows)
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tNAME\tCREATED\tEXPIRES\tLAST USED\tSTATE")
		for _, t := range tokens {
			state := "live"
			if t.RevokedAt != nil {
				state = "revoked"
			}
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.Name, date(&t.CreatedAt), date(t.ExpiresAt), date(t.LastUsedAt), state)
		}
		return w.Flush()
	})
}

type tokenRevoke struct {
	tokenFlags
	ID int64 `arg:"" help:"The token's id."`
}

// Run revokes a token.
func (c *tokenRevoke) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		return accounts.RevokeToken(env.ctx, c.Account, c.ID)
	})
}

// date shows Unix milliseconds, or "-".
func date(ms *int64) string {
	if ms == nil {
		return "-"
	}
	return time.UnixMilli(*ms).UTC().Format(time.RFC3339)
}

func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

type migrateCommand struct {
	Settings
}

// Run brings the schema up to date.
func (c *migrateCommand) Run(env *environment) error {
	if err := c.Validate(); err != nil {
		return err
	}
	c.resolve()
	db, err := openDatabase(env.ctx, c.Settings, newLogger(c.Settings, env.err))
	if err != nil {
		return err
	}
	fmt.Fprintln(env.out, "the database is up to date")
	return db.Close()
}
