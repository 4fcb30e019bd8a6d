module ballast.local/pause

go 1.26
