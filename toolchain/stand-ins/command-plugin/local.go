package main

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// LocalCommand is command:local:Command.
type LocalCommand struct{}

func (c *LocalCommand) Annotate(a infer.Annotator) { a.SetToken("local", "Command") }

type LocalInputs struct {
	Script
	Dir          *string   `pulumi:"dir,optional"`
	Interpreter  *[]string `pulumi:"interpreter,optional"`
	ArchivePaths *[]string `pulumi:"archivePaths,optional"`
	AssetPaths   *[]string `pulumi:"assetPaths,optional"`
}

type LocalState struct {
	LocalInputs
	Output
}

func (c *LocalCommand) Check(ctx context.Context, req infer.CheckRequest) (infer.CheckResponse[LocalInputs], error) {
	inputs, failures, err := infer.DefaultCheck[LocalInputs](ctx, req.NewInputs)
	failures = append(failures, refuseLogging(inputs.Logging)...)
	failures = append(failures, refuse("archivePaths", inputs.ArchivePaths != nil)...)
	failures = append(failures, refuse("assetPaths", inputs.AssetPaths != nil)...)
	return infer.CheckResponse[LocalInputs]{Inputs: inputs, Failures: failures}, err
}

func (c *LocalCommand) Create(ctx context.Context, req infer.CreateRequest[LocalInputs]) (infer.CreateResponse[LocalState], error) {
	id, err := newID(req.Name)
	state := LocalState{LocalInputs: req.Inputs}
	if err == nil && !req.DryRun {
		state.Output, err = req.Inputs.Script.run(ctx, localPlace(req.Inputs), req.Inputs.Create, Output{})
	}
	return infer.CreateResponse[LocalState]{ID: id, Output: state}, err
}

func (c *LocalCommand) Update(ctx context.Context, req infer.UpdateRequest[LocalInputs, LocalState]) (infer.UpdateResponse[LocalState], error) {
	state := LocalState{LocalInputs: req.Inputs, Output: req.State.Output}
	var err error
	if !req.DryRun {
		state.Output, err = req.Inputs.Script.run(ctx, localPlace(req.Inputs), req.Inputs.onUpdate(), req.State.Output)
	}
	return infer.UpdateResponse[LocalState]{Output: state}, err
}

func (c *LocalCommand) Delete(ctx context.Context, req infer.DeleteRequest[LocalState]) (infer.DeleteResponse, error) {
	_, err := req.State.Script.run(ctx, localPlace(req.State.LocalInputs), req.State.Script.Delete, req.State.Output)
	return infer.DeleteResponse{}, err
}

// localPlace is a process of this machine.
type localPlace LocalInputs

func (in localPlace) run(ctx context.Context, line string, s streams) error {
	arguments := []string{"/bin/sh", "-c"}
	if in.Interpreter != nil && len(*in.Interpreter) > 0 {
		arguments = *in.Interpreter
	}
	cmd := exec.CommandContext(ctx, arguments[0], append(slices.Clone(arguments[1:]), line)...)
	cmd.WaitDelay = 5 * time.Second
	if in.Dir != nil {
		cmd.Dir = *in.Dir
	}
	cmd.Env = os.Environ()
	for name, value := range s.environment {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.stdin, s.stdout, s.stderr
	return cmd.Run()
}
