package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const (
	// pollInterval is short enough to be no delay, and one small question.
	pollInterval = 300 * time.Millisecond
	// lookInterval between looks at what is in the way, which are several questions.
	lookInterval = 2 * time.Second
	// hopeless after this long: an image that cannot be had, a container that cannot be made.
	hopelessAfter  = 30 * time.Second
	defaultTimeout = 10 * time.Minute
)

// wait until the object is ready, if ready is something that its kind can be.
func (p *kubernetesProvider) wait(ctx context.Context, urn string, made *unstructured.Unstructured) error {
	ready, waits := readiness[made.GetKind()]
	if !waits || annotation(made, "skipAwait") == "true" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience(made))
	defer cancel()
	client, err := p.cluster.resource(made)
	if err != nil {
		return err
	}
	look := newLookout(p.cluster, made)
	for {
		live, err := client.Get(ctx, made.GetName(), metav1.GetOptions{})
		if err == nil {
			verdict := ready(live)
			if verdict.done && verdict.failure == "" {
				return nil
			}
			if verdict.failure != "" {
				return look.failure(verdict.failure)
			}
			p.status(urn, verdict.waitingFor)
		} else if apierrors.IsNotFound(err) {
			return fmt.Errorf("%s %s was deleted while it was waited for", made.GetKind(), idOf(made))
		}
		if reason := look.hopeless(ctx); reason != "" {
			return look.failure(reason)
		}
		if err := pause(ctx, pollInterval); err != nil {
			if errors.Is(err, context.DeadlineExceeded) {
				return look.failure(fmt.Sprintf("was not ready within %s", patience(made)))
			}
			return fmt.Errorf("%s %s: interrupted while it was waited for", made.GetKind(), idOf(made))
		}
	}
}

func patience(object *unstructured.Unstructured) time.Duration {
	if seconds, err := strconv.Atoi(annotation(object, "timeoutSeconds")); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	return defaultTimeout
}

func (p *kubernetesProvider) status(urn, text string) {
	_ = p.host.LogStatus(p.ended, diag.Info, resource.URN(urn), text)
}

type verdict struct {
	done       bool
	waitingFor string
	failure    string
}

// readiness of those kinds that have one.
var readiness = map[string]func(live *unstructured.Unstructured) verdict{
	"Deployment":  deploymentReady,
	"StatefulSet": statefulSetReady,
	"DaemonSet":   daemonSetReady,
	"Job":         jobEnded,
	"Pod":         podReady,
}

func deploymentReady(live *unstructured.Unstructured) verdict {
	if condition := conditionOf(live, "Progressing"); condition["reason"] == "ProgressDeadlineExceeded" {
		return verdict{failure: fmt.Sprint(condition["message"])}
	}
	want := integer(live, 1, "spec", "replicas")
	updated, available := status(live, "updatedReplicas"), status(live, "availableReplicas")
	done := observed(live) && updated == want && available == want && status(live, "replicas") == want
	return verdict{done: done, waitingFor: fmt.Sprintf("%d of %d replicas updated, %d available", updated, want, available)}
}

func statefulSetReady(live *unstructured.Unstructured) verdict {
	want := integer(live, 1, "spec", "replicas")
	updated, ready := status(live, "updatedReplicas"), status(live, "readyReplicas")
	done := observed(live) && updated == want && ready == want
	return verdict{done: done, waitingFor: fmt.Sprintf("%d of %d replicas updated, %d ready", updated, want, ready)}
}

func daemonSetReady(live *unstructured.Unstructured) verdict {
	want := status(live, "desiredNumberScheduled")
	updated, available := status(live, "updatedNumberScheduled"), status(live, "numberAvailable")
	done := observed(live) && updated == want && available == want
	return verdict{done: done, waitingFor: fmt.Sprintf("%d of %d pods updated, %d available", updated, want, available)}
}

func jobEnded(live *unstructured.Unstructured) verdict {
	if condition := conditionOf(live, "Failed"); condition["status"] == "True" {
		return verdict{failure: strings.TrimSpace(fmt.Sprintf("failed: %v", condition["message"]))}
	}
	return verdict{done: conditionOf(live, "Complete")["status"] == "True", waitingFor: "waiting for its end"}
}

func podReady(live *unstructured.Unstructured) verdict {
	phase, _, _ := unstructured.NestedString(live.Object, "status", "phase")
	if phase == "Failed" {
		return verdict{failure: "failed"}
	}
	done := phase == "Succeeded" || conditionOf(live, "Ready")["status"] == "True"
	return verdict{done: done, waitingFor: "waiting for it to be ready"}
}

// observed: its controller has seen the last change.
func observed(live *unstructured.Unstructured) bool {
	return status(live, "observedGeneration") >= live.GetGeneration()
}

func status(live *unstructured.Unstructured, field string) int64 {
	return integer(live, 0, "status", field)
}

func integer(live *unstructured.Unstructured, otherwise int64, path ...string) int64 {
	if value, found, err := unstructured.NestedInt64(live.Object, path...); found && err == nil {
		return value
	}
	return otherwise
}

func conditionOf(live *unstructured.Unstructured, kind string) map[string]any {
	conditions, _, _ := unstructured.NestedSlice(live.Object, "status", "conditions")
	for _, each := range conditions {
		if condition, isMap := each.(map[string]any); isMap && condition["type"] == kind {
			return condition
		}
	}
	return nil
}
