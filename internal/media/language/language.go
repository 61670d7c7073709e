// Package language knows the language codes of ISO 639-2 in their
// bibliographic form, which is what the API speaks, and what manifests say
// instead of them.
package language

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// One language a line: bibliographic code, two-letter code or "-", native
// name, English name. Names follow the Unicode CLDR where it has one.
//
//go:embed languages.tsv
var languages string

type entry struct{ two, native, english string }

var table = sync.OnceValue(func() map[string]entry {
	m := make(map[string]entry, 512)
	for line := range strings.Lines(languages) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		two := f[1]
		if two == "-" {
			two = f[0]
		}
		m[f[0]] = entry{two: two, native: f[2], english: f[3]}
	}
	return m
})

// The languages whose terminology code, as media files carry it, differs from
// the bibliographic one.
var bibliographic = map[string]string{
	"bod": "tib", "ces": "cze", "cym": "wel", "deu": "ger", "ell": "gre",
	"eus": "baq", "fas": "per", "fra": "fre", "hye": "arm", "isl": "ice",
	"kat": "geo", "mkd": "mac", "mri": "mao", "msa": "may", "mya": "bur",
	"nld": "dut", "ron": "rum", "slk": "slo", "sqi": "alb", "zho": "chi",
}

func lookup(code3 string) (entry, bool) {
	if b, ok := bibliographic[code3]; ok {
		code3 = b
	}
	e, ok := table()[code3]
	return e, ok
}

// Two returns the two-letter ISO 639-1 code of an ISO 639-2 code, or code3
// itself when the language has none: both are BCP 47 tags. Terminology codes
// such as "deu" are understood as well.
func Two(code3 string) string {
	if e, ok := lookup(code3); ok {
		return e.two
	}
	return code3
}

// Native returns the language's name for itself, such as "Español", or code3
// when it is not known.
func Native(code3 string) string {
	if e, ok := lookup(code3); ok {
		return e.native
	}
	return code3
}

// English returns the English name of the language, or code3 when it is not
// known.
func English(code3 string) string {
	if e, ok := lookup(code3); ok {
		return e.english
	}
	return code3
}

// Language is what people choose a language by.
type Language struct {
	Code    string   `json:"code"`    // ISO 639-2/B
	Others  []string `json:"others"`  // ISO 639-1 and 639-2/T codes, where they differ
	Name    string   `json:"name"`    // in the language itself
	English string   `json:"english"` // in English
}

// All lists every language by its code.
var All = sync.OnceValue(func() []Language {
	list := make([]Language, 0, len(table()))
	for code, e := range table() {
		l := Language{Code: code, Others: []string{}, Name: e.native, English: e.english}
		if e.two != code {
			l.Others = append(l.Others, e.two)
		}
		for terminology, b := range bibliographic {
			if b == code {
				l.Others = append(l.Others, terminology)
			}
		}
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b Language) int { return strings.Compare(a.Code, b.Code) })
	return list
})

// Code returns the ISO 639-2/B code of a language's code in any of its forms
// ("de", "deu", "ger"); "" of what is none.
func Code(text string) string { return codes()[text] }

var codes = sync.OnceValue(func() map[string]string {
	m := make(map[string]string, 1024)
	for _, l := range All() {
		for _, code := range append([]string{l.Code}, l.Others...) {
			m[code] = l.Code
		}
	}
	return m
})
