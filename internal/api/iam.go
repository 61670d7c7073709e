package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

// Identity keeps users, logins and tokens. Without it there is nothing under
// /iam, and only API tokens are accepted.
type Identity interface {
	Login(ctx context.Context, email, password string) (account.Pair, error)
	Refresh(ctx context.Context, text string) (account.Pair, error)
	AuthenticateConsole(ctx context.Context, text string) (account.Caller, error)
	AuthenticateLogin(ctx context.Context, text string) (account.Caller, error)
	Users(ctx context.Context, account int64) ([]account.User, error)
	Tokens(ctx context.Context, account int64) ([]account.Token, error)
	IssueToken(ctx context.Context, t account.Token, separator string) (account.Token, string, error)
	RevokeToken(ctx context.Context, account, id int64) error
	Record(ctx context.Context, e account.Entry) error
}

// roleIDs are the numbers of the roles that clients know.
var roleIDs = map[string]int64{account.RoleAdministrator: 1, account.RoleUser: 2, account.RoleEngineer: 5}

// maxLoginBody bounds what a stranger may send.
const maxLoginBody = 16 << 10

func (s *server) iamRoutes() []route {
	if s.Identity == nil {
		return nil
	}
	list := []route{{"GET", "/iam/clients/me", s.me}}
	for version, separator := range map[string]string{"": "$", "v2/": "_"} {
		base := "/iam/" + version + "clients/{client_id}/tokens"
		list = append(list, route{"GET", base, s.listTokens}, route{"POST", base, s.createToken(separator)},
			route{"GET", base + "/{id}", s.token}, route{"DELETE", base + "/{id}", s.deleteToken})
	}
	return list
}

// openRoutes are the calls of those who have no token yet.
func (s *server) openRoutes() map[string]func(x *exchange, r *http.Request) error {
	if s.Identity == nil {
		return nil
	}
	return map[string]func(x *exchange, r *http.Request) error{
		"/iam/auth/jwt/login": s.login, "/iam/auth/jwt/refresh": s.refresh,
	}
}

type pairBody struct {
	Access  string `json:"access"`
	Refresh string `json:"refresh"`
}

func (s *server) login(x *exchange, r *http.Request) error {
	if err := s.limits.stranger(s.Proxies.Address(r)); err != nil {
		return err
	}
	in, err := s.loginInput(x, r, "username", "password")
	if err != nil {
		return err
	}
	if err := s.limits.login(in["username"]); err != nil {
		return err
	}
	pair, err := s.Identity.Login(r.Context(), in["username"], in["password"])
	if err != nil {
		return iamError(err)
	}
	return ok(x, pairBody(pair))
}

func (s *server) refresh(x *exchange, r *http.Request) error {
	if err := s.limits.stranger(s.Proxies.Address(r)); err != nil {
		return err
	}
	in, err := s.loginInput(x, r, "refresh")
	if err != nil {
		return err
	}
	pair, err := s.Identity.Refresh(r.Context(), in["refresh"])
	if err != nil {
		return err
	}
	return ok(x, pairBody(pair))
}

// loginInput reads texts that all must be there.
func (s *server) loginInput(w http.ResponseWriter, r *http.Request, names ...string) (map[string]string, error) {
	body, err := readBody(w, r, maxLoginBody)
	if err != nil {
		return nil, err
	}
	object, err := unwrap(body, "")
	if err != nil {
		return nil, err
	}
	in, texts, missing := newInput(object, names...), map[string]string{}, map[string][]string{}
	for _, name := range names {
		texts[name] = given(in.text(name))
		if texts[name] == "" {
			missing[name] = []string{"can't be blank"}
		}
	}
	if len(missing) > 0 {
		return nil, &badFields{missing}
	}
	return texts, nil
}

// badFields is 400 by field, as IAM answers.
type badFields struct{ fields map[string][]string }

func (*badFields) Error() string { return "invalid fields" }

// iamError turns what is 422 elsewhere into IAM's 400.
func iamError(err error) error {
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	if fields := fieldErrors(err, map[string][]string{}); len(fields) > 0 {
		return &badFields{fields}
	}
	return badRequest(fault.Detail(err))
}

// given is a text's value, "" when there is none.
func given(o opt.Opt[string]) string {
	if o.Value == nil {
		return ""
	}
	return *o.Value
}

// meNull are members of the public API's answer that nothing here fills.
var meNull = []string{
	"bill_type", "capabilities", "companyName", "country_code", "custom_id", "entryBaseDomain", "freeFeatures",
	"has_active_admin", "paidFeatures", "phone", "serviceStatuses", "signup_process", "website",
}

func (s *server) me(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	user, err := s.user(r.Context(), who)
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
	return ok(w, out)
}

func (s *server) user(ctx context.Context, who account.Caller) (account.User, error) {
	users, err := s.Identity.Users(ctx, who.AccountID)
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
		ID: t.ID, Name: t.Name, Description: t.Description, ExpDate: optionalTime(t.ExpiresAt),
		Expired: t.ExpiresAt != nil && *t.ExpiresAt <= time.Now().UnixMilli(), Deleted: t.RevokedAt != nil,
		Created: videoTime(t.CreatedAt), LastUsage: optionalTime(t.LastUsedAt),
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

func optionalTime(ms *int64) *string {
	if ms == nil {
		return nil
	}
	text := videoTime(*ms)
	return &text
}

// tokens are those of the account that a caller may see: all of them for an
// administrator, the own ones for others.
func (s *server) tokens(r *http.Request, who account.Caller) ([]tokenItem, error) {
	if id, valid := parseID(r.PathValue("client_id")); !valid || id != who.AccountID {
		return nil, fault.Missing("client")
	}
	rows, err := s.Identity.Tokens(r.Context(), who.AccountID)
	if err != nil {
		return nil, err
	}
	users, err := s.Identity.Users(r.Context(), who.AccountID)
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

func (s *server) listTokens(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	items, err := s.tokens(r, who)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	number := func(name string) int64 { n, _ := parseID(q.Get(name)); return n }
	return ok(w, slices.DeleteFunc(items, func(t tokenItem) bool {
		role := q.Get("role")
		return role != "" && role != t.ClientUser.Role.Name && role != strconv.FormatInt(t.ClientUser.Role.ID, 10) ||
			q.Has("issued_by") && t.ClientUser.UserID != number("issued_by") ||
			q.Has("not_issued_by") && t.ClientUser.UserID == number("not_issued_by") ||
			q.Has("deleted") && t.Deleted != (q.Get("deleted") == "true" || q.Get("deleted") == "1")
	}))
}

func (s *server) find(r *http.Request, who account.Caller) (tokenItem, error) {
	items, err := s.tokens(r, who)
	if err != nil {
		return tokenItem{}, err
	}
	id, _ := parseID(r.PathValue("id"))
	i := slices.IndexFunc(items, func(t tokenItem) bool { return t.ID == id })
	if i < 0 {
		return tokenItem{}, fault.Missing("token")
	}
	return items[i], nil
}

func (s *server) token(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	item, err := s.find(r, who)
	if err != nil {
		return err
	}
	return ok(w, item)
}

func (s *server) deleteToken(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	item, err := s.find(r, who)
	if err != nil {
		return err
	}
	if err := s.Identity.RevokeToken(r.Context(), who.AccountID, item.ID); err != nil {
		return err
	}
	return noContent(w)
}

func (s *server) createToken(separator string) call {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		if id, valid := parseID(r.PathValue("client_id")); !valid || id != who.AccountID {
			return fault.Missing("client")
		}
		t, err := newToken(w, r, who)
		if err != nil {
			return err
		}
		made, text, err := s.Identity.IssueToken(r.Context(), t, separator)
		if err != nil {
			return iamError(err)
		}
		users, err := s.Identity.Users(r.Context(), who.AccountID)
		if err != nil {
			return err
		}
		item := tokenShape(made, users)
		item.Token = text
		return ok(w, item)
	}
}

var tokenMembers = []string{"name", "description", "exp_date", "client_user"}

// newToken reads what a token shall be: no higher than its maker.
func newToken(w http.ResponseWriter, r *http.Request, who account.Caller) (account.Token, error) {
	body, err := readBody(w, r, maxLoginBody)
	if err != nil {
		return account.Token{}, err
	}
	object, err := unwrap(body, "")
	if err != nil {
		return account.Token{}, err
	}
	in, wrong := newInput(object, tokenMembers...), map[string][]string{}
	t := account.Token{
		AccountID: who.AccountID, UserID: who.UserID,
		Name: strings.TrimSpace(given(in.text("name"))), Description: given(in.text("description")),
	}
	if t.Name == "" {
		wrong["name"] = []string{"can't be blank"}
	}
	if text := given(in.text("exp_date")); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if ms := at.UnixMilli(); err == nil && at.After(time.Now()) {
			t.ExpiresAt = &ms
		} else {
			wrong["exp_date"] = []string{"must be a future time in ISO 8601"}
		}
	}
	role, err := tokenRole(pick(object, "client_user")["client_user"], who)
	if err != nil {
		wrong["client_user.role"] = []string{fault.Detail(err)}
		if fault.KindOf(err) == fault.Forbidden {
			return t, err
		}
	}
	t.Role = &role
	if err := in.err(); err != nil && len(wrong) == 0 {
		return t, iamError(err)
	}
	if len(wrong) > 0 {
		return t, &badFields{wrong}
	}
	return t, nil
}

// tokenRole reads client_user.role by id or name; the caller's own where it is
// not given.
func tokenRole(user []byte, who account.Caller) (string, error) {
	if len(user) == 0 || opens(user) != '{' {
		return who.Role, nil
	}
	object := pick(user, "role")["role"]
	if len(object) == 0 || opens(object) != '{' {
		return who.Role, nil
	}
	in := newInput(object, "id", "name")
	id, name := in.integer("id"), given(in.text("name"))
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
