package main

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Check gives an object its resource's name where it has none of its own. The API server judges the rest, in the preview's dry run.
func (p *kubernetesProvider) Check(_ context.Context, r *rpc.CheckRequest) (*rpc.CheckResponse, error) {
	urn := resource.URN(r.GetUrn())
	if !isObject(urn) {
		return nil, fmt.Errorf("%s: this stand-in of the vendor's kubernetes plugin makes objects of the API only; use the vendor's plugin", urn.Type())
	}
	inputs, err := properties(r.GetNews())
	if err != nil {
		return nil, err
	}
	metadata := resource.PropertyMap{}
	if given, found := inputs["metadata"]; found && given.IsObject() {
		metadata = given.ObjectValue().Copy()
	}
	if _, named := metadata["name"]; !named {
		metadata["name"] = resource.NewStringProperty(urn.Name())
	}
	inputs["metadata"] = resource.NewObjectProperty(metadata)
	checked, err := marshal(inputs)
	return &rpc.CheckResponse{Inputs: checked}, err
}
