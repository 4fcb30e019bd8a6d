// The kubernetes resource plugin for networks where the vendor's cannot be downloaded: objects of the API by server-side apply, with the
// vendor's annotations for waiting. Without charts, YAML files, functions and import, which it refuses.
package main

import (
	"github.com/pulumi/pulumi/pkg/v3/resource/provider"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// version is set by the linker and equals that of @pulumi/kubernetes.
var version = "0.0.0"

func main() {
	go endWithParent()
	err := provider.Main("kubernetes", func(host *provider.HostClient) (rpc.ResourceProviderServer, error) {
		return newKubernetesProvider(host), nil
	})
	if err != nil {
		cmdutil.ExitError(err.Error())
	}
}
