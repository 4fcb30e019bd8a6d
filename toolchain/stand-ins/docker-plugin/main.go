// The docker resource plugin for networks where the vendor's cannot be downloaded: the same bridge around the same provider,
// for every resource of @pulumi/docker except its own `Image` (use RemoteImage with `build`).
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfgen"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
)

// version is set by the linker and equals that of @pulumi/docker.
var version = "0.0.0"

func main() {
	go endWithParent()
	info := providerInfo()
	schema, err := schemaOf(info)
	if err != nil {
		fmt.Fprintln(os.Stderr, "docker plugin: no schema:", err)
		os.Exit(1)
	}
	tfbridge.Main("docker", version, info, schema)
}

func schemaOf(info tfbridge.ProviderInfo) ([]byte, error) {
	result, err := tfgen.GenerateSchemaWithOptions(tfgen.GenerateSchemaOptions{
		ProviderInfo:    info,
		DiagnosticsSink: diag.DefaultSink(os.Stderr, os.Stderr, diag.FormatOptions{Color: colors.Never}),
		XInMemoryDocs:   true,
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(result.PackageSpec)
}
