package main

import (
	"fmt"
	"text/tabwriter"

	"kinora/internal/account"
)

// accountCommand works on the database itself, as tokenCommand does.
type accountCommand struct {
	Create accountCreate `cmd:"" help:"Make an account with its administrator."`
	List   accountList   `cmd:"" help:"List the accounts."`
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
