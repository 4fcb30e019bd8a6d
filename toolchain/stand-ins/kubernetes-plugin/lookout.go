package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
)

// logLines of a container that failed, at the end of which its reason usually stands.
const logLines = 10

// hopelessReasons of a container that waits: time does not mend them.
var hopelessReasons = []string{"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError", "CreateContainerError"}

// lookout sees what is in the way of an object's pods.
type lookout struct {
	cluster  *cluster
	object   *unstructured.Unstructured
	selector string
	last     time.Time
	// since when a pod has been hopeless.
	since map[string]time.Time
}

func newLookout(c *cluster, object *unstructured.Unstructured) *lookout {
	return &lookout{cluster: c, object: object, selector: podSelector(object), since: map[string]time.Time{}}
}

func podSelector(object *unstructured.Unstructured) string {
	if object.GetKind() == "Job" {
		return labels.Set{"job-name": object.GetName()}.String()
	}
	matched, _, _ := unstructured.NestedStringMap(object.Object, "spec", "selector", "matchLabels")
	return labels.Set(matched).String()
}

// hopeless gives the reason when a pod has been in the same hole for long enough.
func (l *lookout) hopeless(ctx context.Context) string {
	if time.Since(l.last) < lookInterval {
		return ""
	}
	l.last = time.Now()
	for _, pod := range l.pods(ctx) {
		reason := hopelessReason(pod)
		if reason == "" {
			delete(l.since, pod.Name)
			continue
		}
		if _, seen := l.since[pod.Name]; !seen {
			l.since[pod.Name] = time.Now()
		}
		if time.Since(l.since[pod.Name]) > hopelessAfter {
			return reason
		}
	}
	return ""
}

func hopelessReason(pod corev1.Pod) string {
	for _, container := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		if waiting := container.State.Waiting; waiting != nil && slices.Contains(hopelessReasons, waiting.Reason) {
			return fmt.Sprintf("cannot start: %s", waiting.Reason)
		}
	}
	return ""
}

// failure tells the reason, and below it what each pod that is not ready says. It asks anew: the time of the wait may be over.
func (l *lookout) failure(reason string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	lines := []string{fmt.Sprintf("%s %s %s", l.object.GetKind(), idOf(l.object), reason)}
	for _, pod := range l.pods(ctx) {
		lines = append(lines, l.troubles(ctx, pod)...)
	}
	return fmt.Errorf("%s", strings.Join(lines, "\n"))
}

func (l *lookout) pods(ctx context.Context) []corev1.Pod {
	if l.object.GetKind() == "Pod" {
		pod, err := l.cluster.typed.CoreV1().Pods(l.object.GetNamespace()).Get(ctx, l.object.GetName(), metav1.GetOptions{})
		if err != nil {
			return nil
		}
		return []corev1.Pod{*pod}
	}
	list, err := l.cluster.typed.CoreV1().Pods(l.object.GetNamespace()).List(ctx, metav1.ListOptions{LabelSelector: l.selector})
	if err != nil {
		return nil
	}
	return list.Items
}

func (l *lookout) troubles(ctx context.Context, pod corev1.Pod) []string {
	lines := []string{}
	for _, condition := range pod.Status.Conditions {
		if condition.Type == corev1.PodScheduled && condition.Status == corev1.ConditionFalse {
			lines = append(lines, fmt.Sprintf("pod %s has no node: %s", pod.Name, condition.Message))
		}
	}
	for _, container := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		trouble := containerTrouble(container)
		if trouble == "" {
			continue
		}
		lines = append(lines, fmt.Sprintf("pod %s, container %s: %s", pod.Name, container.Name, trouble))
		lines = append(lines, l.events(ctx, pod)...)
		lines = append(lines, l.log(ctx, pod.Name, container)...)
	}
	return lines
}

func containerTrouble(container corev1.ContainerStatus) string {
	state, before := container.State, container.LastTerminationState.Terminated
	switch {
	case state.Waiting != nil && before != nil:
		return fmt.Sprintf("%s after exit code %d (%s), restarted %d times", state.Waiting.Reason, before.ExitCode, before.Reason, container.RestartCount)
	case state.Waiting != nil && state.Waiting.Message != "":
		return fmt.Sprintf("%s: %s", state.Waiting.Reason, state.Waiting.Message)
	case state.Waiting != nil:
		return state.Waiting.Reason
	case state.Terminated != nil && state.Terminated.ExitCode != 0:
		return fmt.Sprintf("ended with exit code %d (%s)", state.Terminated.ExitCode, state.Terminated.Reason)
	case state.Running != nil && !container.Ready:
		return "runs, and is not ready"
	default:
		return ""
	}
}

// events of the pod that warn, the newest of each reason.
func (l *lookout) events(ctx context.Context, pod corev1.Pod) []string {
	found, err := l.cluster.typed.CoreV1().Events(pod.Namespace).List(ctx, metav1.ListOptions{FieldSelector: "type=Warning,involvedObject.uid=" + string(pod.UID)})
	if err != nil {
		return nil
	}
	newest := map[string]string{}
	for _, event := range found.Items {
		newest[event.Reason] = fmt.Sprintf("  %s: %s", event.Reason, event.Message)
	}
	lines := []string{}
	for _, line := range newest {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

// log gives the last lines of the container, or of its life before this one.
func (l *lookout) log(ctx context.Context, pod string, container corev1.ContainerStatus) []string {
	tail := int64(logLines)
	options := &corev1.PodLogOptions{Container: container.Name, TailLines: &tail, Previous: container.State.Waiting != nil && container.RestartCount > 0}
	text, err := l.cluster.typed.CoreV1().Pods(l.object.GetNamespace()).GetLogs(pod, options).DoRaw(ctx)
	if err != nil || len(text) == 0 {
		return nil
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	for index, line := range lines {
		lines[index] = "  | " + line
	}
	return lines
}
