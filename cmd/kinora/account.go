package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/quota"
)

// accountCommand works on the database itself, as tokenCommand does.
type accountCommand struct {
	Create accountCreate `cmd:"" help:"Make an account with its administrator."`
	List   accountList   `cmd:"" help:"List the accounts."`
	Show   accountShow   `cmd:"" help:"Show an account's settings and what it uses of its quota."`
	Set    accountSet    `cmd:"" help:"Set an account's quota and the encryption of its videos; what is not given stays."`
	Audit  accountAudit  `cmd:"" help:"Show who asked for which changes, through the API."`
}

type accountCreate struct {
	databaseFlags
	Name  string `arg:"" help:"What the account is called."`
	Email string `arg:"" help:"Its administrator's e-mail address."`
}

// Run makes an account and prints its id.
func (c *accountCreate) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		made, _, err := accounts.Create(env.ctx, c.Name, c.Email)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(env.out, map[string]any{"id": made.ID, "name": made.Name})
		}
		fmt.Fprintln(env.out, made.ID)
		return nil
	})
}

type accountList struct{ databaseFlags }

// Run lists the accounts.
func (c *accountList) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		all, err := accounts.List(env.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			rows := make([]map[string]any, len(all))
			for i, a := range all {
				rows[i] = map[string]any{"id": a.ID, "name": a.Name, "created": date(&a.CreatedAt)}
			}
			return printJSON(env.out, rows)
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tNAME\tCREATED")
		for _, a := range all {
			fmt.Fprintf(w, "%d\t%s\t%s\n", a.ID, printable(a.Name), date(&a.CreatedAt))
		}
		return w.Flush()
	})
}

type accountShow struct {
	databaseFlags
	ID int64 `arg:"" help:"The account's id."`
}

// Run shows the settings of an account, and what it uses of its quota.
func (c *accountShow) Run(env *environment) error {
	return c.withDatabase(env.ctx, func(db *database.DB) error {
		known, err := account.New(db).Known(env.ctx, c.ID)
		if err == nil && !known {
			err = fault.Missing(fmt.Sprintf("account %d", c.ID))
		}
		if err != nil {
			return err
		}
		return c.show(env, db, c.ID)
	})
}

type accountSet struct {
	databaseFlags
	ID            int64     `arg:"" help:"The account's id."`
	MaxMinutes    *int64    `env:"-" placeholder:"0" help:"Minutes of video that it may store; 0 is no limit, as below."`
	MaxTranscoded *int64    `env:"-" placeholder:"0" help:"Minutes of video that it may have transcoded in a calendar month (UTC)."`
	MaxBytes      *int64    `env:"-" placeholder:"0" help:"Bytes that its sources and renditions may have."`
	Encryption    *string   `enum:"on,off" env:"-" placeholder:"off" help:"AES-128 of its videos: on or off. HLS with transport streams is then all they are served as."`
	KeyServer     *string   `env:"-" help:"Base URL at which players ask for keys; belongs to the account's owner." placeholder:"https://keys.example.org"`
	KeyNetworks   *[]string `env:"-" help:"Addresses and networks from which the API gives keys without a token; empty for none."`
}

// Validate refuses limits that are none, before anything is changed.
func (c *accountSet) Validate() error {
	for flag, limit := range map[string]*int64{"max-minutes": c.MaxMinutes, "max-transcoded": c.MaxTranscoded, "max-bytes": c.MaxBytes} {
		if limit != nil && *limit < 0 {
			return fmt.Errorf("--%s: %d is less than 0, which is no limit", flag, *limit)
		}
	}
	return nil
}

// Run changes the settings of an account and shows them.
func (c *accountSet) Run(env *environment) error {
	return c.withDatabase(env.ctx, func(db *database.DB) error {
		if _, err := account.New(db).ChangeEncryption(env.ctx, c.ID, c.applyEncryption); err != nil {
			return err
		}
		if _, err := quota.New(db).Change(env.ctx, c.ID, c.applyQuota); err != nil {
			return err
		}
		return c.show(env, db, c.ID)
	})
}

func (c *accountSet) applyEncryption(e *account.Encryption) {
	if c.Encryption != nil {
		e.Enabled = *c.Encryption == "on"
	}
	if c.KeyServer != nil {
		e.KeyServer = *c.KeyServer
	}
	if c.KeyNetworks != nil {
		e.Networks = slices.DeleteFunc(*c.KeyNetworks, func(s string) bool { return s == "" })
	}
}

func (c *accountSet) applyQuota(q *quota.Quota) {
	for limit, given := range map[*int64]*int64{&q.MaxMinutes: c.MaxMinutes, &q.MaxTranscoded: c.MaxTranscoded, &q.MaxBytes: c.MaxBytes} {
		if given != nil {
			*limit = *given
		}
	}
}

// show prints an account's settings, and what it uses of its quota.
func (t *databaseFlags) show(env *environment, db *database.DB, id int64) error {
	encryption, err := account.New(db).Encryption(env.ctx, id)
	if err != nil {
		return err
	}
	q, err := quota.New(db).Of(env.ctx, id)
	if err != nil {
		return err
	}
	word := map[bool]string{true: "on", false: "off"}[encryption.Enabled]
	minutes, transcoded := minutesOf(q.Millis), minutesOf(q.Transcoded)
	if t.JSON {
		return printJSON(env.out, map[string]any{
			"id": id, "encryption": word, "key_server": encryption.KeyServer, "key_networks": encryption.Networks,
			"minutes": minutes, "max_minutes": q.MaxMinutes, "month": q.Month,
			"transcoded": transcoded, "max_transcoded": q.MaxTranscoded, "bytes": q.Bytes, "max_bytes": q.MaxBytes,
		})
	}
	w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "account\t%d\nencryption\t%s\nkey server\t%s\nkey networks\t%s\n", id, word, encryption.KeyServer, strings.Join(encryption.Networks, ", "))
	fmt.Fprintf(w, "minutes stored\t%s\nminutes transcoded\t%s in %s\nbytes stored\t%s\n", used(minutes, q.MaxMinutes),
		used(transcoded, q.MaxTranscoded), q.Month, used(q.Bytes, q.MaxBytes))
	return w.Flush()
}

// minutesOf is a length in minutes, rounded up.
func minutesOf(millis int64) int64 { return (millis + 59_999) / 60_000 }

func used(n, limit int64) string {
	if limit == 0 {
		return fmt.Sprintf("%d, no limit", n)
	}
	return fmt.Sprintf("%d of %d", n, limit)
}
