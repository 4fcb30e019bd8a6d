package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func kubeconfig(t *testing.T, server string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	text := `{clusters: [{name: c, cluster: {server: %q}}], contexts: [{name: here, context: {cluster: c, user: u}}], users: [{name: u, user: {token: t}}]}`
	if err := os.WriteFile(file, fmt.Appendf(nil, text, server), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestOnlyAnotherClusterReplacesWhatWasMade(t *testing.T) {
	one, again, other := kubeconfig(t, "https://one"), kubeconfig(t, "https://one"), kubeconfig(t, "https://other")
	at := func(file, name string) fields { return fields{"kubeconfig": file, "context": name} }
	for name, run := range map[string]struct {
		olds, news fields
		replaces   int
	}{
		"the same":                              {at(one, "here"), at(one, "here"), 0},
		"another file of the same cluster":      {at(one, "here"), at(again, "here"), 0},
		"a list of files":                       {at(one, "here"), at("/not/there"+string(os.PathListSeparator)+again, "here"), 0},
		"a file that is not on this machine":    {at("/not/there", "here"), at(one, "here"), 0},
		"another cluster":                       {at(one, "here"), at(other, "here"), 1},
		"a context that is not on this machine": {at("/not/there", "there"), at(one, "here"), 1},
	} {
		got, err := newKubernetesProvider(nil).DiffConfig(context.Background(), &rpc.DiffRequest{OldInputs: inputs(t, run.olds), News: inputs(t, run.news)})
		if err != nil || len(got.GetReplaces()) != run.replaces {
			t.Errorf("%s: got %v, %v", name, got.GetReplaces(), err)
		}
	}
}
