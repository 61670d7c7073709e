package search

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

// TestSearchableIsBounded cuts a name at the same place in either form.
func TestSearchableIsBounded(t *testing.T) {
	long := strings.Repeat("ế", 10_000)
	require.Equal(t, strings.Repeat("ế", maxSearched), Fold(long))
	require.Equal(t, Fold(long), Fold(norm.NFD.String(long)))
}
