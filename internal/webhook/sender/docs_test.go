package sender

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database/dbtest"
	"kinora/internal/webhook"
)

// programs run a verification of docs/webhooks.md on what standard input holds:
// a JSON object of secret, headers and body.
var programs = map[string]struct {
	file, program string
	build, run    []string
}{
	"go": {"main.go", `package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

VERIFY

func main() {
	var in struct {
		Secret, Body string
		Headers      map[string]string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		panic(err)
	}
	h := http.Header{}
	for name, value := range in.Headers {
		h.Set(name, value)
	}
	if err := verify(in.Secret, h, []byte(in.Body)); err != nil {
		panic(err)
	}
}
`, []string{"go", "build", "-o", "main", "main.go"}, []string{"./main"}},
	"python": {"main.py", `VERIFY
import json, sys
given = json.load(sys.stdin)
verify(given["secret"], given["headers"], given["body"].encode())
`, nil, []string{"python3", "main.py"}},
	"js": {"main.mjs", `VERIFY
import { readFileSync } from 'node:fs';
const given = JSON.parse(readFileSync(0, 'utf8'));
verify(given.secret, given.headers, given.body);
`, nil, []string{"node", "main.mjs"}},
	"php": {"main.php", `<?php
VERIFY
$given = json_decode(stream_get_contents(STDIN), true);
verify($given['secret'], $given['headers'], $given['body']);
`, nil, []string{"php", "main.php"}},
}

// TestVerificationInDocs runs the code of docs/webhooks.md on a delivery, and on
// one that somebody has changed.
func TestVerificationInDocs(t *testing.T) {
	page, err := os.ReadFile("../../../docs/webhooks.md")
	require.NoError(t, err)
	f := newFixture(t, dbtest.SQLite(t))
	f.start()
	v := newReceiver(t, nil)
	to := f.add(v.URL)
	rotated, err := f.Change(t.Context(), f.account, to.ID, webhook.Patch{Rotate: true})
	require.NoError(t, err)
	f.happen(5, "Größe \"ready\"")
	r, body := <-v.requests, <-v.bodies
	for language, p := range programs {
		t.Run(language, func(t *testing.T) {
			dir := t.TempDir()
			_, code, found := strings.Cut(string(page), "```"+language+"\n")
			require.True(t, found)
			code, _, _ = strings.Cut(code, "```")
			require.NoError(t, os.WriteFile(filepath.Join(dir, p.file), []byte(strings.Replace(p.program, "VERIFY", code, 1)), 0o600))
			if p.build != nil {
				require.NoError(t, execute(t, dir, p.build, ""))
			}
			verify := func(secret string, h http.Header, body string) error {
				headers := map[string]string{}
				for name := range h {
					headers[strings.ToLower(name)] = h.Get(name)
				}
				in, err := json.Marshal(map[string]any{"secret": secret, "headers": headers, "body": body})
				require.NoError(t, err)
				return execute(t, dir, p.run, string(in))
			}
			require.NoError(t, verify(rotated.Secret, r.Header, string(body)))
			require.NoError(t, verify(to.Secret, r.Header, string(body)), "the old secret signs as well")
			require.Error(t, verify("whsec_b3RoZXI=", r.Header, string(body)))
			require.Error(t, verify(to.Secret, r.Header, string(body)+" "))
			old := r.Header.Clone()
			old.Set("webhook-timestamp", "1700000000")
			require.Error(t, verify(to.Secret, old, string(body)))
		})
	}
}

func execute(t *testing.T, dir string, args []string, in string) error {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(in)
	out, err := cmd.CombinedOutput()
	t.Logf("%s: %v\n%s", args[0], err, out)
	return err
}
