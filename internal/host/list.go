package host

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kinora/internal/visitor"
)

// List restricts who may watch. An empty one restricts nobody. Otherwise only
// those who are on it are let in when Allow is true, and all but those when it
// is false.
type List struct {
	Allow bool     `json:"allow"`
	Items []string `json:"items"`
}

const (
	maxItems = 1000
	maxItem  = 255 // bytes
)

// normalize brings every item into the form that is stored.
func (l *List) normalize(fold func(string) (string, error)) error {
	if len(l.Items) > maxItems {
		return fmt.Errorf("has more than %d items", maxItems)
	}
	items := make([]string, 0, len(l.Items))
	for _, item := range l.Items {
		if len(item) > maxItem {
			return fmt.Errorf("has an item of more than %d bytes", maxItem)
		}
		folded, err := fold(item)
		if err != nil {
			return err
		}
		items = append(items, folded)
	}
	slices.Sort(items)
	l.Items = slices.Compact(items)
	return nil
}

// lets reports whether the list lets in somebody who is or is not on it.
func (l *List) lets(listed bool) bool { return len(l.Items) == 0 || listed == l.Allow }

func foldReferrer(item string) (string, error) {
	item = fold(strings.TrimSpace(item))
	if checkName(strings.TrimPrefix(item, "*.")) != nil {
		return "", fmt.Errorf("has %q; give hosts such as example.org or *.example.org", item)
	}
	return item, nil
}

func foldCountry(item string) (string, error) {
	if code := visitor.ParseCountry(item); code != "" {
		return code, nil
	}
	return "", fmt.Errorf("has %q; give two-letter codes such as IT", item)
}

func foldNetwork(item string) (string, error) {
	p, err := visitor.ParseNetwork(item)
	if err != nil {
		return "", errors.New("has " + err.Error())
	}
	if p.IsSingleIP() {
		return p.Addr().String(), nil
	}
	return p.String(), nil
}

func foldAgent(item string) (string, error) {
	_, err := compileAgent(item)
	return item, err
}

// compileAgent returns the pattern of a user agent, nil when it is plain text.
// Matching takes time linear in the text whatever the pattern.
func compileAgent(item string) (*regexp.Regexp, error) {
	pattern, ok := strings.CutPrefix(item, "~")
	if !ok {
		return nil, nil
	}
	if any, ok := strings.CutPrefix(pattern, "*"); ok {
		pattern = "(?i:" + any + ")"
	}
	compiled, err := regexp.Compile(pattern)
	if err != nil {
		return nil, fmt.Errorf("has %q, which is no regular expression", item)
	}
	return compiled, nil
}

// lists are the lists of a host, ready to be asked.
type lists struct {
	host     *Host
	networks visitor.Networks
	agents   []*regexp.Regexp
}

func newLists(h *Host) (lists, error) {
	l := lists{host: h}
	var err error
	if l.networks, err = visitor.ParseNetworks(h.Networks.Items); err != nil {
		return l, err
	}
	for _, item := range h.Agents.Items {
		pattern, err := compileAgent(item)
		if err != nil {
			return l, err
		}
		if pattern != nil {
			l.agents = append(l.agents, pattern)
		}
	}
	return l, nil
}

// admit reports whether every list lets a visitor in.
func (l *lists) admit(v *visitor.Visit) bool {
	h := l.host
	return h.Networks.lets(l.networks.Contains(v.Address)) &&
		h.Referrers.lets(h.Referrers.refers(v.Referrer)) &&
		h.Agents.lets(l.agent(v.Agent)) &&
		(len(h.Countries.Items) == 0 || h.Countries.lets(slices.Contains(h.Countries.Items, country(v))))
}

// agent reports whether a user agent is listed.
func (l *lists) agent(text string) bool {
	return slices.Contains(l.host.Agents.Items, text) && !strings.HasPrefix(text, "~") ||
		slices.ContainsFunc(l.agents, func(p *regexp.Regexp) bool { return p.MatchString(text) })
}

// refers reports whether the URL of a page is on a listed host.
func (l *List) refers(page string) bool {
	if len(l.Items) == 0 {
		return false
	}
	u, err := url.Parse(page)
	if err != nil || u.Host == "" {
		return false
	}
	name := fold(u.Host)
	return slices.ContainsFunc(l.Items, func(item string) bool {
		parent, wild := strings.CutPrefix(item, "*")
		return wild && len(name) > len(parent) && strings.HasSuffix(name, parent) || name == item
	})
}

func country(v *visitor.Visit) string {
	if v.Country == nil {
		return ""
	}
	return v.Country()
}
