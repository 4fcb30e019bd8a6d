package main

import (
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Quantities and defaults are written by the server in its own way on both sides, and are no drift.
func TestDriftIsWhatARepairWouldChange(t *testing.T) {
	given := fields{"memory": "1024Mi", "replicas": 1.0, "list": []any{fields{"name": "a", "value": "1"}}, "gone": "x"}
	repaired := fields{"memory": "1Gi", "replicas": int64(1), "list": []any{fields{"name": "a", "value": "1", "default": "d"}}, "gone": "x"}
	live := fields{"memory": "1Gi", "replicas": int64(3), "list": []any{fields{"name": "a", "value": "2", "default": "d"}}, "added": "by others"}
	got := asLive(resource.NewPropertyValue(given), repaired, live).ObjectValue().Mappable()
	want := fields{"memory": "1024Mi", "replicas": 3.0, "list": []any{fields{"name": "a", "value": "2"}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestDriftOfASecretStaysSecret(t *testing.T) {
	input := resource.MakeSecret(resource.NewPropertyValue(fields{"a": "old"}))
	got := asLive(input, fields{"a": "old"}, fields{"a": "new"})
	if !got.IsSecret() || got.SecretValue().Element.ObjectValue()["a"].StringValue() != "new" {
		t.Errorf("got %v", got)
	}
}

func TestAListOfAnotherLengthIsTakenAsItIs(t *testing.T) {
	got := asLive(resource.NewPropertyValue([]any{"a"}), []any{"a"}, []any{"a", "b"})
	if len(got.ArrayValue()) != 2 {
		t.Errorf("got %v", got)
	}
	hidden := resource.NewArrayProperty([]resource.PropertyValue{resource.MakeSecret(resource.NewStringProperty("a"))})
	if got := asLive(hidden, []any{"a"}, []any{"a", "b"}); !got.IsSecret() {
		t.Errorf("a secret is plain in %v", got)
	}
}
