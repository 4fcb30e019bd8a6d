package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"strings"

	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Script is what both kinds of command have in common: what runs when, and with what.
type Script struct {
	Create                 *string            `pulumi:"create,optional"`
	Update                 *string            `pulumi:"update,optional"`
	Delete                 *string            `pulumi:"delete,optional"`
	Stdin                  *string            `pulumi:"stdin,optional"`
	Environment            *map[string]string `pulumi:"environment,optional"`
	Triggers               *[]any             `pulumi:"triggers,optional" provider:"replaceOnChanges"`
	AddPreviousOutputInEnv *bool              `pulumi:"addPreviousOutputInEnv,optional"`
	Logging                *Logging           `pulumi:"logging,optional"`
}

// Output is what the last run printed, without the newline at its end.
type Output struct {
	Stdout string `pulumi:"stdout"`
	Stderr string `pulumi:"stderr"`
}

// place is where a command line runs.
type place interface {
	run(ctx context.Context, line string, streams streams) error
}

type streams struct {
	environment    map[string]string
	stdin          io.Reader
	stdout, stderr io.Writer
}

func (s Script) onUpdate() *string {
	if s.Update != nil {
		return s.Update
	}
	return s.Create
}

// run runs a line, none when it is nil, and gives what it printed; an error carries that too.
func (s Script) run(ctx context.Context, at place, line *string, previous Output) (Output, error) {
	if line == nil {
		return previous, nil
	}
	var stdout, stderr bytes.Buffer
	var both lockedBuffer
	log := p.GetLogger(ctx)
	logOut, logErr := s.Logging.writers(log.Info)
	err := at.run(ctx, *line, streams{
		environment: s.environment(previous),
		stdin:       s.stdin(),
		stdout:      io.MultiWriter(&stdout, &both, logOut),
		stderr:      io.MultiWriter(&stderr, &both, logErr),
	})
	logOut.flush()
	logErr.flush()
	if err != nil {
		return previous, fmt.Errorf("%w: running %q:\n%s", err, *line, both.String())
	}
	return Output{Stdout: strings.TrimSuffix(stdout.String(), "\n"), Stderr: strings.TrimSuffix(stderr.String(), "\n")}, nil
}

func (s Script) stdin() io.Reader {
	if s.Stdin == nil {
		return nil
	}
	return strings.NewReader(*s.Stdin)
}

// environment is what was given, and what the previous run printed.
func (s Script) environment(previous Output) map[string]string {
	result := map[string]string{}
	if s.Environment != nil {
		maps.Copy(result, *s.Environment)
	}
	if s.AddPreviousOutputInEnv != nil && !*s.AddPreviousOutputInEnv {
		return result
	}
	if previous.Stdout != "" {
		result["PULUMI_COMMAND_STDOUT"] = previous.Stdout
	}
	if previous.Stderr != "" {
		result["PULUMI_COMMAND_STDERR"] = previous.Stderr
	}
	return result
}

func newID(name string) (string, error) { return resource.NewUniqueHex(name, 8, 0) }
