module ballast.local/ingress

go 1.26
