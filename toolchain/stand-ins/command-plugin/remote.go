package main

import (
	"context"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// RemoteCommand is command:remote:Command.
type RemoteCommand struct{}

func (c *RemoteCommand) Annotate(a infer.Annotator) { a.SetToken("remote", "Command") }

type RemoteInputs struct {
	Script
	Connection Connection `pulumi:"connection" provider:"secret"`
}

type RemoteState struct {
	RemoteInputs
	Output
}

func (c *RemoteCommand) Check(ctx context.Context, req infer.CheckRequest) (infer.CheckResponse[RemoteInputs], error) {
	inputs, failures, err := infer.DefaultCheck[RemoteInputs](ctx, req.NewInputs)
	failures = append(failures, refuseLogging(inputs.Logging)...)
	failures = append(failures, refuse("connection.agentSocketPath", inputs.Connection.AgentSocketPath != nil)...)
	failures = append(failures, refuse("connection.proxy", inputs.Connection.Proxy != nil)...)
	return infer.CheckResponse[RemoteInputs]{Inputs: inputs, Failures: failures}, err
}

func (c *RemoteCommand) Create(ctx context.Context, req infer.CreateRequest[RemoteInputs]) (infer.CreateResponse[RemoteState], error) {
	id, err := newID(req.Name)
	state := RemoteState{RemoteInputs: req.Inputs}
	if err == nil && !req.DryRun {
		state.Output, err = req.Inputs.Script.run(ctx, req.Inputs.Connection, req.Inputs.Create, Output{})
	}
	return infer.CreateResponse[RemoteState]{ID: id, Output: state}, err
}

func (c *RemoteCommand) Update(ctx context.Context, req infer.UpdateRequest[RemoteInputs, RemoteState]) (infer.UpdateResponse[RemoteState], error) {
	state := RemoteState{RemoteInputs: req.Inputs, Output: req.State.Output}
	var err error
	if !req.DryRun {
		state.Output, err = req.Inputs.Script.run(ctx, req.Inputs.Connection, req.Inputs.onUpdate(), req.State.Output)
	}
	return infer.UpdateResponse[RemoteState]{Output: state}, err
}

func (c *RemoteCommand) Delete(ctx context.Context, req infer.DeleteRequest[RemoteState]) (infer.DeleteResponse, error) {
	_, err := req.State.Script.run(ctx, req.State.Connection, req.State.Script.Delete, req.State.Output)
	return infer.DeleteResponse{}, err
}

func (c Connection) run(ctx context.Context, line string, s streams) error {
	client, err := c.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	stop := context.AfterFunc(ctx, func() { _ = client.Close() })
	defer stop()
	session, err := client.NewSession()
	if err != nil {
		return err
	}
	for name, value := range s.environment {
		// A server that does not accept the variable says so; the vendor's plugin goes on without it too.
		_ = session.Setenv(name, value)
	}
	session.Stdin, session.Stdout, session.Stderr = s.stdin, s.stdout, s.stderr
	return session.Run(line)
}
