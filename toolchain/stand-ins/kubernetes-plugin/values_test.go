package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"google.golang.org/protobuf/types/known/structpb"
)

// fields of an object, as a program or the API server has them.
type fields = map[string]any

func inputs(t *testing.T, given fields) *structpb.Struct {
	t.Helper()
	return marshalled(t, resource.NewPropertyMapFromMap(given))
}

func marshalled(t *testing.T, given resource.PropertyMap) *structpb.Struct {
	t.Helper()
	result, err := marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	return result
}
