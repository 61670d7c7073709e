package catalog

import (
	"fmt"
	"unicode/utf8"

	"kinora/internal/fault"
)

// Most characters of the texts that an account may give things.
const (
	maxTitle       = 255 // names of videos, directories and subtitles
	maxDescription = 5000
	maxLink        = 8192 // of URLs, and of the headers to fetch one with
)

// bounded is one that was given for a field.
type bounded struct {
	field string
	value *string
	most  int
}

// checkTexts refuses the first one that is too long.
func checkTexts(texts ...bounded) error {
	for _, t := range texts {
		if t.value != nil && len(*t.value) > t.most && utf8.RuneCountInString(*t.value) > t.most {
			return fault.Field(t.field, fmt.Sprintf("is too long (maximum is %d characters)", t.most))
		}
	}
	return nil
}

func (item *NewVideo) checkTexts() error {
	texts := []bounded{
		{"name", &item.Name, maxTitle},
		{"description", item.Description, maxDescription},
		{"origin_url", item.OriginURL, maxLink},
		{"origin_http_headers", item.OriginHTTPHeaders, maxLink},
		{"remote_poster_url", item.PosterSource, maxLink},
		{"share_url", item.ShareURL, maxLink},
		{"custom_iframe_url", item.CustomIframeURL, maxLink},
		{"auto_translate_subtitles_language", item.AutoTranslate, maxLink},
	}
	for i := range item.Subtitles {
		texts = append(texts, bounded{"name", &item.Subtitles[i].Name, maxTitle})
	}
	return checkTexts(texts...)
}

func (p *VideoPatch) checkTexts() error {
	return checkTexts(
		bounded{"name", p.Name.Value, maxTitle}, bounded{"description", p.Description.Value, maxDescription},
		bounded{"remote_poster_url", p.PosterSource.Value, maxLink},
		bounded{"share_url", p.ShareURL.Value, maxLink}, bounded{"custom_iframe_url", p.CustomIframeURL.Value, maxLink},
	)
}
