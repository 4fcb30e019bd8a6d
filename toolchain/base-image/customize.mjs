// Run by mmdebstrap as `node customize.mjs <root of the new system>` before the system is packed: makes it behave like the
// debian:trixie-slim of a registry, and trust the certificate authorities this machine trusts beyond Debian's own.
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const bundle = "etc/ssl/certs/ca-certificates.crt";

/** PEM file → SHA-256 fingerprint → PEM text; empty when there is no such file. */
function certificates(file) {
  if (!existsSync(file)) return new Map();
  const pems = readFileSync(file, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return new Map(pems.map((pem) => [new X509Certificate(pem).fingerprint256, pem]));
}

/** A network that inspects TLS signs with its own authority; downloads during image builds pass through it too. */
function trustMachineAuthorities(root) {
  const distribution = "/usr/share/ca-certificates/mozilla";
  const known = new Set(certificates(join(root, bundle)).keys());
  for (const file of existsSync(distribution) ? readdirSync(distribution) : []) {
    for (const fingerprint of certificates(join(distribution, file)).keys()) known.add(fingerprint);
  }
  const target = join(root, "usr/local/share/ca-certificates");
  mkdirSync(target, { recursive: true });
  for (const [fingerprint, pem] of certificates(join("/", bundle))) {
    if (!known.has(fingerprint)) writeFileSync(join(target, `machine-${fingerprint.replaceAll(":", "").slice(0, 16)}.crt`), `${pem}\n`);
  }
  execFileSync("chroot", [root, "update-ca-certificates"], { stdio: ["ignore", "ignore", "inherit"] });
}

/** As in Debian's own images: packages start no service while an image is built, and apt keeps no downloads. */
function behaveLikeAnImage(root) {
  writeFileSync(join(root, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  writeFileSync(
    join(root, "etc/apt/apt.conf.d/docker-clean"),
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };\n' +
      'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n',
  );
  for (const cache of ["pkgcache.bin", "srcpkgcache.bin"]) rmSync(join(root, "var/cache/apt", cache), { force: true });
}

const root = process.argv[2];
behaveLikeAnImage(root);
trustMachineAuthorities(root);
