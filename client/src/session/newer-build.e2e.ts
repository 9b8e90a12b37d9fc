import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { connect, type AddressInfo, type Socket } from "node:net";
import { extname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { clientDist } from "@backlot/infra/client/build";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { schemaVersion } from "@backlot/shared/documents/names";
import { enterAsOwner, expectAccessible, type Visitor } from "../app/crew.e2e-kit.ts";
import { caretAfter, importScript, saved, says } from "../script/desk.e2e-kit.ts";

const contentTypes: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The built client as it would be if it were one version older: its files by their paths. */
async function olderBuild(): Promise<Map<string, string>> {
  const names = (await readdir(clientDist, { recursive: true })).filter(
    (name) => extname(name) in contentTypes,
  );
  const files = new Map<string, string>();
  for (const name of names) files.set(name, await readFile(join(clientDist, name), "utf8"));
  const said = /searchParams\.set\((["'`])v\1,[^)]*\)+/;
  const changed = [...files].filter(([, text]) => said.test(text)).map(([name]) => name);
  expect(changed, "the file that names the version").toHaveLength(1);
  // Every file has a name that its content gives it, so the other version's files have other names.
  const plain = names.filter((one) => one.startsWith("assets/")).map((one) => one.slice("assets/".length));
  const anyName = new RegExp(plain.map((one) => one.replaceAll(".", "\\.")).join("|"), "g");
  const rename = (text: string) => text.replace(anyName, (one) => `older-${one}`);
  const older = new Map<string, string>();
  for (const [path, text] of files) {
    let words = text.replace(said, `searchParams.set("v","${schemaVersion - 1}")`);
    // The digests of files whose names stay, e.g. of the page itself.
    if (path === "sw.js") words = words.replaceAll(/revision:(["'`])/g, "revision:$1older-");
    older.set(`/${rename(path)}`, rename(words));
  }
  return older;
}

/** The address of a studio that is first one version older, and then is not. */
async function upgradable(studio: Studio) {
  const older = await olderBuild();
  const { host, hostname, port, origin } = new URL(studio.url);
  const sockets = new Set<Socket>();
  let isOlder = true;
  const headersOf = ({ headers }: IncomingMessage) => ({
    ...headers,
    host,
    ...(headers.origin === undefined ? {} : { origin }),
  });
  const server: Server = createServer((asked, answer) => {
    const path = asked.url?.split("?")[0] ?? "/";
    const isPage = asked.headers["sec-fetch-mode"] === "navigate" && !path.startsWith("/api/");
    const file = isPage ? "/index.html" : path;
    const text = isOlder ? older.get(file) : undefined;
    if (text !== undefined) {
      answer.writeHead(200, { "content-type": contentTypes[extname(file)], "cache-control": "no-cache" });
      answer.end(text);
      return;
    }
    const passed = request(
      { hostname, port, path: asked.url, method: asked.method, headers: headersOf(asked) },
      (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      },
    );
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  server.on("upgrade", (asked, socket: Socket, head) => {
    // The studio of that time took its own version.
    const path = isOlder
      ? asked.url?.replace(`v=${schemaVersion - 1}`, `v=${schemaVersion}`)
      : (asked.url ?? "/");
    const behind = connect(Number(port), hostname, () => {
      const headers = Object.entries(headersOf(asked)).map(([name, value]) => `${name}: ${String(value)}`);
      behind.write(`GET ${path} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    for (const one of [socket, behind]) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        (one === socket ? behind : socket).destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Starts the studio anew in its newer version. */
    upgrade() {
      isOlder = false;
      for (const socket of sockets) socket.destroy();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("INT-6: a department whose files are gone says so, and its Reload opens it when they are there", async ({
  browser,
}) => {
  const studio = await startStudio();
  const { page, context } = await enterAsOwner(browser, studio);
  try {
    // The page has no worker that keeps the files of its own version.
    await page.evaluate(async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    });
    const gone = /\/assets\/ShotsPage-.*\.js/;
    await context.route(gone, (route) => route.fulfill({ status: 404, body: "" }));
    await page.getByRole("link", { name: "Shot Studio" }).click();
    await expect(
      page.getByRole("heading", { name: "A part of the studio could not be fetched." }),
    ).toBeVisible();
    await expectAccessible(page);
    await context.unroute(gone);
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByRole("heading", { name: "Shot Studio" })).toBeVisible();
  } finally {
    await context.close();
    await studio.stop();
  }
});

test("COL-103: a page that is too old says so, and its Reload opens the newer version with what was written", async ({
  browser,
}) => {
  const studio = await startStudio();
  const address = await upgradable(studio);
  let ana: Visitor | undefined;
  try {
    const link = studio.ownerLink?.replace(studio.url, address.url) ?? "";
    ana = await enterAsOwner(browser, { ...studio, url: address.url, ownerLink: link });
    const { page } = ana;
    const line = "Rain walks across the harbour.";
    await importScript(page, `INT. BOATHOUSE - NIGHT\n\n${line}\n`, line);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.reload();
    await says(page, line);
    await saved(page);
    const isOlder = () =>
      page.evaluate(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.includes("/older-")),
      );
    expect(await isOlder()).toBe(true);

    address.upgrade();
    await caretAfter(page, line);
    await page.keyboard.type(" Nobody sleeps.");
    await expect(page.getByText("New version", { exact: true })).toBeVisible();
    await page.keyboard.type(" A dog barks.");
    await page.getByRole("button", { name: "Reload" }).click();
    await says(page, `${line} Nobody sleeps. A dog barks.`);
    await saved(page);
    expect(await isOlder()).toBe(false);
    await expect(page.getByText("New version", { exact: true })).toBeHidden();
  } finally {
    await ana?.context.close();
    address.close();
    await studio.stop();
  }
});
