// Package iam is the calls on who may use an account: logins and API tokens.
package iam

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

// Options says what the calls work with.
type Options struct {
	Accounts *account.Accounts
	// Stranger and Login take an attempt to log in: from the address that a
	// request comes from, and at the password of a user, whether there is one or
	// not. They are errors where there were too many.
	Stranger func(r *http.Request) error
	Login    func(user string) error
}

// roleIDs are the numbers of the roles that clients know.
var roleIDs = map[string]int64{account.RoleAdministrator: 1, account.RoleUser: 2, account.RoleEngineer: 5}

// maxBody bounds what a stranger may send, in bytes.
const maxBody = 16 << 10

// Routes are the calls. What is 422 elsewhere is 400 here.
func Routes(o Options) []call.Route {
	routes := []call.Route{
		{Pattern: "POST /iam/auth/jwt/login", Handle: o.login, Open: true},
		{Pattern: "POST /iam/auth/jwt/refresh", Handle: o.refresh, Open: true},
		{Pattern: "GET /iam/clients/me", Handle: o.me},
	}
	for version, separator := range map[string]string{"": "$", "v2/": "_"} {
		base := "/iam/" + version + "clients/{client_id}/tokens"
		routes = append(routes,
			call.Route{Pattern: "GET " + base, Handle: o.listTokens},
			call.Route{Pattern: "POST " + base, Handle: o.createToken(separator)},
			call.Route{Pattern: "GET " + base + "/{id}", Handle: o.token},
			call.Route{Pattern: "DELETE " + base + "/{id}", Handle: o.deleteToken})
	}
	for i := range routes {
		routes[i].Errors, routes[i].MaxBody = call.ByFieldAsBadRequest, maxBody
		routes[i].Secret, routes[i].WhenFull = true, true
	}
	return routes
}

type pairBody struct {
	Access  string `json:"access"`
	Refresh string `json:"refresh"`
}

func (o Options) login(w http.ResponseWriter, r *http.Request, _ account.Caller) error {
	if err := o.Stranger(r); err != nil {
		return err
	}
	in, err := readTexts(w, r, "username", "password")
	if err != nil {
		return err
	}
	if err := o.Login(in["username"]); err != nil {
		return err
	}
	pair, err := o.Accounts.Login(r.Context(), in["username"], in["password"])
	if err != nil {
		return err
	}
	return call.Reply(w, pairBody(pair))
}

func (o Options) refresh(w http.ResponseWriter, r *http.Request, _ account.Caller) error {
	if err := o.Stranger(r); err != nil {
		return err
	}
	in, err := readTexts(w, r, "refresh")
	if err != nil {
		return err
	}
	pair, err := o.Accounts.Refresh(r.Context(), in["refresh"])
	if err != nil {
		return err
	}
	return call.Reply(w, pairBody(pair))
}

// readTexts reads texts that all must be there.
func readTexts(w http.ResponseWriter, r *http.Request, names ...string) (map[string]string, error) {
	object, err := call.ReadObject(w, r, "")
	if err != nil {
		return nil, err
	}
	in, texts, missing := call.NewInput(object, names...), map[string]string{}, []error{}
	for _, name := range names {
		texts[name] = opt.Or(in.Text(name).Value, "")
		if texts[name] == "" {
			missing = append(missing, fault.Field(name, "can't be blank"))
		}
	}
	return texts, errors.Join(missing...)
}

// meNull are members of the public API's answer that nothing here fills.
var meNull = []string{
	"bill_type", "capabilities", "companyName", "country_code", "custom_id", "entryBaseDomain", "freeFeatures",
	"has_active_admin", "paidFeatures", "phone", "serviceStatuses", "signup_process", "website",
}

func (o Options) me(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	user, err := o.user(r.Context(), who)
	if err != nil {
		return err
	}
	out := map[string]any{
		"id": who.AccountID, "email": user.Email, "name": user.Name, "status": "active",
		"currentUser": who.UserID, "role": roleItem{roleIDs[who.Role], who.Role},
		"users": []any{}, "deleted": false, "is_test": false,
	}
	for _, name := range meNull {
		out[name] = nil
	}
	return call.Reply(w, out)
}

func (o Options) user(ctx context.Context, who account.Caller) (account.User, error) {
	users, err := o.Accounts.Users(ctx, who.AccountID)
	if err != nil {
		return account.User{}, err
	}
	i := slices.IndexFunc(users, func(u account.User) bool { return u.ID == who.UserID })
	if i < 0 {
		return account.User{}, fault.Missing("user")
	}
	return users[i], nil
}

type roleItem struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

type tokenItem struct {
	ID          int64     `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	ExpDate     *string   `json:"exp_date"`
	Expired     bool      `json:"expired"`
	Deleted     bool      `json:"deleted"`
	Created     string    `json:"created"`
	LastUsage   *string   `json:"last_usage"`
	ClientUser  tokenUser `json:"client_user"`
	Token       string    `json:"token,omitempty"` // when it is made, never again
}

type tokenUser struct {
	Role      roleItem `json:"role"`
	Deleted   bool     `json:"deleted"`
	UserID    int64    `json:"user_id"`
	UserName  string   `json:"user_name"`
	UserEmail string   `json:"user_email"`
	ClientID  int64    `json:"client_id"`
}

func tokenShape(t account.Token, users []account.User) tokenItem {
	out := tokenItem{
		ID: t.ID, Name: t.Name, Description: t.Description, ExpDate: call.OptionalMillis(t.ExpiresAt),
		Expired: t.ExpiresAt != nil && *t.ExpiresAt <= time.Now().UnixMilli(), Deleted: t.RevokedAt != nil,
		Created: call.Millis(t.CreatedAt), LastUsage: call.OptionalMillis(t.LastUsedAt),
		ClientUser: tokenUser{Deleted: true, UserID: t.UserID, ClientID: t.AccountID},
	}
	role := ""
	for _, u := range users {
		if u.ID == t.UserID {
			out.ClientUser.Deleted, out.ClientUser.UserName, out.ClientUser.UserEmail, role = false, u.Name, u.Email, u.Role
		}
	}
	if t.Role != nil {
		role = *t.Role
	}
	out.ClientUser.Role = roleItem{roleIDs[role], role}
	return out
}

// tokens are those of the account that a caller may see: all of them for an
// administrator, the own ones for others.
func (o Options) tokens(r *http.Request, who account.Caller) ([]tokenItem, error) {
	if id, valid := call.ParseID(r.PathValue("client_id")); !valid || id != who.AccountID {
		return nil, fault.Missing("client")
	}
	rows, err := o.Accounts.Tokens(r.Context(), who.AccountID)
	if err != nil {
		return nil, err
	}
	users, err := o.Accounts.Users(r.Context(), who.AccountID)
	if err != nil {
		return nil, err
	}
	items := []tokenItem{}
	for _, t := range rows {
		if who.Role == account.RoleAdministrator || t.UserID == who.UserID {
			items = append(items, tokenShape(t, users))
		}
	}
	return items, nil
}

func (o Options) listTokens(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	items, err := o.tokens(r, who)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	number := func(name string) int64 { n, _ := call.ParseID(q.Get(name)); return n }
	return call.Reply(w, slices.DeleteFunc(items, func(t tokenItem) bool {
		role := q.Get("role")
		return role != "" && role != t.ClientUser.Role.Name && role != strconv.FormatInt(t.ClientUser.Role.ID, 10) ||
			q.Has("issued_by") && t.ClientUser.UserID != number("issued_by") ||
			q.Has("not_issued_by") && t.ClientUser.UserID == number("not_issued_by") ||
			q.Has("deleted") && t.Deleted != (q.Get("deleted") == "true" || q.Get("deleted") == "1")
	}))
}

func (o Options) find(r *http.Request, who account.Caller) (tokenItem, error) {
	items, err := o.tokens(r, who)
	if err != nil {
		return tokenItem{}, err
	}
	id, _ := call.ParseID(r.PathValue("id"))
	i := slices.IndexFunc(items, func(t tokenItem) bool { return t.ID == id })
	if i < 0 {
		return tokenItem{}, fault.Missing("token")
	}
	return items[i], nil
}

func (o Options) token(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	item, err := o.find(r, who)
	if err != nil {
		return err
	}
	return call.Reply(w, item)
}

func (o Options) deleteToken(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	item, err := o.find(r, who)
	if err != nil {
		return err
	}
	if err := o.Accounts.RevokeToken(r.Context(), who.AccountID, item.ID); err != nil {
		return err
	}
	return call.ReplyNothing(w)
}

func (o Options) createToken(separator string) call.Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		if id, valid := call.ParseID(r.PathValue("client_id")); !valid || id != who.AccountID {
			return fault.Missing("client")
		}
		t, err := newToken(w, r, who)
		if err != nil {
			return err
		}
		made, text, err := o.Accounts.IssueToken(r.Context(), t, separator)
		if err != nil {
			return err
		}
		users, err := o.Accounts.Users(r.Context(), who.AccountID)
		if err != nil {
			return err
		}
		item := tokenShape(made, users)
		item.Token = text
		return call.Reply(w, item)
	}
}

// TokenMembers are those of a token that may be set.
var TokenMembers = []string{"name", "description", "exp_date", "client_user"}

// newToken reads what a token shall be: no higher than its maker.
func newToken(w http.ResponseWriter, r *http.Request, who account.Caller) (account.Token, error) {
	object, err := call.ReadObject(w, r, "")
	if err != nil {
		return account.Token{}, err
	}
	in, wrong := call.NewInput(object, TokenMembers...), []error{}
	t := account.Token{
		AccountID: who.AccountID, UserID: who.UserID,
		Name: strings.TrimSpace(opt.Or(in.Text("name").Value, "")), Description: opt.Or(in.Text("description").Value, ""),
	}
	if t.Name == "" {
		wrong = append(wrong, fault.Field("name", "can't be blank"))
	}
	if text := opt.Or(in.Text("exp_date").Value, ""); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if ms := at.UnixMilli(); err == nil && at.After(time.Now()) {
			t.ExpiresAt = &ms
		} else {
			wrong = append(wrong, fault.Field("exp_date", "must be a future time in ISO 8601"))
		}
	}
	role, err := tokenRole(call.Members(object, "client_user")["client_user"], who)
	if err != nil {
		wrong = append(wrong, fault.Field("client_user.role", fault.Detail(err)))
		if fault.KindOf(err) == fault.Forbidden {
			return t, err
		}
	}
	t.Role = &role
	if len(wrong) == 0 {
		return t, in.Err()
	}
	return t, errors.Join(wrong...)
}

// tokenRole reads client_user.role by id or name; the caller's own where it is
// not given.
func tokenRole(user []byte, who account.Caller) (string, error) {
	if len(user) == 0 || call.FirstByte(user) != '{' {
		return who.Role, nil
	}
	object := call.Members(user, "role")["role"]
	if len(object) == 0 || call.FirstByte(object) != '{' {
		return who.Role, nil
	}
	in := call.NewInput(object, "id", "name")
	id, name := in.Integer("id"), opt.Or(in.Text("name").Value, "")
	for role, number := range roleIDs {
		if id.Value != nil && *id.Value == number || id.Value == nil && name == role {
			if !who.MayGrant(role) {
				return "", fault.New(fault.Forbidden, "a token cannot have a higher role than its issuer")
			}
			return role, nil
		}
	}
	return "", fault.New(fault.Invalid, "is unknown")
}
