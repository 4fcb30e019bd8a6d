# nginx reads neither the name servers nor the search list of resolv.conf. This writes both as nginx configuration.
# The search list counts on Kubernetes only, where services are short names in the pod's own namespace; Docker copies the host's.
$1 == "nameserver" { servers = servers " " ($2 ~ /:/ ? "[" $2 "]" : $2) }
$1 == "nameserver" && $2 ~ /:/ { ipv6 = 1 }
$1 == "search" && $2 ~ /\.svc\./ { domain = "." $2 }
END {
  if (servers == "") { print "resolv.conf: no nameserver" > "/dev/stderr"; exit 1 }
  # Without IPv6 there is nothing to find under AAAA, and on a closed network the question may wait for an answer in vain.
  printf "resolver%s valid=1s%s;\n", servers, ipv6 ? "" : " ipv6=off"
  printf "map \"\" $search_domain { default \"%s\"; }\n", domain
}
