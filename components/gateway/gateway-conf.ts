import { leaveTime } from "../platform/rules/leave-time";
import { checkRoutes, type GatewayRoute } from "./route";

/** Where the gateway listens inside its container. */
export const gatewayPort = 8080;
/** Answers /ready and /live and nothing else, without TLS, for probes. */
export const probePort = 8081;

/**
 * @returns the text of nginx.conf. It includes /tmp/resolver.conf, which the image writes at start: a `resolver` and `$search_domain`
 * @param tls serve HTTPS with the certificate in /tmp/tls.pem, which the image writes, and send those who come with HTTP there
 * @throws Error when a route is not one: see checkRoutes
 */
export function gatewayConf(routes: GatewayRoute[], { tls }: { tls: boolean }): string {
  checkRoutes(routes);
  return `${main}
events {
  worker_connections 2048;
}

http {
${indent(http)}

  server {
    listen ${probePort};
    access_log off;
    location = /ready {
      return 200 '{"status":"ready"}\\n';
    }
    location = /live {
      return 200 '{"status":"live"}\\n';
    }
  }

  server {
${indent(indent(tls ? https : `listen ${gatewayPort};`))}

${indent(indent(proxy))}

${indent(indent(answers(routes)))}

${indent(indent(routes.map(location).join("\n")))}
  }
}
`;
}

const main = `load_module modules/ngx_http_js_module.so;
daemon off;
pid /tmp/nginx.pid;
worker_processes 2;
worker_shutdown_timeout 20s;
error_log stderr warn;
`;

const http = `include /tmp/resolver.conf;
resolver_timeout 2s;

js_import health from /run/config/health.js;
# Two looks fit into the two seconds that a health check may take.
js_fetch_timeout 900ms;

client_body_temp_path /tmp/body;
proxy_temp_path /tmp/proxy;
fastcgi_temp_path /tmp/fastcgi;
uwsgi_temp_path /tmp/uwsgi;
scgi_temp_path /tmp/scgi;

map $http_x_request_id $trace_id {
  default $request_id;
  "~^[A-Za-z0-9._-]{8,64}$" $http_x_request_id;
}
# As the client wrote them: an error page has a method and a path of its own.
map $request $method {
  ~^([A-Z]+) $1;
}
map $request_uri $path {
  ~^([^?]*) $1;
}
map "" $certificate {
  default /tmp/tls.pem;
}
map $status $level {
  default info;
  ~^5 error;
}
log_format json escape=json '{"time":"$time_iso8601","level":"$level","method":"$method","path":"$path","status":$status,'
  '"seconds":$request_time,"upstream":"$upstream_addr","client":"$remote_addr","requestId":"$trace_id"}';
access_log /dev/stdout json;

server_tokens off;
default_type application/json;
client_max_body_size 1m;
client_header_timeout 10s;
client_body_timeout 10s;
send_timeout 10s;
keepalive_timeout 65s;
# Shorter than a replica takes to leave: a client in the middle of its requests is told to connect again, and none is cut off.
keepalive_time ${leaveTime - 2}s;`;

const https = `listen ${gatewayPort} ssl;
# A name with a variable in it is read at each handshake.
ssl_certificate $certificate;
ssl_certificate_key $certificate;
ssl_session_cache shared:tls:1m;
error_page 497 =308 https://$http_host$request_uri;`;

/** A host is a variable, so nginx asks the resolver again when a name's second is over, and balances over all its addresses. */
const proxy = `proxy_http_version 1.1;
proxy_set_header Host $host;
proxy_set_header X-Request-Id $trace_id;
# Set, not appended: this is the edge, and what a client claims about itself is worth nothing.
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Proto $scheme;
proxy_set_header X-Forwarded-Host $host;
proxy_connect_timeout 1s;
proxy_send_timeout 10s;
proxy_read_timeout 15s;
# The next address, when the request was not sent or may be repeated: a POST that was sent never is.
proxy_next_upstream error timeout;
proxy_next_upstream_tries 3;
proxy_next_upstream_timeout 10s;
# A large answer waits for its reader in the application, not in this container's memory.
proxy_max_temp_file_size 0;
proxy_hide_header X-Powered-By;

add_header X-Request-Id $trace_id always;
add_header X-Content-Type-Options nosniff always;
add_header X-Frame-Options DENY always;
add_header Referrer-Policy no-referrer always;`;

const errors: Record<number, string> = {
  400: "bad request",
  404: "no such path",
  413: "body above 1 MiB",
  414: "request line too long",
  502: "application not reachable",
  504: "application did not answer in time",
};

/** What nginx says by itself. */
function answers(routes: GatewayRoute[]): string {
  const dependencies = routes.map(({ application: { name, host, port, health } }) => [
    name,
    `http://${host}\${search_domain}:${port}${health}`,
  ]);
  const pages = Object.entries(errors).map(
    ([status, what]) => `error_page ${status} /.error/${status};
location = /.error/${status} {
  internal;
  return ${status} '{"error":{"what":"${what}"}}\\n';
}`,
  );
  return `location = /ready {
  access_log off;
  return 200 '{"status":"ready"}\\n';
}
location = /health {
  set $dependencies '${JSON.stringify(Object.fromEntries(dependencies))}';
  js_content health.health;
}
${pages.join("\n")}
${routes.some(({ path }) => path === "/") ? "" : "location / {\n  return 404;\n}"}`.trimEnd();
}

function location({ path, application: { host, port } }: GatewayRoute): string {
  const pass = `{
  set $application "${host}\${search_domain}:${port}";
  proxy_pass http://$application;
}`;
  return path === "/" ? `location / ${pass}` : `location = ${path} ${pass}\nlocation ${path}/ ${pass}`;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
