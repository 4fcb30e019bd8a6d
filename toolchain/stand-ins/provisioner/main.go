// The storage of the local cluster: a folder of the node for each claim.
package main

import (
	"context"
	"flag"
	"os/signal"
	"syscall"

	core "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "file with the address of the API server and the credentials")
	name := flag.String("name", "", "provisioner of the storage classes that are served")
	folder := flag.String("folder", "", "where the volumes are")
	flag.Parse()

	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		klog.Exit(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		klog.Exit(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	controller.NewProvisionController(ctx, client, *name, folders{*folder},
		controller.LeaderElection(false),
		controller.VolumeName(volumeName),
	).Run(ctx)
}

// Says whose it is, and is never given twice.
func volumeName(claim *core.PersistentVolumeClaim) string {
	return claim.Namespace + "-" + claim.Name + "-" + string(claim.UID)[:8]
}
