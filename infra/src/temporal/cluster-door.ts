import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { connect, constants, createSecureServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** Files in PEM: who signed, and one pair that stands for the server (`localhost`, `127.0.0.1`) and for its callers. */
export type Certificates = { authority: string; certificate: string; key: string };

/** Makes an authority that nobody else trusts and a pair that it signed, valid for a day. */
export function makeCertificates(folder: string): Certificates {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
  const fresh = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const authority = { certificate: at("authority.pem"), key: at("authority-key.pem") };
  const pair = { certificate: at("localhost.pem"), key: at("localhost-key.pem"), request: at("request.pem") };
  const names = at("names.cnf");
  writeFileSync(names, "subjectAltName = DNS:localhost, IP:127.0.0.1\n");
  openssl(
    ...fresh,
    "-x509",
    "-days",
    "1",
    "-subj",
    "/CN=Tests",
    "-keyout",
    authority.key,
    "-out",
    authority.certificate,
  );
  openssl(...fresh, "-subj", "/CN=localhost", "-keyout", pair.key, "-out", pair.request);
  const signed = ["-CA", authority.certificate, "-CAkey", authority.key, "-CAcreateserial", "-days", "1"];
  openssl("x509", "-req", "-in", pair.request, ...signed, "-extfile", names, "-out", pair.certificate);
  return { authority: authority.certificate, certificate: pair.certificate, key: pair.key };
}

export type ClusterDoor = { address: string; close: () => Promise<void> };

/**
 * What stands before a cluster in production, for tests: TLS, a client certificate, an API key, and calls that are not for
 * everybody. Behind it is a real server.
 */
export async function openClusterDoor(options: {
  upstream: string;
  apiKey: string;
  certificates: Certificates;
  /** Whether a call such as `RegisterNamespace` is refused to this key. */
  isForbidden?: (call: string) => boolean;
}): Promise<ClusterDoor> {
  const { upstream, apiKey, certificates, isForbidden = () => false } = options;
  const inside = connect(`http://${upstream}`);
  inside.on("error", () => {});
  const server = createSecureServer({
    cert: readFileSync(certificates.certificate),
    key: readFileSync(certificates.key),
    ca: readFileSync(certificates.authority),
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on("sessionError", () => {});
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    const call = headers[":path"]?.split("/").at(-1) ?? "";
    if (headers.authorization !== `Bearer ${apiKey}`) return refuse(stream, 16);
    if (isForbidden(call)) return refuse(stream, 7);
    const passedOn = Object.entries(headers).filter(([name]) => name !== ":authority");
    const request = inside.request({ ...Object.fromEntries(passedOn), ":authority": upstream });
    let trailers = {};
    request.on("error", () => stream.destroy());
    stream.on("close", () => request.close());
    request.on("trailers", (last) => (trailers = last));
    request.on("response", (answer, flags) => {
      if (stream.destroyed) return;
      if (flags & constants.NGHTTP2_FLAG_END_STREAM) return stream.respond(answer, { endStream: true });
      stream.respond(answer, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers(trailers));
      request.pipe(stream);
    });
    stream.pipe(request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sessions = new Set<{ destroy: () => void }>();
  server.on("session", (session) => void sessions.add(session));
  return {
    address: `localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      inside.destroy();
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers a gRPC call with nothing but a status. */
function refuse(stream: ServerHttp2Stream, status: number): void {
  stream.respond(
    { ":status": 200, "content-type": "application/grpc", "grpc-status": status },
    { endStream: true },
  );
}
