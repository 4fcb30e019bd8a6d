module ballast.local/provisioner

go 1.26
