package main

import (
	"encoding/json"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// unready in the state: it was made, and never became what it was to be.
const unready = "__unready"

// properties keeps what is secret and what is not known yet.
func properties(given *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(given, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, SkipNulls: true})
}

// plainProperties forgets what is secret, for comparison: a value is the same whether it is marked or not.
func plainProperties(given *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(given, plugin.MarshalOptions{KeepUnknowns: true, SkipNulls: true})
}

func marshal(properties resource.PropertyMap) (*structpb.Struct, error) {
	return plugin.MarshalProperties(properties, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, SkipNulls: true})
}

// object is what the API server is given. Whole numbers are integers again, which Pulumi does not have.
func object(inputs *structpb.Struct) (*unstructured.Unstructured, error) {
	plain, err := plugin.UnmarshalProperties(inputs, plugin.MarshalOptions{SkipNulls: true})
	if err != nil {
		return nil, err
	}
	fields := plain.Mappable()
	delete(fields, unready)
	encoded, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	result := &unstructured.Unstructured{}
	return result, utiljson.Unmarshal(encoded, &result.Object)
}

// state is what is kept of an object: its inputs, with their secrets marked, and its UID. What the server adds is left out.
func state(inputs resource.PropertyMap, made *unstructured.Unstructured) resource.PropertyMap {
	kept := inputs.Copy()
	if metadata, found := kept["metadata"]; found && metadata.IsObject() && made != nil {
		fields := metadata.ObjectValue().Copy()
		fields["uid"] = resource.NewStringProperty(string(made.GetUID()))
		kept["metadata"] = resource.NewObjectProperty(fields)
	}
	return kept
}

func idOf(object *unstructured.Unstructured) string {
	if object.GetNamespace() == "" {
		return object.GetName()
	}
	return object.GetNamespace() + "/" + object.GetName()
}

func annotation(object *unstructured.Unstructured, name string) string {
	return object.GetAnnotations()["pulumi.com/"+name]
}
