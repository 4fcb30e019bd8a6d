package main

import (
	"reflect"
	"testing"
)

func TestLoggingChoosesTheStreams(t *testing.T) {
	word := func(l Logging) *Logging { return &l }
	for _, one := range []struct {
		logging *Logging
		want    []string
	}{
		{nil, []string{"a", "b", "c"}},
		{word(logBoth), []string{"a", "b", "c"}},
		{word(logStdout), []string{"a", "b"}},
		{word(logStderr), []string{"c"}},
		{word(logNone), nil},
	} {
		var got []string
		stdout, stderr := one.logging.writers(func(line string) { got = append(got, line) })
		_, _ = stdout.Write([]byte("a\nb"))
		stdout.flush()
		_, _ = stderr.Write([]byte("c\n"))
		stderr.flush()
		if !reflect.DeepEqual(got, one.want) {
			t.Errorf("got %v, want %v", got, one.want)
		}
	}
}
