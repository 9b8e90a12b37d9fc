import { expect, test } from "vitest";
import { isTemporalVariable, readTemporalSettings, temporalConnection } from "./temporal-settings.ts";

const bytes = (text: string) => Buffer.from(text);

test("STA-15: nothing set is the embedded server: our namespace, no key, no TLS", () => {
  expect(readTemporalSettings({})).toEqual({ namespace: "backlot", apiKey: null, tls: false });
});

test("STA-15: a key means TLS, unless that is switched off", () => {
  expect(readTemporalSettings({ TEMPORAL_API_KEY: "key" })).toMatchObject({ apiKey: "key", tls: true });
  const plain = readTemporalSettings({ TEMPORAL_API_KEY: "key", TEMPORAL_TLS: "false" });
  expect(temporalConnection("host:7233", plain)).toEqual({ address: "host:7233", tls: false, apiKey: "key" });
});

test("STA-15: certificates come from files or from the variables themselves", () => {
  const settings = readTemporalSettings({
    TEMPORAL_NAMESPACE: "films.a2dd6",
    TEMPORAL_TLS_CLIENT_CERT_DATA: "certificate",
    TEMPORAL_TLS_CLIENT_KEY_DATA: "key",
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: import.meta.filename,
    TEMPORAL_TLS_SERVER_NAME: "temporal.example.com",
  });
  expect(settings).toMatchObject({
    namespace: "films.a2dd6",
    tls: {
      serverNameOverride: "temporal.example.com",
      clientCertPair: { crt: bytes("certificate"), key: bytes("key") },
    },
  });
  const { serverRootCACertificate } = settings.tls as { serverRootCACertificate: Uint8Array };
  expect(serverRootCACertificate.length).toBeGreaterThan(500);
});

test.each([
  [{ TEMPORAL_TLS: "yes" }, 'TEMPORAL_TLS is set to "yes", which will not do: give true or false.'],
  [{ TEMPORAL_NAMESPACE: "a b" }, "TEMPORAL_NAMESPACE"],
  [{ TEMPORAL_TLS_CLIENT_CERT_DATA: "x" }, "TEMPORAL_TLS_CLIENT_KEY_PATH is not set"],
  [{ TEMPORAL_TLS_SERVER_CA_CERT_PATH: "/nowhere" }, '"/nowhere", which cannot be read'],
  [{ TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: "true" }, "Backlot always verifies"],
])("STA-15: %o stops with a sentence that names the variable", (env, sentence) => {
  expect(() => readTemporalSettings(env)).toThrow(sentence);
});

test("STA-15: the program to use is no word on how a server is reached", () => {
  expect(["TEMPORAL_ADDRESS", "TEMPORAL_API_KEY", "TEMPORAL_CLI"].map(isTemporalVariable)).toEqual([
    true,
    true,
    false,
  ]);
});
