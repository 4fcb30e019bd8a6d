set -eu
umask 077
awk -f /usr/local/lib/gateway/resolver.awk /etc/resolv.conf > /tmp/resolver.conf

# nginx reads this file at each handshake. A reload would do as well, but it closes connections on which a client is about to ask.
certificates=/run/certificates
use_certificate() {
  cat "$certificates/tls.crt" "$certificates/tls.key" > /tmp/tls.new
  mv /tmp/tls.new /tmp/tls.pem
}

# Renewed certificates are there with new content, file after file: they count once they have been the same twice.
use_renewed_certificates() {
  used=$(cat "$certificates"/* | sha256sum)
  before=$used
  while sleep 5; do
    now=$(cat "$certificates"/* | sha256sum)
    if [ "$now" != "$used" ] && [ "$now" = "$before" ]; then
      use_certificate || continue
      used=$now
      echo "took up the renewed certificate"
    fi
    before=$now
  done
}

if [ -e "$certificates/tls.crt" ]; then
  use_certificate
  use_renewed_certificates &
fi
exec nginx -e stderr -c /run/config/nginx.conf
