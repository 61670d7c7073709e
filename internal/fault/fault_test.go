package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
)

func TestExplanation(t *testing.T) {
	refused := fault.Wrap(fault.Forbidden, "Access is forbidden", errors.New("password hunter2"))
	inner := fault.Explain(refused, "The server answered 403.")
	outer := fault.Explain(fmt.Errorf("fetch: %w", inner), "Tried twice.")
	require.Empty(t, fault.Explanation(refused))
	require.Equal(t, "The server answered 403.", fault.Explanation(fmt.Errorf("fetch: %w", inner)))
	require.Equal(t, "Tried twice.", fault.Explanation(outer))
	require.Equal(t, fault.Forbidden, fault.KindOf(outer))
	require.Equal(t, "Access is forbidden", fault.Detail(outer))
	require.NoError(t, fault.Explain(nil, "x"))
}
