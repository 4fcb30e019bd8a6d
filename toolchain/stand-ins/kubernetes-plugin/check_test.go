package main

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const urnOf = "urn:pulumi:stack::project::"

func check(t *testing.T, kind string, given resource.PropertyMap) resource.PropertyMap {
	t.Helper()
	got, err := newKubernetesProvider(nil).Check(context.Background(), &rpc.CheckRequest{Urn: urnOf + kind + "::here", News: marshalled(t, given)})
	if err != nil {
		t.Fatal(err)
	}
	result, err := properties(got.GetInputs())
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestCheckGivesANameWhereThereIsNone(t *testing.T) {
	for want, metadata := range map[string]fields{"here": {"labels": fields{}}, "own": {"name": "own"}} {
		got := check(t, "kubernetes:core/v1:ConfigMap", resource.NewPropertyMapFromMap(fields{"metadata": metadata}))
		if name := nested(got, "metadata", "name"); name != want {
			t.Errorf("got %s, want %s", name, want)
		}
	}
}

func TestCheckLeavesUnknownMetadataAlone(t *testing.T) {
	unknown := resource.MakeComputed(resource.NewStringProperty(""))
	if got := check(t, "kubernetes:core/v1:ConfigMap", resource.PropertyMap{"metadata": unknown}); !got["metadata"].IsComputed() {
		t.Errorf("got %v", got)
	}
}

func TestCheckHidesWhatASecretHolds(t *testing.T) {
	given := resource.NewPropertyMapFromMap(fields{"apiVersion": "v1", "kind": "Secret", "data": fields{"a": "YQ=="}, "stringData": fields{"b": "b!"}})
	got := check(t, "kubernetes:core/v1:Secret", given)
	if !got["data"].IsSecret() || got.HasValue("stringData") {
		t.Fatalf("got %v", got)
	}
	want := resource.NewPropertyMapFromMap(fields{"a": "YQ==", "b": base64.StdEncoding.EncodeToString([]byte("b!"))})
	if data := got["data"].SecretValue().Element.ObjectValue(); !data.DeepEquals(want) {
		t.Errorf("got %v", data)
	}
}

func TestCheckRefusesWhatIsNoObject(t *testing.T) {
	for _, kind := range []string{"helm.sh/v3:Release", "yaml/v2:ConfigFile", "kustomize:Directory", "core/v1:NamespacePatch", "core/v1:ConfigMapList"} {
		_, err := newKubernetesProvider(nil).Check(context.Background(), &rpc.CheckRequest{Urn: urnOf + "kubernetes:" + kind + "::here"})
		if err == nil || !strings.Contains(err.Error(), "use the vendor's plugin") {
			t.Errorf("%s: got %v", kind, err)
		}
	}
}

func TestErrorsShowNoSecret(t *testing.T) {
	given := resource.PropertyMap{"data": resource.MakeSecret(resource.NewPropertyValue(fields{"a": "aHVudGVyMg=="})), "plain": resource.NewStringProperty("shown")}
	got := withoutSecrets(errors.New("hunter2, aHVudGVyMg== and shown"), given)
	if got.Error() != "[secret], [secret] and shown" {
		t.Errorf("got %v", got)
	}
}

func TestWholeNumbersAreIntegers(t *testing.T) {
	got, err := object(inputs(t, fields{"spec": fields{"replicas": 2, "share": 0.5}, unready: true}))
	if err != nil {
		t.Fatal(err)
	}
	if encoded, _ := got.MarshalJSON(); got.Object["spec"].(fields)["replicas"] != int64(2) || strings.Contains(string(encoded), unready) {
		t.Errorf("got %s", encoded)
	}
}
