package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	core "k8s.io/api/core/v1"
	storage "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

func optionsFor(modes ...core.PersistentVolumeAccessMode) controller.ProvisionOptions {
	reclaim := core.PersistentVolumeReclaimDelete
	claim := &core.PersistentVolumeClaim{ObjectMeta: meta.ObjectMeta{Namespace: "ballast-dev", Name: "postgres-data", UID: "0123456789abcdef"}}
	claim.Spec.AccessModes = modes
	claim.Spec.Resources.Requests = core.ResourceList{core.ResourceStorage: resource.MustParse("1Gi")}
	return controller.ProvisionOptions{
		PVC:              claim,
		PVName:           volumeName(claim),
		StorageClass:     &storage.StorageClass{ReclaimPolicy: &reclaim},
		SelectedNodeName: "ballast",
	}
}

func provision(t *testing.T, f folders) *core.PersistentVolume {
	t.Helper()
	volume, state, err := f.Provision(context.Background(), optionsFor(core.ReadWriteOnce))
	if err != nil || state != controller.ProvisioningFinished {
		t.Fatalf("got %v, %v", state, err)
	}
	return volume
}

func TestVolumeIsAFolderOfTheNode(t *testing.T) {
	root := t.TempDir()
	volume := provision(t, folders{root})
	path := filepath.Join(root, "ballast-dev-postgres-data-01234567")
	if volume.Spec.Local == nil || volume.Spec.Local.Path != path {
		t.Fatalf("source: got %+v, want local %s", volume.Spec.PersistentVolumeSource, path)
	}
	if found, err := os.Stat(path); err != nil || !found.IsDir() || found.Mode().Perm()&0o007 != 0 {
		t.Fatalf("folder: got %v, %v; want one that is closed to others", found, err)
	}
	if size := volume.Spec.Capacity[core.ResourceStorage]; size.String() != "1Gi" {
		t.Errorf("capacity: got %s", &size)
	}
	if volume.Spec.PersistentVolumeReclaimPolicy != core.PersistentVolumeReclaimDelete {
		t.Errorf("reclaim policy: got %s", volume.Spec.PersistentVolumeReclaimPolicy)
	}
	term := volume.Spec.NodeAffinity.Required.NodeSelectorTerms[0].MatchExpressions[0]
	if term.Key != core.LabelHostname || term.Operator != core.NodeSelectorOpIn || len(term.Values) != 1 || term.Values[0] != "ballast" {
		t.Errorf("node affinity: got %+v", term)
	}
}

func TestOtherAccessModesAreRefused(t *testing.T) {
	root := t.TempDir()
	for _, modes := range [][]core.PersistentVolumeAccessMode{
		{core.ReadWriteMany},
		{core.ReadOnlyMany},
		{core.ReadWriteOnce, core.ReadWriteMany},
	} {
		if volume, _, err := (folders{root}).Provision(context.Background(), optionsFor(modes...)); err == nil {
			t.Errorf("%v: got %v, want an error", modes, volume)
		}
	}
	if made, _ := os.ReadDir(root); len(made) != 0 {
		t.Errorf("made %v", made)
	}
	if _, _, err := (folders{root}).Provision(context.Background(), optionsFor(core.ReadWriteOncePod)); err != nil {
		t.Errorf("ReadWriteOncePod: got %v", err)
	}
}

func TestDeleteRemovesTheFolderWithWhatIsInIt(t *testing.T) {
	f := folders{t.TempDir()}
	volume := provision(t, f)
	if err := os.WriteFile(filepath.Join(volume.Spec.Local.Path, "data"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := f.Delete(context.Background(), volume); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(volume.Spec.Local.Path); !os.IsNotExist(err) {
		t.Errorf("got %v, want it gone", err)
	}
}

func TestNothingOutsideOfTheRootIsRemoved(t *testing.T) {
	outside := t.TempDir()
	root := filepath.Join(outside, "volumes")
	precious := filepath.Join(outside, "precious")
	deep := filepath.Join(root, "one", "two")
	for _, path := range []string{precious, deep} {
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{precious, outside, root, root + "/../precious", root + "/..", root + "/.", deep, "/", ""} {
		volume := &core.PersistentVolume{Spec: core.PersistentVolumeSpec{
			PersistentVolumeSource: core.PersistentVolumeSource{Local: &core.LocalVolumeSource{Path: path}},
		}}
		var ignored *controller.IgnoredError
		if err := (folders{root}).Delete(context.Background(), volume); !errors.As(err, &ignored) {
			t.Errorf("%q: got %v, want it ignored", path, err)
		}
	}
	for _, path := range []string{precious, deep} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

// The API takes any source for a volume that names this provisioner in its annotation.
func TestVolumeOfAnotherKindIsLeftAlone(t *testing.T) {
	volume := &core.PersistentVolume{Spec: core.PersistentVolumeSpec{
		PersistentVolumeSource: core.PersistentVolumeSource{HostPath: &core.HostPathVolumeSource{Path: "/etc"}},
	}}
	var ignored *controller.IgnoredError
	if err := (folders{t.TempDir()}).Delete(context.Background(), volume); !errors.As(err, &ignored) {
		t.Errorf("got %v, want it ignored", err)
	}
}
