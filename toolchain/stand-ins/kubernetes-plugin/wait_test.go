package main

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func TestReadiness(t *testing.T) {
	condition := func(kind, status, reason string) fields {
		return fields{"type": kind, "status": status, "reason": reason, "message": "why"}
	}
	exceeded := []any{condition("Progressing", "False", "ProgressDeadlineExceeded")}
	rolledOut := func(generation int64) fields {
		return fields{"observedGeneration": generation, "replicas": int64(2), "updatedReplicas": int64(2), "availableReplicas": int64(2), "readyReplicas": int64(2)}
	}
	for name, one := range map[string]struct {
		kind    string
		status  fields
		done    bool
		failure string
	}{
		"rolled out":                       {"Deployment", rolledOut(3), true, ""},
		"the change is not seen yet":       {"Deployment", rolledOut(2), false, ""},
		"an old pod is still there":        {"Deployment", fields{"observedGeneration": int64(3), "replicas": int64(3), "updatedReplicas": int64(2), "availableReplicas": int64(2)}, false, ""},
		"too slow":                         {"Deployment", fields{"observedGeneration": int64(3), "conditions": exceeded}, false, "why"},
		"too slow, but before this change": {"Deployment", fields{"observedGeneration": int64(2), "conditions": exceeded}, false, ""},
		"all pods":                         {"StatefulSet", rolledOut(3), true, ""},
		"all pods, of the one before":      {"StatefulSet", fields{"observedGeneration": int64(3), "readyReplicas": int64(2)}, false, ""},
		"complete":                         {"Job", fields{"conditions": []any{condition("Complete", "True", "")}}, true, ""},
		"failed":                           {"Job", fields{"conditions": []any{condition("Failed", "True", "")}}, false, "failed: why"},
		"runs":                             {"Job", fields{}, false, ""},
		"ready":                            {"Pod", fields{"conditions": []any{condition("Ready", "True", "")}}, true, ""},
		"served":                           {"CustomResourceDefinition", fields{"conditions": []any{condition("Established", "True", "")}}, true, ""},
	} {
		live := &unstructured.Unstructured{Object: fields{"metadata": fields{"generation": int64(3)}, "spec": fields{"replicas": int64(2)}, "status": one.status}}
		if got := readiness[one.kind](live); got.done != one.done || got.failure != one.failure {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestPatience(t *testing.T) {
	annotated := &unstructured.Unstructured{Object: fields{"metadata": fields{"annotations": fields{"pulumi.com/timeoutSeconds": "30"}}}}
	for want, got := range map[time.Duration]time.Duration{
		5 * time.Second:  patience(annotated, 5),
		30 * time.Second: patience(annotated, 0),
		10 * time.Minute: patience(&unstructured.Unstructured{Object: fields{}}, 0),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestHopelessPods(t *testing.T) {
	waiting := func(reason string, restarts int32) corev1.Pod {
		state := corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason}}
		return corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{State: state, RestartCount: restarts}}}}
	}
	for _, one := range []struct {
		pod  corev1.Pod
		want string
	}{
		{waiting("ImagePullBackOff", 0), "cannot start: ImagePullBackOff"},
		{waiting("ContainerCreating", 0), ""},
		{waiting("CrashLoopBackOff", 1), ""},
		{waiting("CrashLoopBackOff", 3), "does not stay up: CrashLoopBackOff"},
	} {
		if got := hopelessReason(one.pod); got != one.want {
			t.Errorf("got %q, want %q", got, one.want)
		}
	}
}
