package main

import (
	"context"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Read finds what is no longer as it was asked for: where the live object differs from what applying the inputs once more would make of
// it. What the server fills in or writes otherwise is the same on both sides, and so is no difference.
func (p *kubernetesProvider) Read(ctx context.Context, r *rpc.ReadRequest) (*rpc.ReadResponse, error) {
	ctx, cancel := p.until(ctx)
	defer cancel()
	if len(r.GetInputs().GetFields()) == 0 {
		return nil, fmt.Errorf("%s: this stand-in of the vendor's kubernetes plugin cannot import; use the vendor's plugin", r.GetId())
	}
	inputs, err := properties(r.GetInputs())
	if err != nil {
		return nil, err
	}
	wanted, err := object(r.GetInputs())
	if err != nil {
		return nil, err
	}
	client, err := p.cluster.resource(wanted)
	if err != nil {
		return nil, err
	}
	live, err := client.Get(ctx, wanted.GetName(), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return &rpc.ReadResponse{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", wanted.GetKind(), r.GetId(), readable(err))
	}
	forced := wanted.DeepCopy()
	forced.SetAnnotations(with(wanted.GetAnnotations(), "pulumi.com/patchForce", "true"))
	repaired, err := p.cluster.apply(ctx, forced, []string{metav1.DryRunAll})
	if err != nil {
		return nil, err
	}
	found := drifted(resource.NewObjectProperty(inputs), repaired.Object, live.Object).ObjectValue()
	before, err := properties(r.GetProperties())
	if err != nil {
		return nil, err
	}
	kept := state(found, live)
	if flag, isUnready := before[unready]; isUnready {
		kept[unready] = flag
	}
	inputsFound, err := marshal(found)
	if err != nil {
		return nil, err
	}
	result, err := marshal(kept)
	return &rpc.ReadResponse{Id: r.GetId(), Inputs: inputsFound, Properties: result}, err
}

// drifted gives the input as the cluster has it, where that is not what it would be after a repair.
func drifted(input resource.PropertyValue, repaired, live any) resource.PropertyValue {
	switch {
	case reflect.DeepEqual(repaired, live):
		return input
	case input.IsSecret():
		return resource.MakeSecret(drifted(input.SecretValue().Element, repaired, live))
	case input.IsObject():
		return driftedObject(input.ObjectValue(), repaired, live)
	case input.IsArray():
		return driftedArray(input.ArrayValue(), repaired, live)
	default:
		return resource.NewPropertyValue(live)
	}
}

func driftedObject(input resource.PropertyMap, repaired, live any) resource.PropertyValue {
	repairedFields, isMap := repaired.(map[string]any)
	liveFields, stillMap := live.(map[string]any)
	if !isMap || !stillMap {
		return resource.NewPropertyValue(live)
	}
	found := resource.PropertyMap{}
	for key, value := range input {
		now, there := liveFields[string(key)]
		if there || repairedFields[string(key)] == nil {
			found[key] = drifted(value, repairedFields[string(key)], now)
		}
	}
	return resource.NewObjectProperty(found)
}

// driftedArray compares element by element; where their number is another, the live list says it all.
func driftedArray(input []resource.PropertyValue, repaired, live any) resource.PropertyValue {
	repairedItems, isList := repaired.([]any)
	liveItems, stillList := live.([]any)
	if !isList || !stillList || len(repairedItems) != len(input) || len(liveItems) != len(input) {
		return resource.NewPropertyValue(live)
	}
	found := make([]resource.PropertyValue, len(input))
	for index, value := range input {
		found[index] = drifted(value, repairedItems[index], liveItems[index])
	}
	return resource.NewArrayProperty(found)
}

func with(annotations map[string]string, key, value string) map[string]string {
	result := map[string]string{key: value}
	for name, text := range annotations {
		if name != key {
			result[name] = text
		}
	}
	return result
}
