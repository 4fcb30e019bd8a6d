package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi/sdk/v3/go/property"
)

func TestLocalCreateGetsStdinEnvironmentAndDir(t *testing.T) {
	dir := t.TempDir()
	got := mustCreate(t, server(t), local, values{
		"create":      text(`pwd; cat; echo "$COLOUR"; echo oops >&2`),
		"stdin":       text("given\n"),
		"dir":         text(dir),
		"environment": property.New(values{"COLOUR": text("blue")}),
	})
	wantOutput(t, got.Properties, "stdout", dir+"\ngiven\nblue")
	wantOutput(t, got.Properties, "stderr", "oops")
}

func TestLocalInterpreter(t *testing.T) {
	got := mustCreate(t, server(t), local, values{
		"create":      text("one two"),
		"interpreter": property.New([]property.Value{text("printf"), text("<%s>")}),
	})
	wantOutput(t, got.Properties, "stdout", "<one two>")
}

func TestLocalFailureNamesTheLineAndWhatItPrinted(t *testing.T) {
	_, err := create(t, server(t), local, values{"create": text("echo why >&2; exit 3"), "stdin": text("hidden")})
	if err == nil || !strings.Contains(err.Error(), "exit status 3: running \"echo why >&2; exit 3\":\nwhy") || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
}

func TestLocalPreviewRunsNothing(t *testing.T) {
	s, file := server(t), filepath.Join(t.TempDir(), "made")
	inputs := checked(t, s, local, values{"create": text("touch " + file)})
	if _, err := s.Create(p.CreateRequest{Urn: local, Properties: inputs, DryRun: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("the command ran in a preview")
	}
}

func TestLocalUpdateFallsBackToCreateAndSeesThePreviousOutput(t *testing.T) {
	s := server(t)
	old := mustCreate(t, s, local, values{"create": text("echo first")})
	for _, inputs := range []values{
		{"create": text(`echo "again, was $PULUMI_COMMAND_STDOUT"`)},
		{"create": text("echo wrong"), "update": text(`echo "again, was $PULUMI_COMMAND_STDOUT"`)},
	} {
		got, err := s.Update(p.UpdateRequest{ID: old.ID, Urn: local, State: old.Properties, Inputs: checked(t, s, local, inputs)})
		if err != nil {
			t.Fatal(err)
		}
		wantOutput(t, got.Properties, "stdout", "again, was first")
	}
}

func TestLocalDeleteRunsWhatTheStateHolds(t *testing.T) {
	s, file := server(t), filepath.Join(t.TempDir(), "deleted")
	made := mustCreate(t, s, local, values{"create": text("echo made"), "delete": text(`{ cat; echo "$PULUMI_COMMAND_STDOUT"; } > ` + file), "stdin": text("in\n")})
	if err := s.Delete(p.DeleteRequest{ID: made.ID, Urn: local, Properties: made.Properties}); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file); string(got) != "in\nmade\n" {
		t.Errorf("got %q", got)
	}
}

// That a changed trigger replaces the resource is the SDK's own doing, with replaceOnChanges.
func TestDiffNamesWhatChanged(t *testing.T) {
	s := server(t)
	before := values{"create": text("true"), "triggers": property.New([]property.Value{text("a")})}
	old := mustCreate(t, s, local, before)
	for want, change := range map[string]values{
		"":            before,
		"create":      {"create": text("echo"), "triggers": before["triggers"]},
		"triggers[0]": {"create": text("true"), "triggers": property.New([]property.Value{text("b")})},
	} {
		got, err := s.Diff(p.DiffRequest{ID: old.ID, Urn: local, State: old.Properties, OldInputs: property.NewMap(before), Inputs: property.NewMap(change)})
		if err != nil {
			t.Fatal(err)
		}
		if _, named := got.DetailedDiff[want]; got.HasChanges != (want != "") || named != (want != "") || len(got.DetailedDiff) > 1 {
			t.Errorf("%s: got %+v", want, got)
		}
	}
}

func TestSecretInputsStaySecret(t *testing.T) {
	secret := text("hunter2").WithSecret(true)
	got := mustCreate(t, server(t), local, values{"create": text("cat >/dev/null"), "stdin": secret, "environment": property.New(values{"A": secret})})
	if !got.Properties.Get("stdin").Secret() {
		t.Error("stdin is plain in the state")
	}
	environment := got.Properties.Get("environment")
	if !environment.Secret() && !environment.AsMap().Get("A").Secret() {
		t.Error("environment is plain in the state")
	}
}

func TestWhatTheStandInHasNotIsRefused(t *testing.T) {
	for name, inputs := range map[string]values{
		"archivePaths": {"archivePaths": property.New([]property.Value{text("*")})},
		"assetPaths":   {"assetPaths": property.New([]property.Value{text("*")})},
		"logging":      {"logging": text("loud")},
	} {
		got, err := server(t).Check(p.CheckRequest{Urn: local, Inputs: property.NewMap(inputs)})
		if err != nil || len(got.Failures) != 1 || got.Failures[0].Property != name {
			t.Errorf("%s: %v %v", name, err, got.Failures)
		}
	}
}
