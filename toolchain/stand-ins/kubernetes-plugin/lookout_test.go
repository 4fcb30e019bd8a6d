package main

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/fake"
)

func TestAFailureNamesThePodsThatAreNotReadyAndWhatTheySay(t *testing.T) {
	gone := metav1.Now()
	pod := func(name string, status corev1.PodStatus) *corev1.Pod {
		return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, Labels: map[string]string{"app": "a"}}, Status: status}
	}
	of := func(status corev1.ContainerStatus) corev1.PodStatus {
		status.Name = "main"
		return corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{status}}
	}
	running := corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
	waits := corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "CrashLoopBackOff"}}
	before := corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 3, Reason: "Error"}}
	leaving := pod("leaving", of(corev1.ContainerStatus{State: running}))
	leaving.DeletionTimestamp = &gone
	unscheduled := corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "0/1 nodes"}}}
	typed := fake.NewClientset(
		pod("crashing", of(corev1.ContainerStatus{State: waits, LastTerminationState: before, RestartCount: 3})),
		pod("fine", of(corev1.ContainerStatus{State: running, Ready: true})),
		leaving,
		pod("waiting", unscheduled),
	)
	object := &unstructured.Unstructured{Object: fields{
		"kind": "Deployment", "metadata": fields{"namespace": "ns", "name": "a"}, "spec": fields{"selector": fields{"matchLabels": fields{"app": "a"}}},
	}}
	got := newLookout(&cluster{typed: typed}, object).failure("was too slow")
	want := `Deployment ns/a was too slow
pod crashing, container main: CrashLoopBackOff after exit code 3 (Error), restarted 3 times
  | fake logs
pod waiting has no node: 0/1 nodes`
	if got.Error() != want {
		t.Errorf("got:\n%v", got)
	}
}
