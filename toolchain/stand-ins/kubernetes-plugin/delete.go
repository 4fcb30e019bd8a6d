package main

import (
	"context"
	"fmt"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Delete is done when the object is gone, and with it all that it owned.
func (p *kubernetesProvider) Delete(ctx context.Context, r *rpc.DeleteRequest) (*emptypb.Empty, error) {
	ctx, cancel := p.until(ctx, r.GetUrn())
	defer cancel()
	doomed, err := object(r.GetProperties())
	if err != nil {
		return nil, err
	}
	ctx, cancelTimeout := context.WithTimeout(ctx, patience(doomed, r.GetTimeout()))
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
	p.status(r.GetUrn(), "waiting until it is gone")
	bell := alarm{client: client, name: doomed.GetName()}
	for err == nil {
		if _, err = client.Get(ctx, doomed.GetName(), metav1.GetOptions{}); err == nil {
			err = bell.ring(ctx)
		}
	}
	if apierrors.IsNotFound(err) {
		return &emptypb.Empty{}, nil
	}
	return nil, fmt.Errorf("%s %s is not gone: %w", doomed.GetKind(), idOf(doomed), readable(err))
}
