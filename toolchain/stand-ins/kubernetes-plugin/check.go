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
	inputs["metadata"] = named(inputs["metadata"], urn.Name())
	if isSecret(inputs) {
		hide(inputs)
	}
	checked, err := marshal(inputs)
	return &rpc.CheckResponse{Inputs: checked}, err
}

func named(metadata resource.PropertyValue, name string) resource.PropertyValue {
	switch {
	case metadata.IsSecret():
		return resource.MakeSecret(named(metadata.SecretValue().Element, name))
	case metadata.IsComputed() || metadata.IsOutput():
		return metadata
	}
	fields := resource.PropertyMap{}
	if metadata.IsObject() {
		fields = metadata.ObjectValue().Copy()
	}
	if _, given := fields["name"]; !given {
		fields["name"] = resource.NewStringProperty(name)
	}
	return resource.NewObjectProperty(fields)
}
