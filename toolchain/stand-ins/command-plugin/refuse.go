package main

import (
	"fmt"

	p "github.com/pulumi/pulumi-go-provider"
)

// refuse fails the check of an input that the vendor's plugin knows and this one does not.
func refuse(input string, given bool) []p.CheckFailure {
	if !given {
		return nil
	}
	return []p.CheckFailure{{Property: input, Reason: fmt.Sprintf("the stand-in of the command plugin has no %s; use the vendor's plugin", input)}}
}

// refuseLogging refuses words that say nothing, which the framework lets pass.
func refuseLogging(l *Logging) []p.CheckFailure {
	if l == nil {
		return nil
	}
	for _, allowed := range l.Values() {
		if *l == allowed.Value {
			return nil
		}
	}
	return []p.CheckFailure{{Property: "logging", Reason: fmt.Sprintf("got %q, allowed is stdout, stderr, stdoutAndStderr or none", *l)}}
}
