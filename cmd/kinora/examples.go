package main

import (
	"strings"

	"github.com/alecthomas/kong"
)

// examples are what --help shows of each command, without "kinora" in front.
var examples = map[string][]string{
	"serve": {
		"serve",
		"serve --listen 0.0.0.0:8080 --public-url https://video.example.com --data-dir /var/lib/kinora",
	},
	"video add": {
		"video add --watch holiday.mov",
		"video add --directory 7 --subtitles eng:holiday.srt https://example.com/holiday.mov",
	},
	"video list":     {"video list --status failed", "video list --search holiday --json"},
	"video watch":    {"video watch", "video watch 17 18"},
	"video show":     {"video show 17", "video show 17 --json"},
	"video retry":    {"video retry 17", "video retry 17 --url https://example.com/holiday.mov"},
	"video rm":       {"video rm 17", "video rm 17 18 19"},
	"video plan":     {"video plan holiday.mov", "video plan holiday.mov --quality-sets quality-sets.yaml --quality-set 5739"},
	"account create": {"account create 'Second team' team@example.com", "account create --json Third third@example.com"},
	"account list":   {"account list", "account list --json"},
	"account show":   {"account show 1", "account show 1 --json"},
	"account set":    {"account set 2 --max-minutes 600 --max-bytes 1000000000000", "account set 2 --encryption on"},
	"account audit":  {"account audit 1", "account audit 1 --json"},
	"user create":    {"user create jane@example.com", "user create --account 2 --role Engineers jane@example.com"},
	"user list":      {"user list", "user list --account 2"},
	"user password":  {"user password 3", "user password --data-dir /var/lib/kinora 3"},
	"user rm":        {"user rm 3", "user rm --data-dir /var/lib/kinora 3"},
	"token create":   {"token create --name backend", "token create --account 2 --expires 720h"},
	"token list":     {"token list", "token list --account 2 --json"},
	"token revoke":   {"token revoke 4", "token revoke --account 2 5"},
	"host add":       {"host add video.example.com", "host add --account 2 video.example.com"},
	"host list":      {"host list", "host list --json"},
	"host show":      {"host show video.example.com", "host show video.example.com --json"},
	"host set":       {"host set video.example.com --token required", "host set video.example.com --allow-referrers example.com,*.example.com"},
	"host rm":        {"host rm video.example.com", "host rm --data-dir /var/lib/kinora video.example.com"},
	"host sign":      {"host sign https://video.example.com/videos/1_AbCd/master.m3u8", "host sign --expires 4h https://video.example.com/videos/1_AbCd/master.m3u8"},
	"webhook add":    {"webhook add https://example.com/kinora", "webhook add --events video_delete --name clean-up https://example.com/kinora"},
	"webhook list":   {"webhook list", "webhook list --account 2 --json"},
	"stats usage":    {"stats usage --month 2026-05", "stats usage --account 2 --csv"},
	"webhook set":    {"webhook set 1 --rotate", "webhook set 1 --no-active"},
	"webhook rm":     {"webhook rm 1", "webhook rm --data-dir /var/lib/kinora 1"},
	"webhook test":   {"webhook test 1", "webhook test --account 2 7"},
	"webhook log":    {"webhook log 1", "webhook log 1 --limit 100 --json"},
	"webhook replay": {"webhook replay 1 312", "webhook replay 1 312 313 314"},
	"demo":           {"demo", "demo --exit"},
	"doctor":         {"doctor", "doctor --write --json"},
	"config":         {"config", "config --json"},
	"migrate":        {"migrate", "migrate --database-url postgres://kinora@db/kinora"},
	"version":        {"version", "version --json"},
}

// addExamples puts them below the commands' help.
func addExamples(k *kong.Kong) error {
	for _, leaf := range k.Model.Leaves(false) {
		if list := examples[commandPath(leaf)]; len(list) > 0 {
			leaf.Detail = "Examples:\n\n    kinora " + strings.Join(list, "\n    kinora ")
		}
	}
	return nil
}

// commandPath is a command's name with those above it, such as "video add".
func commandPath(n *kong.Node) string {
	if n.Parent == nil || n.Parent.Type == kong.ApplicationNode {
		return n.Name
	}
	return commandPath(n.Parent) + " " + n.Name
}
