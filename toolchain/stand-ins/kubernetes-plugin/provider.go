package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/resource/provider"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

type kubernetesProvider struct {
	rpc.UnimplementedResourceProviderServer
	host *provider.HostClient
	// cluster is nil while the provider's own arguments are not known yet.
	cluster *cluster
	// ended is closed by Ctrl-C.
	ended  context.Context
	cancel context.CancelFunc
}

func newKubernetesProvider(host *provider.HostClient) *kubernetesProvider {
	ended, cancel := context.WithCancel(context.Background())
	return &kubernetesProvider{host: host, ended: ended, cancel: cancel}
}

func (p *kubernetesProvider) GetPluginInfo(context.Context, *emptypb.Empty) (*rpc.PluginInfo, error) {
	return &rpc.PluginInfo{Version: version}, nil
}

func (p *kubernetesProvider) CheckConfig(_ context.Context, r *rpc.CheckRequest) (*rpc.CheckResponse, error) {
	return &rpc.CheckResponse{Inputs: r.GetNews()}, nil
}

// DiffConfig: what says which cluster it is replaces everything that was made on the other one.
func (p *kubernetesProvider) DiffConfig(_ context.Context, r *rpc.DiffRequest) (*rpc.DiffResponse, error) {
	olds, err := plainProperties(r.GetOldInputs())
	if err != nil {
		return nil, err
	}
	news, err := plainProperties(r.GetNews())
	if err != nil {
		return nil, err
	}
	response := &rpc.DiffResponse{Changes: rpc.DiffResponse_DIFF_NONE}
	for _, key := range []resource.PropertyKey{"context", "cluster", "kubeconfig"} {
		if !olds[key].DeepEquals(news[key]) {
			response.Changes = rpc.DiffResponse_DIFF_SOME
			response.Replaces = append(response.Replaces, string(key))
		}
	}
	return response, nil
}

func (p *kubernetesProvider) Configure(_ context.Context, r *rpc.ConfigureRequest) (*rpc.ConfigureResponse, error) {
	args, err := plainProperties(r.GetArgs())
	if err != nil {
		return nil, err
	}
	if !args.ContainsUnknowns() {
		if p.cluster, err = connect(args, p.warn); err != nil {
			return nil, err
		}
	}
	return &rpc.ConfigureResponse{AcceptSecrets: true, SupportsPreview: true, AcceptResources: false}, nil
}

func (p *kubernetesProvider) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	p.cancel()
	return &emptypb.Empty{}, nil
}

func (p *kubernetesProvider) Invoke(_ context.Context, r *rpc.InvokeRequest) (*rpc.InvokeResponse, error) {
	return nil, fmt.Errorf("%s: this stand-in of the vendor's kubernetes plugin has no functions; use the vendor's plugin", r.GetTok())
}

func (p *kubernetesProvider) warn(text string) {
	_ = p.host.Log(p.ended, diag.Warning, "", text)
}

// until is over with Ctrl-C as well.
func (p *kubernetesProvider) until(ctx context.Context) (context.Context, context.CancelFunc) {
	both, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(p.ended, cancel)
	return both, func() { stop(); cancel() }
}

// isObject tells an object of the API from charts and the like: its type is kubernetes:<group>/<version>:<Kind>.
func isObject(urn resource.URN) bool {
	module := string(urn.Type().Module())
	return strings.Count(module, "/") >= 1 && !strings.HasPrefix(module, "kubernetes:helm.sh/") &&
		!strings.HasPrefix(module, "kubernetes:yaml") && !strings.HasPrefix(module, "kubernetes:kustomize")
}
