package main

import (
	"context"
	"testing"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func TestDiffReplacesWhatKubernetesCallsImmutable(t *testing.T) {
	const update, replace = rpc.PropertyDiff_UPDATE, rpc.PropertyDiff_UPDATE_REPLACE
	meta := fields{"name": "a"}
	of := func(kind string, spec fields) fields { return fields{"kind": kind, "metadata": meta, "spec": spec} }
	for name, one := range map[string]struct {
		olds, news  fields
		path        string
		kind        rpc.PropertyDiff_Kind
		deleteFirst bool
	}{
		"replicas":       {of("Deployment", fields{"replicas": 1}), of("Deployment", fields{"replicas": 2}), "spec.replicas", update, false},
		"selector":       {of("Deployment", fields{"selector": "a"}), of("Deployment", fields{"selector": "b"}), "spec.selector", replace, true},
		"job template":   {of("Job", fields{"template": fields{"a": "1"}}), of("Job", fields{"template": fields{"a": "2"}}), "spec.template.a", replace, true},
		"job suspend":    {of("Job", fields{"suspend": "a"}), of("Job", fields{"suspend": "b"}), "spec.suspend", update, false},
		"claim size":     {of("PersistentVolumeClaim", fields{"resources": "1Gi"}), of("PersistentVolumeClaim", fields{"resources": "2Gi"}), "spec.resources", update, false},
		"claim class":    {of("PersistentVolumeClaim", fields{"storageClassName": "a"}), of("PersistentVolumeClaim", fields{"storageClassName": "b"}), "spec.storageClassName", replace, true},
		"name":           {fields{"metadata": meta}, fields{"metadata": fields{"name": "b"}}, "metadata.name", replace, false},
		"like a name":    {fields{"metadata": fields{"name": "a", "nameX": "1"}}, fields{"metadata": fields{"name": "a", "nameX": "2"}}, "metadata.nameX", update, false},
		"data":           {fields{"data": fields{"a": "1"}}, fields{"data": fields{"a": "2"}}, "data.a", update, false},
		"immutable data": {fields{"immutable": true, "data": fields{"a.b": "1"}}, fields{"immutable": true, "data": fields{"a.b": "2"}}, `data["a.b"]`, replace, true},
	} {
		got, err := newKubernetesProvider(nil).Diff(context.Background(), &rpc.DiffRequest{OldInputs: inputs(t, one.olds), News: inputs(t, one.news)})
		if err != nil {
			t.Fatal(err)
		}
		change := got.GetDetailedDiff()[one.path]
		if change == nil || change.GetKind() != one.kind || len(got.GetDetailedDiff()) != 1 {
			t.Errorf("%s: got %v", name, got.GetDetailedDiff())
		}
		if (len(got.GetReplaces()) > 0) != (one.kind == replace) || got.GetDeleteBeforeReplace() != one.deleteFirst {
			t.Errorf("%s: replaces %v, delete first %v", name, got.GetReplaces(), got.GetDeleteBeforeReplace())
		}
	}
}

func TestDiffOfTheSameIsEmpty(t *testing.T) {
	same := inputs(t, fields{"kind": "Service", "spec": fields{"ports": []any{fields{"port": 80}}}})
	got, err := newKubernetesProvider(nil).Diff(context.Background(), &rpc.DiffRequest{OldInputs: same, News: same})
	if err != nil || got.GetChanges() != rpc.DiffResponse_DIFF_NONE || len(got.GetDetailedDiff()) > 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

// What never became ready is waited for again, or made anew where its annotation says so.
func TestDiffGoesOnWithWhatIsNotReady(t *testing.T) {
	for annotation, kind := range map[string]rpc.PropertyDiff_Kind{"": rpc.PropertyDiff_DELETE, "true": rpc.PropertyDiff_DELETE_REPLACE} {
		same := inputs(t, fields{"kind": "Job", "metadata": fields{"name": "a", "annotations": fields{"pulumi.com/replaceUnready": annotation}}})
		request := &rpc.DiffRequest{OldInputs: same, News: same, Olds: inputs(t, fields{unready: true})}
		got, err := newKubernetesProvider(nil).Diff(context.Background(), request)
		if err != nil || got.GetChanges() != rpc.DiffResponse_DIFF_SOME || got.GetDetailedDiff()[unready].GetKind() != kind {
			t.Errorf("%q: got %v, %v", annotation, got, err)
		}
	}
}
