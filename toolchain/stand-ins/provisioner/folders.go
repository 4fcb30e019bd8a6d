package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// folders makes and removes the folders of volumes. Their size is not enforced: a folder takes what its disk has.
type folders struct{ root string }

func (f folders) Provision(_ context.Context, options controller.ProvisionOptions) (*core.PersistentVolume, controller.ProvisioningState, error) {
	claim := options.PVC
	if unsupported := unsupportedModes(claim); len(unsupported) > 0 {
		return nil, controller.ProvisioningFinished, fmt.Errorf("access mode: got %v, allowed is %s: a folder of a node is on that node only", unsupported, core.ReadWriteOnce)
	}
	path := filepath.Join(f.root, options.PVName)
	// The kubelet gives it to the group of the pod that mounts it.
	if err := os.MkdirAll(path, 0o770); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: options.PVName},
		Spec: core.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   claim.Spec.AccessModes,
			VolumeMode:                    claim.Spec.VolumeMode,
			Capacity:                      core.ResourceList{core.ResourceStorage: claim.Spec.Resources.Requests[core.ResourceStorage]},
			PersistentVolumeSource:        core.PersistentVolumeSource{Local: &core.LocalVolumeSource{Path: path}},
			NodeAffinity:                  onNode(options.SelectedNodeName),
		},
	}, controller.ProvisioningFinished, nil
}

func (f folders) Delete(_ context.Context, volume *core.PersistentVolume) error {
	if !f.has(volume.Spec.Local) {
		return &controller.IgnoredError{Reason: fmt.Sprintf("it is no folder in %s: %+v", f.root, volume.Spec.PersistentVolumeSource)}
	}
	return os.RemoveAll(volume.Spec.Local.Path)
}

// Anybody who may make volumes chooses their path: one with dots in it may lead anywhere.
func (f folders) has(source *core.LocalVolumeSource) bool {
	return source != nil && source.Path == filepath.Join(f.root, filepath.Base(source.Path))
}

func unsupportedModes(claim *core.PersistentVolumeClaim) []core.PersistentVolumeAccessMode {
	supported := []core.PersistentVolumeAccessMode{core.ReadWriteOnce, core.ReadWriteOncePod}
	return slices.DeleteFunc(slices.Clone(claim.Spec.AccessModes), func(mode core.PersistentVolumeAccessMode) bool {
		return slices.Contains(supported, mode)
	})
}

func onNode(name string) *core.VolumeNodeAffinity {
	return &core.VolumeNodeAffinity{Required: &core.NodeSelector{NodeSelectorTerms: []core.NodeSelectorTerm{{
		MatchExpressions: []core.NodeSelectorRequirement{{Key: core.LabelHostname, Operator: core.NodeSelectorOpIn, Values: []string{name}}},
	}}}}
}
