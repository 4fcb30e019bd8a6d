package main

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/structpb"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// manager owns the fields that the program gives.
const manager = "pulumi-kubernetes"

func (p *kubernetesProvider) Create(ctx context.Context, r *rpc.CreateRequest) (*rpc.CreateResponse, error) {
	id, kept, err := p.put(ctx, request{urn: r.GetUrn(), inputs: r.GetProperties(), preview: r.GetPreview(), isNew: true})
	return &rpc.CreateResponse{Id: id, Properties: kept}, err
}

func (p *kubernetesProvider) Update(ctx context.Context, r *rpc.UpdateRequest) (*rpc.UpdateResponse, error) {
	_, kept, err := p.put(ctx, request{urn: r.GetUrn(), inputs: r.GetNews(), preview: r.GetPreview()})
	return &rpc.UpdateResponse{Properties: kept}, err
}

type request struct {
	urn     string
	inputs  *structpb.Struct
	preview bool
	// isNew: nothing of that name may be there that somebody else made.
	isNew bool
}

// put applies the object and waits for it. In a preview the API server judges it and keeps nothing.
func (p *kubernetesProvider) put(ctx context.Context, r request) (string, *structpb.Struct, error) {
	ctx, cancel := p.until(ctx)
	defer cancel()
	inputs, err := properties(r.inputs)
	if err != nil {
		return "", nil, err
	}
	if r.preview && (p.cluster == nil || inputs.ContainsUnknowns()) {
		return "", r.inputs, nil
	}
	wanted, err := object(r.inputs)
	if err != nil {
		return "", nil, err
	}
	if r.isNew {
		if err := p.cluster.refuseForeign(ctx, wanted); err != nil {
			return "", nil, err
		}
	}
	if r.preview {
		return "", r.inputs, p.cluster.judge(ctx, wanted)
	}
	made, err := p.cluster.apply(ctx, wanted, nil)
	if err != nil {
		return "", nil, err
	}
	waited := p.wait(ctx, r.urn, made)
	kept := state(inputs, made)
	if waited != nil {
		return "", nil, initFailed(idOf(made), kept, r.inputs, waited)
	}
	result, err := marshal(kept)
	return idOf(made), result, err
}

// apply makes the object what it is wanted to be, as the manager of the fields it gives.
func (c *cluster) apply(ctx context.Context, wanted *unstructured.Unstructured, dryRun []string) (*unstructured.Unstructured, error) {
	client, err := c.resource(wanted)
	if err != nil {
		return nil, err
	}
	force := annotation(wanted, "patchForce") == "true"
	made, err := client.Apply(ctx, wanted.GetName(), wanted, metav1.ApplyOptions{FieldManager: manager, Force: force, DryRun: dryRun})
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", wanted.GetKind(), idOf(wanted), readable(err))
	}
	return made, nil
}

// judge has the API server check the object. Where its namespace is not there yet, in another one, for all that does not depend on it.
func (c *cluster) judge(ctx context.Context, wanted *unstructured.Unstructured) error {
	_, err := c.apply(ctx, wanted, []string{metav1.DryRunAll})
	if apierrors.IsNotFound(err) && wanted.GetNamespace() != "" {
		elsewhere := wanted.DeepCopy()
		elsewhere.SetNamespace(metav1.NamespaceDefault)
		_, err = c.apply(ctx, elsewhere, []string{metav1.DryRunAll})
	}
	if meta.IsNoMatchError(err) {
		// Its definition may be made by the same deployment.
		return nil
	}
	return err
}

// refuseForeign: an object of the same name that this plugin did not make is neither taken over nor overwritten.
func (c *cluster) refuseForeign(ctx context.Context, wanted *unstructured.Unstructured) error {
	client, err := c.resource(wanted)
	if meta.IsNoMatchError(err) {
		return nil
	}
	if err != nil {
		return err
	}
	found, err := client.Get(ctx, wanted.GetName(), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", wanted.GetKind(), idOf(wanted), readable(err))
	}
	for _, entry := range found.GetManagedFields() {
		if entry.Manager == manager {
			return nil
		}
	}
	return fmt.Errorf("%s %s exists already, and was not made by this program; delete it or choose another name", wanted.GetKind(), idOf(wanted))
}

// initFailed keeps what was made in the state, so that the next update goes on with it.
func initFailed(id string, kept resource.PropertyMap, inputs *structpb.Struct, reason error) error {
	kept[unready] = resource.NewBoolProperty(true)
	result, err := marshal(kept)
	if err != nil {
		return err
	}
	return rpcerror.WithDetails(rpcerror.New(codes.Unknown, reason.Error()), &rpc.ErrorResourceInitFailed{
		Id: id, Properties: result, Inputs: inputs, Reasons: []string{reason.Error()},
	})
}
