package main

import (
	"context"
	"fmt"
	"time"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Delete is done when the object is gone, and with it all that it owned.
func (p *kubernetesProvider) Delete(ctx context.Context, r *rpc.DeleteRequest) (*emptypb.Empty, error) {
	ctx, cancel := p.until(ctx)
	defer cancel()
	doomed, err := object(r.GetProperties())
	if err != nil {
		return nil, err
	}
	ctx, cancelTimeout := context.WithTimeout(ctx, patience(doomed))
	defer cancelTimeout()
	client, err := p.cluster.resource(doomed)
	if meta.IsNoMatchError(err) {
		return &emptypb.Empty{}, nil
	}
	if err != nil {
		return nil, err
	}
	ownedFirst := metav1.DeletePropagationForeground
	err = client.Delete(ctx, doomed.GetName(), metav1.DeleteOptions{PropagationPolicy: &ownedFirst})
	for err == nil {
		p.status(r.GetUrn(), "waiting until it is gone")
		if _, err = client.Get(ctx, doomed.GetName(), metav1.GetOptions{}); err == nil {
			err = pause(ctx, pollInterval)
		}
	}
	if apierrors.IsNotFound(err) {
		return &emptypb.Empty{}, nil
	}
	return nil, fmt.Errorf("%s %s is not gone: %w", doomed.GetKind(), idOf(doomed), readable(err))
}

func pause(ctx context.Context, length time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(length):
		return nil
	}
}
