package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"kinora/internal/account"
)

// userCommand works on the database itself, as tokenCommand does.
type userCommand struct {
	Create   userCreate   `cmd:"" help:"Add a user to an account."`
	List     userList     `cmd:"" help:"List an account's users."`
	Password userPassword `cmd:"" help:"Set a user's password, read from standard input, and end all logins."`
	Rm       userRm       `cmd:"" help:"Remove a user with all logins and tokens."`
}

type userCreate struct {
	tokenFlags
	Email    string `arg:"" help:"The user's e-mail address, which is the name to log in with."`
	Name     string `help:"What the user is called. Default: the address."`
	Role     string `default:"Users" help:"Administrators, Engineers or Users."`
	Password bool   `help:"Read a password from standard input; without one the user has tokens only."`
}

// Run adds a user and prints its id.
func (c *userCreate) Run(env *environment) error {
	password := ""
	if c.Password {
		var err error
		if password, err = readPassword(env); err != nil {
			return err
		}
	}
	name := c.Name
	if name == "" {
		name = c.Email
	}
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		made, err := accounts.CreateUser(env.ctx, c.Account, c.Email, name, c.Role, password)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(env.out, map[string]any{"id": made.ID, "email": made.Email, "role": made.Role})
		}
		fmt.Fprintln(env.out, made.ID)
		return nil
	})
}

// readPassword takes a line; a terminal does not show it.
func readPassword(env *environment) (string, error) {
	var line string
	if fd := int(os.Stdin.Fd()); term.IsTerminal(fd) {
		fmt.Fprint(env.err, "password: ")
		raw, err := term.ReadPassword(fd)
		fmt.Fprintln(env.err)
		if err != nil {
			return "", err
		}
		line = string(raw)
	} else {
		text, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if err != nil && text == "" {
			return "", errors.New("no password on standard input")
		}
		line = strings.TrimRight(text, "\r\n")
	}
	if line == "" {
		return "", errors.New("the password is empty")
	}
	return line, nil
}

type userList struct{ tokenFlags }

// Run lists the users.
func (c *userList) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		users, err := accounts.Users(env.ctx, c.Account)
		if err != nil {
			return err
		}
		if c.JSON {
			rows := make([]map[string]any, len(users))
			for i, u := range users {
				rows[i] = map[string]any{"id": u.ID, "email": u.Email, "name": u.Name, "role": u.Role, "login": u.Password != nil}
			}
			return printJSON(env.out, rows)
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tEMAIL\tNAME\tROLE\tLOGIN")
		for _, u := range users {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%t\n", u.ID, printable(u.Email), printable(u.Name), u.Role, u.Password != nil)
		}
		return w.Flush()
	})
}

type userPassword struct {
	databaseFlags
	ID int64 `arg:"" help:"The user's id."`
}

// Run sets a password.
func (c *userPassword) Run(env *environment) error {
	password, err := readPassword(env)
	if err != nil {
		return err
	}
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		return accounts.SetPassword(env.ctx, c.ID, password)
	})
}

type userRm struct {
	databaseFlags
	IDs []int64 `arg:"" name:"id" help:"Users to remove."`
}

// Run removes users.
func (c *userRm) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		for _, id := range c.IDs {
			if err := accounts.RemoveUser(env.ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
}

type accountAudit struct {
	databaseFlags
	ID    int64 `arg:"" help:"The account's id."`
	Limit int   `default:"100" help:"How many entries, the latest first."`
}

// Run shows who asked for which changes.
func (c *accountAudit) Run(env *environment) error {
	return c.with(env.ctx, func(accounts *account.Accounts) error {
		entries, err := accounts.Audit(env.ctx, c.ID, c.Limit)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(env.out, entries)
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "WHEN\tUSER\tTOKEN\tFROM\tSTATUS\tREQUEST")
		for _, e := range entries {
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%d\t%s %s\n", date(&e.CreatedAt), e.UserID, e.TokenID, e.Address, e.Status, e.Method, printable(e.Path))
		}
		return w.Flush()
	})
}
