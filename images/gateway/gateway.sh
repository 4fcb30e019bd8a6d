set -eu
awk -f /usr/local/lib/gateway/resolver.awk /etc/resolv.conf > /tmp/resolver.conf

# Renewed certificates are there with new content. A reload that would fail, such as with a key that does not fit, is left out.
take_renewed_certificates() {
  served=$(cat /run/certificates/* | sha256sum)
  while sleep 5; do
    current=$(cat /run/certificates/* | sha256sum)
    if [ "$current" != "$served" ] && nginx -e stderr -c /run/config/nginx.conf -t -q; then
      nginx -e stderr -c /run/config/nginx.conf -s reload && served=$current
    fi
  done
}

if [ -e /run/certificates/tls.crt ]; then take_renewed_certificates & fi
exec nginx -e stderr -c /run/config/nginx.conf
