// The command resource plugin for networks where the vendor's cannot be downloaded: local.Command and remote.Command of @pulumi/command,
// without `archivePaths`, `assetPaths`, an SSH agent and a proxy, which it refuses.
package main

import (
	"context"
	"fmt"
	"os"

	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/infer"
)

// version is set by the linker and equals that of @pulumi/command.
var version = "0.0.0"

func main() {
	go endWithParent()
	provider, err := commandProvider()
	if err == nil {
		err = provider.Run(context.Background(), "command", version)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "command plugin:", err)
		os.Exit(1)
	}
}

func commandProvider() (p.Provider, error) {
	return infer.NewProviderBuilder().
		WithResources(infer.Resource(&LocalCommand{}), infer.Resource(&RemoteCommand{})).
		Build()
}
