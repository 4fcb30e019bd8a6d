package main

import (
	"context"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Diff compares what was asked for with what is asked for now. What the cluster did to it meanwhile is found by a refresh.
func (p *kubernetesProvider) Diff(_ context.Context, r *rpc.DiffRequest) (*rpc.DiffResponse, error) {
	olds, err := plainProperties(r.GetOldInputs())
	if err != nil {
		return nil, err
	}
	news, err := plainProperties(r.GetNews())
	if err != nil {
		return nil, err
	}
	before, err := plainProperties(r.GetOlds())
	if err != nil {
		return nil, err
	}
	response := &rpc.DiffResponse{Changes: rpc.DiffResponse_DIFF_NONE, HasDetailedDiff: true, DetailedDiff: map[string]*rpc.PropertyDiff{}}
	for path, change := range plugin.NewDetailedDiffFromObjectDiff(olds.Diff(news), true) {
		replaces := immutable(news, path)
		response.Changes = rpc.DiffResponse_DIFF_SOME
		response.DetailedDiff[path] = &rpc.PropertyDiff{Kind: kindOf(change.Kind, replaces), InputDiff: true}
		top := topOf(path)
		response.Diffs = appendOnce(response.Diffs, top)
		if replaces {
			response.Replaces = appendOnce(response.Replaces, top)
		}
	}
	if before.HasValue(unready) && nested(news, "metadata", "annotations", "pulumi.com/replaceUnready") == "true" {
		response.Changes = rpc.DiffResponse_DIFF_SOME
		response.DetailedDiff[unready] = &rpc.PropertyDiff{Kind: rpc.PropertyDiff_DELETE_REPLACE}
		response.Replaces = appendOnce(response.Replaces, unready)
	}
	// Two objects cannot have one name; under another name the new one may be there before the old one goes.
	response.DeleteBeforeReplace = len(response.Replaces) > 0 && sameName(olds, news)
	return response, nil
}

func sameName(olds, news resource.PropertyMap) bool {
	for _, field := range []string{"name", "namespace"} {
		if nested(olds, "metadata", field) != nested(news, "metadata", field) {
			return false
		}
	}
	return true
}

// immutablePaths of a kind: a change below one of them makes another object.
var immutablePaths = map[string][]string{
	"ConfigMap":             {"immutable"},
	"Job":                   {"spec.completionMode", "spec.completions", "spec.podFailurePolicy", "spec.selector", "spec.template"},
	"DaemonSet":             {"spec.selector"},
	"Deployment":            {"spec.selector"},
	"PersistentVolumeClaim": {"spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeMode", "spec.volumeName"},
	"Pod":                   {"spec"},
	"PriorityClass":         {"preemptionPolicy", "value"},
	"RoleBinding":           {"roleRef"},
	"ClusterRoleBinding":    {"roleRef"},
	"Secret":                {"immutable", "type"},
	"Service":               {"spec.clusterIP"},
	"StatefulSet":           {"spec.podManagementPolicy", "spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"},
	"StorageClass":          {"mountOptions", "parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"},
}

func immutable(news resource.PropertyMap, path string) bool {
	paths := append([]string{"apiVersion", "kind", "metadata.name", "metadata.namespace"}, immutablePaths[nested(news, "kind")]...)
	if value, found := news["immutable"]; found && value.IsBool() && value.BoolValue() {
		paths = append(paths, "binaryData", "data", "stringData")
	}
	return slices.ContainsFunc(paths, func(fixed string) bool {
		rest, below := strings.CutPrefix(path, fixed)
		return below && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}

func kindOf(kind plugin.DiffKind, replaces bool) rpc.PropertyDiff_Kind {
	switch kind {
	case plugin.DiffAdd, plugin.DiffAddReplace:
		return choose(replaces, rpc.PropertyDiff_ADD_REPLACE, rpc.PropertyDiff_ADD)
	case plugin.DiffDelete, plugin.DiffDeleteReplace:
		return choose(replaces, rpc.PropertyDiff_DELETE_REPLACE, rpc.PropertyDiff_DELETE)
	default:
		return choose(replaces, rpc.PropertyDiff_UPDATE_REPLACE, rpc.PropertyDiff_UPDATE)
	}
}

func choose[T any](condition bool, yes, no T) T {
	if condition {
		return yes
	}
	return no
}

func topOf(path string) string {
	return path[:strings.IndexAny(path+".", ".[")]
}

func appendOnce(list []string, element string) []string {
	if slices.Contains(list, element) {
		return list
	}
	return append(list, element)
}

// nested gives the text at a path of objects, and nothing where it is not a text.
func nested(properties resource.PropertyMap, path ...string) string {
	value, found := properties[resource.PropertyKey(path[0])]
	switch {
	case !found:
		return ""
	case len(path) > 1 && value.IsObject():
		return nested(value.ObjectValue(), path[1:]...)
	case len(path) == 1 && value.IsString():
		return value.StringValue()
	default:
		return ""
	}
}
