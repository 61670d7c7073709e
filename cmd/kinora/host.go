package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"kinora/internal/database"
	"kinora/internal/host"
)

// hostCommand works on the database itself, as tokenCommand does.
type hostCommand struct {
	Add  hostAdd  `cmd:"" help:"Deliver an account's videos on a host, with rules of its own."`
	List hostList `cmd:"" help:"List delivery hosts."`
	Show hostShow `cmd:"" help:"Show a host with its rules."`
	Set  hostSet  `cmd:"" help:"Change the rules of a host; what is not given stays."`
	Rm   hostRm   `cmd:"" help:"Forget a host. It then serves as any unknown name does."`
	Sign hostSign `cmd:"" help:"Print a protected link."`
}

func (f *databaseFlags) withHosts(env *environment, do func(*host.Hosts) error) error {
	return f.withDatabase(env.ctx, func(db *database.DB) error {
		hosts, err := host.New(db, host.Options{})
		if err != nil {
			return err
		}
		return do(hosts)
	})
}

// hostRules are the rules that flags may change.
type hostRules struct {
	Token  *string `name:"token" env:"-" enum:"none,required" help:"Whether links need a token: none or required." placeholder:"none"`
	Secret *string `env:"-" help:"Secret of the tokens, 6 to 32 characters. Default: one is made. '-' reads it from standard input."`
	BindIP *bool   `name:"bind-ip" negatable:"" help:"Tokens hold for the address they were made for."`

	AllowReferrers []string `sep:"," help:"Only pages on these hosts (example.org, *.example.org)." xor:"referrers"`
	BlockReferrers []string `sep:"," help:"No pages on these hosts." xor:"referrers"`
	AllowCountries []string `sep:"," help:"Only these countries (IT,FR). Who is somewhere unknown is refused." xor:"countries"`
	BlockCountries []string `sep:"," help:"Not these countries." xor:"countries"`
	AllowNetworks  []string `sep:"," help:"Only these addresses and networks (CIDR)." xor:"networks"`
	BlockNetworks  []string `sep:"," help:"Not these addresses and networks." xor:"networks"`
	AllowAgent     []string `sep:"none" help:"Only this user agent: exact text, ~REGEXP, ~*REGEXP in any case, or empty for none. May be repeated." xor:"agents"`
	BlockAgent     []string `sep:"none" help:"Not this user agent. May be repeated." xor:"agents"`
}

// apply puts what was given into h.
func (c *hostRules) apply(h *host.Host) {
	if c.Token != nil {
		h.Token = *c.Token == "required"
	}
	if c.Secret != nil {
		h.Secret = *c.Secret
	}
	if c.BindIP != nil {
		h.BindIP = *c.BindIP
	}
	setList(&h.Referrers, c.AllowReferrers, c.BlockReferrers)
	setList(&h.Countries, c.AllowCountries, c.BlockCountries)
	setList(&h.Networks, c.AllowNetworks, c.BlockNetworks)
	setList(&h.Agents, c.AllowAgent, c.BlockAgent)
}

func setList(l *host.List, allow, block []string) {
	switch {
	case allow != nil:
		*l = host.List{Allow: true, Items: allow}
	case block != nil:
		*l = host.List{Items: block}
	}
}

// readSecret keeps secrets out of the list of processes.
func (c *hostRules) readSecret() error {
	if c.Secret == nil || *c.Secret != "-" {
		return nil
	}
	line, err := bufio.NewReader(io.LimitReader(os.Stdin, 256)).ReadString('\n')
	if err != nil && line == "" {
		return fmt.Errorf("secret from standard input: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	c.Secret = &line
	return nil
}

type hostAdd struct {
	databaseFlags
	hostRules
	Account int64  `default:"1" help:"The account's id."`
	Name    string `arg:"" help:"Host name, such as cdn.example.org."`
}

// Run registers a host. A secret that was made is shown now.
func (c *hostAdd) Run(env *environment) error {
	if err := c.readSecret(); err != nil {
		return err
	}
	return c.withHosts(env, func(hosts *host.Hosts) error {
		h := host.Host{AccountID: c.Account, Name: c.Name}
		c.apply(&h)
		made, err := hosts.Add(env.ctx, h)
		if err != nil {
			return err
		}
		return showHost(env, &made, c.JSON, c.Secret == nil)
	})
}

type hostList struct {
	databaseFlags
	Account int64 `help:"The account's id. Default: all accounts."`
}

// Run lists the hosts.
func (c *hostList) Run(env *environment) error {
	return c.withHosts(env, func(hosts *host.Hosts) error {
		all, err := hosts.List(env.ctx, c.Account)
		if err != nil {
			return err
		}
		if c.JSON {
			rows := make([]map[string]any, len(all))
			for i := range all {
				rows[i] = hostFields(&all[i], false)
			}
			return printJSON(env.out, rows)
		}
		w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "NAME\tACCOUNT\tTOKEN\tREFERRERS\tCOUNTRIES\tNETWORKS\tAGENTS")
		for i := range all {
			h := &all[i]
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%s\n", h.Name, h.AccountID, tokenWord(h),
				countList(h.Referrers), countList(h.Countries), countList(h.Networks), countList(h.Agents))
		}
		return w.Flush()
	})
}

type hostShow struct {
	databaseFlags
	Secret bool   `env:"-" help:"Print the secret, too."`
	Name   string `arg:"" help:"Host name."`
}

// Run shows a host.
func (c *hostShow) Run(env *environment) error {
	return c.withHosts(env, func(hosts *host.Hosts) error {
		h, err := hosts.Find(env.ctx, c.Name)
		if err != nil {
			return err
		}
		return showHost(env, &h, c.JSON, c.Secret)
	})
}

type hostSet struct {
	databaseFlags
	hostRules
	Clear []string `enum:"referrers,countries,networks,agents" help:"Lists to drop: referrers, countries, networks, agents."`
	Name  string   `arg:"" help:"Host name."`
}

// Run changes the rules of a host.
func (c *hostSet) Run(env *environment) error {
	if err := c.readSecret(); err != nil {
		return err
	}
	return c.withHosts(env, func(hosts *host.Hosts) error {
		made := false
		changed, err := hosts.Change(env.ctx, c.Name, func(h *host.Host) {
			lists := map[string]*host.List{"referrers": &h.Referrers, "countries": &h.Countries, "networks": &h.Networks, "agents": &h.Agents}
			for _, name := range c.Clear {
				*lists[name] = host.List{}
			}
			c.apply(h)
			made = h.Token && h.Secret == ""
		})
		if err != nil {
			return err
		}
		return showHost(env, &changed, c.JSON, made)
	})
}

type hostRm struct {
	databaseFlags
	Name string `arg:"" help:"Host name."`
}

// Run forgets a host.
func (c *hostRm) Run(env *environment) error {
	return c.withHosts(env, func(hosts *host.Hosts) error { return hosts.Remove(env.ctx, c.Name) })
}

type hostSign struct {
	databaseFlags
	URL     string        `arg:"" help:"Address of a manifest, an MP4 or anything else of a video or playlist."`
	Host    string        `env:"-" help:"Delivery host of the link. Default: the address's own."`
	IP      string        `env:"-" help:"Viewer's address, where the host binds tokens."`
	Expires time.Duration `env:"-" default:"1h" help:"How long the link holds; longer than the video."`
	Speed   string        `env:"-" help:"Largest speed of an MP4 in bytes per second, such as 500k."`
	Buffer  string        `env:"-" help:"Bytes of an MP4 sent before the speed counts, such as 10M."`
	Query   bool          `env:"-" help:"Put the token of an MP4 into its query: the link opens that file alone."`
}

// Run prints a signed link.
func (c *hostSign) Run(env *environment) error {
	address, err := url.Parse(c.URL)
	if err != nil || address.Host == "" {
		return fmt.Errorf("%q is not a URL such as https://cdn.example.org/videos/1_Ab3d/master.m3u8", c.URL)
	}
	link := host.Link{Expires: time.Now().Add(c.Expires), Speed: c.Speed, Buffer: c.Buffer, Query: c.Query}
	if c.Expires <= 0 {
		return errors.New("--expires must be more than 0")
	}
	if c.IP != "" {
		if link.IP, err = netip.ParseAddr(c.IP); err != nil {
			return fmt.Errorf("--ip: %w", err)
		}
	}
	if c.Host != "" {
		address.Host = c.Host
	}
	return c.withHosts(env, func(hosts *host.Hosts) error {
		h, err := hosts.Find(env.ctx, address.Host)
		if err != nil {
			return err
		}
		signed, err := h.Sign(address, link)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(env.out, map[string]any{"url": signed.String(), "expires": link.Expires.UTC().Format(time.RFC3339)})
		}
		fmt.Fprintln(env.out, signed)
		return nil
	})
}

// hostFields are what JSON shows of a host.
func hostFields(h *host.Host, secret bool) map[string]any {
	fields := map[string]any{
		"name": h.Name, "account": h.AccountID, "token": tokenWord(h), "bind_ip": h.BindIP,
		"created": date(&h.CreatedAt), "updated": date(&h.UpdatedAt),
	}
	if secret {
		fields["secret"] = h.Secret
	}
	for name, l := range hostLists(h) {
		if len(l.Items) > 0 {
			fields[name] = map[string]any{listWord(l): l.Items}
		}
	}
	return fields
}

func hostLists(h *host.Host) map[string]host.List {
	return map[string]host.List{"referrers": h.Referrers, "countries": h.Countries, "networks": h.Networks, "agents": h.Agents}
}

func showHost(env *environment, h *host.Host, asJSON, secret bool) error {
	if asJSON {
		return printJSON(env.out, hostFields(h, secret))
	}
	w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "name\t%s\naccount\t%d\ntoken\t%s\n", h.Name, h.AccountID, tokenWord(h))
	switch {
	case h.Secret != "" && secret:
		fmt.Fprintf(w, "secret\t%s\n", h.Secret)
	case h.Secret != "":
		fmt.Fprintln(w, "secret\t(hidden)")
	}
	lists := hostLists(h)
	for _, name := range []string{"referrers", "countries", "networks", "agents"} {
		if l := lists[name]; len(l.Items) > 0 {
			fmt.Fprintf(w, "%s\t%s %q\n", name, listWord(l), l.Items)
		}
	}
	return w.Flush()
}

func tokenWord(h *host.Host) string {
	switch {
	case !h.Token:
		return "none"
	case h.BindIP:
		return "required, bound to the address"
	}
	return "required"
}

func listWord(l host.List) string {
	if l.Allow {
		return "allow"
	}
	return "block"
}

func countList(l host.List) string {
	if len(l.Items) == 0 {
		return "-"
	}
	return fmt.Sprintf("%s %d", listWord(l), len(l.Items))
}
