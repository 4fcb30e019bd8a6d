package main

import (
	"context"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-providers/terraform-provider-docker/shim"
)

// providerInfo maps the provider's names to the type tokens of @pulumi/docker.
func providerInfo() tfbridge.ProviderInfo {
	return tfbridge.ProviderInfo{
		P:       shimv2.NewProvider(shim.New(version)),
		Name:    "docker",
		Version: version,
		Config: map[string]*tfbridge.SchemaInfo{
			"host":          {Default: &tfbridge.DefaultInfo{EnvVars: []string{"DOCKER_HOST"}, ComputeDefault: defaultHost}},
			"registry_auth": {Name: "registryAuth", MaxItemsOne: tfbridge.False()},
		},
		Resources: map[string]*tfbridge.ResourceInfo{
			"docker_buildx_builder": {Tok: resource("buildxBuilder", "BuildxBuilder")},
			"docker_config":         {Tok: resource("serviceConfig", "ServiceConfig")},
			"docker_container": {
				Tok:                 resource("container", "Container"),
				DeleteBeforeReplace: true,
				Fields:              renamed("command", "command", "networks_advanced", "networksAdvanced"),
			},
			"docker_image":          {Tok: resource("remoteImage", "RemoteImage"), Fields: renamed("name", "name")},
			"docker_network":        {Tok: resource("network", "Network")},
			"docker_plugin":         {Tok: resource("plugin", "Plugin")},
			"docker_registry_image": {Tok: resource("registryImage", "RegistryImage")},
			"docker_secret":         {Tok: resource("secret", "Secret")},
			"docker_service":        {Tok: resource("service", "Service")},
			"docker_tag":            {Tok: resource("tag", "Tag")},
			"docker_volume":         {Tok: resource("volume", "Volume")},
		},
		DataSources: map[string]*tfbridge.DataSourceInfo{
			"docker_image":                    {Tok: function("getRemoteImage")},
			"docker_logs":                     {Tok: function("getLogs")},
			"docker_network":                  {Tok: function("getNetwork")},
			"docker_plugin":                   {Tok: function("getPlugin")},
			"docker_registry_image":           {Tok: function("getRegistryImage")},
			"docker_registry_image_manifests": {Tok: function("getRegistryImageManifests")},
		},
	}
}

func defaultHost(context.Context, tfbridge.ComputeDefaultOptions) (any, error) {
	return "unix:///var/run/docker.sock", nil
}

func resource(file, name string) tokens.Type { return tokens.Type("docker:index/" + file + ":" + name) }

func function(name string) tokens.ModuleMember {
	return tokens.ModuleMember("docker:index/" + name + ":" + name)
}

// renamed takes pairs of provider name and Pulumi name, for fields that the bridge would otherwise make plural or singular.
func renamed(pairs ...string) map[string]*tfbridge.SchemaInfo {
	fields := map[string]*tfbridge.SchemaInfo{}
	for i := 0; i < len(pairs); i += 2 {
		fields[pairs[i]] = &tfbridge.SchemaInfo{Name: pairs[i+1]}
	}
	return fields
}
