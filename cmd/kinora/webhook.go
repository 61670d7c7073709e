package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"kinora/internal/database"
	"kinora/internal/webhook"
)

// webhookCommand works on the database itself, as tokenCommand does.
type webhookCommand struct {
	Add    webhookAdd    `cmd:"" help:"Tell an address of an account's events. The secret is shown this once."`
	List   webhookList   `cmd:"" help:"List webhooks."`
	Set    webhookSet    `cmd:"" help:"Change a webhook; what is not given stays."`
	Rm     webhookRm     `cmd:"" help:"Remove a webhook and what was to be sent there."`
	Test   webhookTest   `cmd:"" help:"Have the server send a test event."`
	Log    webhookLog    `cmd:"" help:"Show the last deliveries, and what came of them."`
	Replay webhookReplay `cmd:"" help:"Send deliveries again that ended."`
}

// webhookFlags name an account's webhook.
type webhookFlags struct {
	databaseFlags
	Account int64 `default:"1" help:"The account's id."`
}

func (f *webhookFlags) with(env *environment, do func(*webhook.Webhooks) error) error {
	return f.withDatabase(env.ctx, func(db *database.DB) error { return do(webhook.New(db)) })
}

type webhookAdd struct {
	webhookFlags
	URL      string   `arg:"" name:"url" help:"Address that events are posted to."`
	Name     string   `env:"-" help:"A name for people."`
	Events   []string `env:"-" help:"Which events: video, video_delete. Default: all."`
	Unsigned bool     `env:"-" help:"Send no signature, as the public API."`
}

// Run adds a webhook and shows its secret.
func (c *webhookAdd) Run(env *environment) error {
	return c.with(env, func(hooks *webhook.Webhooks) error {
		made, err := hooks.Add(env.ctx, webhook.Endpoint{
			AccountID: c.Account, URL: c.URL, Name: c.Name, Events: c.Events, Signed: !c.Unsigned, Active: true,
		})
		if err != nil {
			return err
		}
		return showWebhook(env, &made, c.JSON, true)
	})
}

type webhookList struct{ webhookFlags }

// Run lists an account's webhooks.
func (c *webhookList) Run(env *environment) error {
	return c.with(env, func(hooks *webhook.Webhooks) error {
		all, err := hooks.List(env.ctx, c.Account)
		if err != nil {
			return err
		}
		if c.JSON {
			rows := make([]map[string]any, len(all))
			for i := range all {
				rows[i] = webhookFields(&all[i], false)
			}
			return printJSON(env.out, rows)
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tURL\tEVENTS\tSTATE")
		for i := range all {
			e := &all[i]
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", e.ID, e.URL, eventsWord(e), stateWord(e))
		}
		return w.Flush()
	})
}

type webhookSet struct {
	webhookFlags
	ID     int64     `arg:"" help:"The webhook's id."`
	URL    *string   `name:"url" env:"-" help:"Address that events are posted to."`
	Name   *string   `env:"-" help:"A name for people."`
	Events *[]string `env:"-" help:"Which events: video, video_delete; none for all."`
	Signed *bool     `env:"-" negatable:"" help:"Whether deliveries are signed."`
	Active *bool     `env:"-" negatable:"" help:"Whether anything is sent."`
	Rotate bool      `env:"-" help:"Make a new secret; the old one signs as well for 24 hours."`
}

// Run changes a webhook.
func (c *webhookSet) Run(env *environment) error {
	return c.with(env, func(hooks *webhook.Webhooks) error {
		e, err := hooks.Change(env.ctx, c.Account, c.ID, webhook.Patch{
			URL: c.URL, Name: c.Name, Events: c.Events, Signed: c.Signed, Active: c.Active, Rotate: c.Rotate,
		})
		if err != nil {
			return err
		}
		return showWebhook(env, &e, c.JSON, c.Rotate)
	})
}

type webhookRm struct {
	webhookFlags
	ID int64 `arg:"" help:"The webhook's id."`
}

// Run removes a webhook.
func (c *webhookRm) Run(env *environment) error {
	return c.with(env, func(hooks *webhook.Webhooks) error { return hooks.Remove(env.ctx, c.Account, c.ID) })
}

type webhookTest struct {
	webhookFlags
	ID int64 `arg:"" help:"The webhook's id."`
}

// Run has a test event sent.
func (c *webhookTest) Run(env *environment) error {
	return c.with(env, func(hooks *webhook.Webhooks) error {
		if _, err := hooks.TryOut(env.ctx, c.Account, c.ID); err != nil {
			return err
		}
		fmt.Fprintf(env.out, "queued; see what came of it with: kinora webhook log %d\n", c.ID)
		return nil
	})
}

type webhookLog struct {
	webhookFlags
	ID    int64 `arg:"" help:"The webhook's id."`
	Limit int   `env:"-" default:"20" help:"How many."`
}

// Run shows the last deliveries.
func (c *webhookLog) Run(env *environment) error {
	return c.with(env, func(hooks *webhook.Webhooks) error {
		list, err := hooks.Deliveries(env.ctx, c.Account, c.ID, 0, c.Limit)
		if err != nil {
			return err
		}
		if c.JSON {
			rows := make([]map[string]any, len(list))
			for i := range list {
				rows[i] = deliveryFields(&list[i])
			}
			return printJSON(env.out, rows)
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tEVENT\tOF\tSTATE\tATTEMPTS\tSTATUS\tTIME\tWHY")
		for i := range list {
			d := &list[i]
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%d\t%d\t%d ms\t%s\n", d.ID, d.Type, d.Entity, d.State, d.Attempts, d.Status, d.Millis, d.Error)
		}
		return w.Flush()
	})
}

type webhookReplay struct {
	webhookFlags
	ID         int64   `arg:"" help:"The webhook's id."`
	Deliveries []int64 `arg:"" help:"Ids of deliveries, as 'webhook log' shows them."`
}

// Run sends deliveries again.
func (c *webhookReplay) Run(env *environment) error {
	return c.with(env, func(hooks *webhook.Webhooks) error {
		for _, id := range c.Deliveries {
			if _, err := hooks.Replay(env.ctx, c.Account, c.ID, id); err != nil {
				return fmt.Errorf("delivery %d: %w", id, err)
			}
		}
		return nil
	})
}

func webhookFields(e *webhook.Endpoint, secret bool) map[string]any {
	fields := map[string]any{
		"id": e.ID, "account": e.AccountID, "url": e.URL, "name": e.Name, "events": e.Events, "signed": e.Signed, "active": e.Active,
		"created": date(&e.CreatedAt), "updated": date(&e.UpdatedAt),
	}
	if e.Failing != 0 {
		fields["failing_since"] = date(&e.Failing)
	}
	if secret {
		fields["secret"] = e.Secret
	}
	return fields
}

func deliveryFields(d *webhook.Delivery) map[string]any {
	return map[string]any{
		"id": d.ID, "message": d.Message, "type": d.Type, "entity": d.Entity, "state": d.State, "attempts": d.Attempts,
		"status": d.Status, "milliseconds": d.Millis, "error": d.Error, "answer": d.Answer,
	}
}

func showWebhook(env *environment, e *webhook.Endpoint, asJSON, secret bool) error {
	if asJSON {
		return printJSON(env.out, webhookFields(e, secret))
	}
	w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "id\t%d\nurl\t%s\nevents\t%s\nstate\t%s\n", e.ID, e.URL, eventsWord(e), stateWord(e))
	switch {
	case !e.Signed:
		fmt.Fprintln(w, "secret\t(not signed)")
	case secret:
		fmt.Fprintf(w, "secret\t%s\n", e.Secret)
	default:
		fmt.Fprintln(w, "secret\t(hidden; 'kinora webhook set --rotate' makes another)")
	}
	return w.Flush()
}

func eventsWord(e *webhook.Endpoint) string {
	if len(e.Events) == 0 {
		return "all"
	}
	return strings.Join(e.Events, ", ")
}

func stateWord(e *webhook.Endpoint) string {
	switch {
	case !e.Active:
		return "off"
	case e.Failing != 0:
		return "failing since " + fmt.Sprint(date(&e.Failing))
	}
	return "on"
}
