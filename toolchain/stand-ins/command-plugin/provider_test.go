package main

import (
	"context"
	"testing"

	"github.com/blang/semver"
	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/integration"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/property"
)

const (
	local  = resource.URN("urn:pulumi:stack::project::command:local:Command::name")
	remote = resource.URN("urn:pulumi:stack::project::command:remote:Command::name")
)

func server(t *testing.T) integration.Server {
	t.Helper()
	provider, err := commandProvider()
	if err != nil {
		t.Fatal(err)
	}
	server, err := integration.NewServer(context.Background(), "command", semver.MustParse("1.2.1"), integration.WithProvider(provider))
	if err != nil {
		t.Fatal(err)
	}
	return server
}

type values = map[string]property.Value

func text(value string) property.Value { return property.New(value) }

// checked is what the engine hands on after a check without failures.
func checked(t *testing.T, s integration.Server, urn resource.URN, inputs values) property.Map {
	t.Helper()
	response, err := s.Check(p.CheckRequest{Urn: urn, Inputs: property.NewMap(inputs)})
	if err != nil || len(response.Failures) > 0 {
		t.Fatalf("check: %v, failures %v", err, response.Failures)
	}
	return response.Inputs
}

func create(t *testing.T, s integration.Server, urn resource.URN, inputs values) (p.CreateResponse, error) {
	t.Helper()
	return s.Create(p.CreateRequest{Urn: urn, Properties: checked(t, s, urn, inputs)})
}

func mustCreate(t *testing.T, s integration.Server, urn resource.URN, inputs values) p.CreateResponse {
	t.Helper()
	response, err := create(t, s, urn, inputs)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func wantOutput(t *testing.T, state property.Map, name, want string) {
	t.Helper()
	if got := state.Get(name).AsString(); got != want {
		t.Errorf("%s: got %q, want %q", name, got, want)
	}
}
