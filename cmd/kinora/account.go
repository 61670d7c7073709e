package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"kinora/internal/account"
)

// accountCommand works on the database itself, as tokenCommand does.
type accountCommand struct {
	Create accountCreate `cmd:"" help:"Make an account with its administrator."`
	List   accountList   `cmd:"" help:"List the accounts."`
	Set    accountSet    `cmd:"" help:"Encrypt an account's videos, or no longer; what is not given stays."`
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

type accountSet struct {
	databaseFlags
	ID          int64     `arg:"" help:"The account's id."`
	Encryption  *string   `enum:"on,off" env:"-" placeholder:"off" help:"AES-128 of its videos: on or off. HLS with transport streams is then all they are served as."`
	KeyServer   *string   `env:"-" help:"Base URL at which players ask for keys; belongs to the account's owner." placeholder:"https://keys.example.org"`
	KeyNetworks *[]string `env:"-" help:"Addresses and networks from which the API gives keys without a token; '' for none."`
}

// Run changes the settings of an account and shows them.
func (c *accountSet) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		changed, err := accounts.ChangeEncryption(env.ctx, c.ID, c.apply)
		if err != nil {
			return err
		}
		word := map[bool]string{true: "on", false: "off"}[changed.Enabled]
		if c.JSON {
			return printJSON(env.out, map[string]any{
				"id": changed.AccountID, "encryption": word, "key_server": changed.KeyServer, "key_networks": changed.Networks,
			})
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintf(w, "account\t%d\nencryption\t%s\nkey server\t%s\nkey networks\t%s\n", changed.AccountID, word, changed.KeyServer, strings.Join(changed.Networks, ", "))
		return w.Flush()
	})
}

func (c *accountSet) apply(e *account.Encryption) {
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
