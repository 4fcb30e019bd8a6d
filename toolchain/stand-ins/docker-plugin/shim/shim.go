// Package shim lets the plugin reach the provider. The provider keeps its code in an internal package, which Go opens only to
// packages below the provider's own module path; this module takes such a path (see the replace lines in ../go.mod).
package shim

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// New returns the Docker provider; version goes into its user agent.
func New(version string) *schema.Provider { return provider.New(version)() }
