package main

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
)

// alarm watches one object.
type alarm struct {
	client dynamic.ResourceInterface
	name   string
	// events is nil while there is no watch: not begun yet, ended by the server, or not allowed.
	events watch.Interface
}

// ring returns when something happened to the object, and at the latest after lookInterval. The watch ends with the context.
func (a *alarm) ring(ctx context.Context) error {
	if a.events == nil {
		events, err := a.client.Watch(ctx, metav1.ListOptions{FieldSelector: "metadata.name=" + a.name})
		if err != nil {
			return pause(ctx, lookInterval)
		}
		a.events = events
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(lookInterval):
		return nil
	case _, open := <-a.events.ResultChan():
		if open {
			return nil
		}
		a.events = nil
		return pause(ctx, lookInterval)
	}
}

func pause(ctx context.Context, length time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(length):
		return nil
	}
}
