package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
)

// cluster is one API server, and what is known of its kinds.
type cluster struct {
	dynamic dynamic.Interface
	typed   kubernetes.Interface
	mapper  meta.ResettableRESTMapper
	// namespace of objects that name none.
	namespace string
}

// connect asks nobody yet: a cluster that does not answer is told by the first question.
func connect(args resource.PropertyMap, warn func(string)) (*cluster, error) {
	loader := clientConfig(args)
	config, err := loader.ClientConfig()
	if err != nil {
		return nil, fmt.Errorf("kubeconfig: %w", err)
	}
	config.QPS, config.Burst = 100, 200
	config.WarningHandler = warnings(warn)
	namespace, _, err := loader.Namespace()
	if err != nil {
		return nil, fmt.Errorf("kubeconfig: %w", err)
	}
	if given := text(args, "namespace"); given != "" {
		namespace = given
	}
	dynamicClient, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	typed, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	known := memory.NewMemCacheClient(discovery.NewDiscoveryClient(typed.Discovery().RESTClient()))
	return &cluster{dynamicClient, typed, restmapper.NewDeferredDiscoveryRESTMapper(known), namespace}, nil
}

// clientConfig finds the kubeconfig as kubectl does, unless the provider is given a path or the text of one.
func clientConfig(args resource.PropertyMap) clientcmd.ClientConfig {
	overrides := &clientcmd.ConfigOverrides{CurrentContext: text(args, "context")}
	overrides.Context.Cluster = text(args, "cluster")
	given := text(args, "kubeconfig")
	if given == "" {
		return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(clientcmd.NewDefaultClientConfigLoadingRules(), overrides)
	}
	if _, err := os.Stat(given); err == nil {
		rules := &clientcmd.ClientConfigLoadingRules{ExplicitPath: given}
		return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides)
	}
	config, err := clientcmd.Load([]byte(given))
	if err != nil {
		// Neither a file nor a configuration: the error names the file, and never shows the text.
		return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(&clientcmd.ClientConfigLoadingRules{ExplicitPath: "the provider's `kubeconfig`"}, overrides)
	}
	return clientcmd.NewDefaultClientConfig(*config, overrides)
}

// resource gives the client for an object's kind. The object gets a namespace where its kind has one.
func (c *cluster) resource(object *unstructured.Unstructured) (dynamic.ResourceInterface, error) {
	kind := object.GroupVersionKind()
	mapping, err := c.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if meta.IsNoMatchError(err) {
		c.mapper.Reset()
		mapping, err = c.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	}
	if err != nil {
		return nil, readable(err)
	}
	if mapping.Scope.Name() != meta.RESTScopeNameNamespace {
		return c.dynamic.Resource(mapping.Resource), nil
	}
	if object.GetNamespace() == "" {
		object.SetNamespace(c.namespace)
	}
	return c.dynamic.Resource(mapping.Resource).Namespace(object.GetNamespace()), nil
}

// readable says what an error of the connection means.
func readable(err error) error {
	var unreachable *url.Error
	var refused *net.OpError
	switch {
	case err == nil:
		return nil
	case apierrors.IsUnauthorized(err):
		return fmt.Errorf("the cluster does not know this user: %w; log in, or mend the user of the kubeconfig's context", err)
	case apierrors.IsConflict(err):
		return fmt.Errorf("somebody else manages a field of it: %w; leave the field to one of the two, or annotate it with pulumi.com/patchForce: \"true\"", err)
	case errors.As(err, &unreachable) && errors.As(err, &refused):
		return fmt.Errorf("the cluster cannot be reached: %w; nothing was changed", err)
	default:
		return err
	}
}

type warnings func(string)

// HandleWarningHeader hands on what the API server has to say beside its answer.
func (show warnings) HandleWarningHeader(code int, _ string, text string) {
	if code == 299 && text != "" {
		show(text)
	}
}

var _ rest.WarningHandler = warnings(nil)

func text(args resource.PropertyMap, key resource.PropertyKey) string {
	if value, found := args[key]; found && value.IsString() {
		return value.StringValue()
	}
	return ""
}
