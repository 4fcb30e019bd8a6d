set -eu
awk -f /usr/local/lib/gateway/resolver.awk /etc/resolv.conf > /tmp/resolver.conf
exec nginx -e stderr -c /run/config/nginx.conf
