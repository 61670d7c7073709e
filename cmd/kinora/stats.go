package main

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/quota"
	"kinora/internal/stats"
)

// statsCommand works on the database itself, as tokenCommand does.
type statsCommand struct {
	Usage statsUsage `cmd:"" help:"Show what accounts stored, transcoded and delivered in a month."`
}

type statsUsage struct {
	databaseFlags
	Account int64  `env:"-" help:"The account's id. Default: all."`
	Month   string `env:"-" help:"Month such as 2026-05, UTC. Default: this one."`
	CSV     bool   `name:"csv" env:"-" help:"Print comma-separated values."`
}

// usage is what an account stored at most, and transcoded and delivered, in a
// month. Minutes are rounded up.
type usage struct {
	Account           int64  `json:"account"`
	Name              string `json:"name"`
	Month             string `json:"month"`
	StoredMinutes     int64  `json:"stored_minutes"`
	StoredBytes       int64  `json:"stored_bytes"`
	TranscodedMinutes int64  `json:"transcoded_minutes"`
	DeliveredMinutes  int64  `json:"delivered_minutes"`
	DeliveredBytes    int64  `json:"delivered_bytes"`
}

// Run shows the usage of one account, or of all.
func (c *statsUsage) Run(env *environment) error {
	from := time.Now().UTC()
	from = time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC)
	if c.Month != "" {
		var err error
		if from, err = time.Parse("2006-01", c.Month); err != nil {
			return fmt.Errorf("--month is such as 2026-05, not %q", c.Month)
		}
	}
	return c.withDatabase(env.ctx, func(db *database.DB) error {
		accounts, err := account.New(db).List(env.ctx)
		if err != nil {
			return err
		}
		all := []usage{}
		for i := range accounts {
			if c.Account == 0 || accounts[i].ID == c.Account {
				u, err := usageOf(env, db, &accounts[i], from)
				if err != nil {
					return err
				}
				all = append(all, u)
			}
		}
		if c.Account != 0 && len(all) == 0 {
			return fmt.Errorf("account %d was not found", c.Account)
		}
		return c.show(env, all)
	})
}

func usageOf(env *environment, db *database.DB, a *account.Account, from time.Time) (usage, error) {
	u := usage{Account: a.ID, Name: a.Name, Month: from.Format("2006-01")}
	to := from.AddDate(0, 1, 0).Add(-time.Second)
	if now := time.Now(); to.After(now) {
		to = now
	}
	days, err := quota.New(db).Usage(env.ctx, a.ID, from, to)
	if err != nil {
		return u, err
	}
	var stored, transcoded time.Duration
	for i := range days {
		stored, u.StoredBytes = max(stored, time.Duration(days[i].MostMillis)*time.Millisecond), max(u.StoredBytes, days[i].MostBytes)
		transcoded += time.Duration(days[i].Transcoded) * time.Millisecond
	}
	sent, err := stats.New(db).Total(env.ctx, stats.Sent{Account: a.ID, From: from, To: to})
	u.StoredMinutes, u.TranscodedMinutes = stats.Minutes(stored), stats.Minutes(transcoded)
	u.DeliveredMinutes, u.DeliveredBytes = stats.Minutes(sent.Media), sent.Bytes
	return u, err
}

func (c *statsUsage) show(env *environment, all []usage) error {
	if c.JSON {
		return printJSON(env.out, all)
	}
	head := []string{"account", "name", "month", "stored_minutes", "stored_bytes", "transcoded_minutes", "delivered_minutes", "delivered_bytes"}
	rows := make([][]string, len(all))
	for i := range all {
		u := &all[i]
		rows[i] = []string{strconv.FormatInt(u.Account, 10), u.Name, u.Month}
		for _, n := range []int64{u.StoredMinutes, u.StoredBytes, u.TranscodedMinutes, u.DeliveredMinutes, u.DeliveredBytes} {
			rows[i] = append(rows[i], strconv.FormatInt(n, 10))
		}
	}
	if c.CSV {
		w := csv.NewWriter(env.out)
		return w.WriteAll(append([][]string{head}, rows...))
	}
	w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "ACCOUNT\tNAME\tMONTH\tSTORED MIN\tSTORED BYTES\tTRANSCODED MIN\tDELIVERED MIN\tDELIVERED BYTES\t")
	for _, row := range rows {
		for _, cell := range row {
			fmt.Fprint(w, cell, "\t")
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}
