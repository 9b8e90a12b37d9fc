import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const here = fileURLToPath(new URL(".", import.meta.url));
const studio = `http://127.0.0.1:${process.env["BACKLOT_PORT"] ?? "4700"}`;

/** Every page beside this file is an entry: the studio itself, and pages that a worker opens without a person. */
const pages = readdirSync(here).filter((name) => name.endsWith(".html") && existsSync(here + name));

/** What belongs together in one file, so that a route loads only what it uses. First match wins. */
const groups = [
  { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  { name: "live", test: /node_modules[\\/](yjs|lib0|y-protocols|y-indexeddb|@hocuspocus)[\\/]/ },
  {
    name: "editor",
    test: /node_modules[\\/](@tiptap|prosemirror-[^\\/]+|linkifyjs|orderedmap|rope-sequence)[\\/]/,
  },
  { name: "three", test: /node_modules[\\/]three[\\/]/ },
  { name: "drag", test: /node_modules[\\/](@dnd-kit|@preact)[\\/]/ },
  { name: "interface", test: /node_modules[\\/](@mantine|@floating-ui|@tanstack|clsx)[\\/]/ },
];

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      // A new version waits until every open page is closed: nobody's page is reloaded while they write.
      registerType: "prompt",
      injectRegister: false,
      includeAssets: ["icon.svg"],
      manifest: {
        name: "Backlot",
        short_name: "Backlot",
        description: "Write, plan, generate, review and finish a film together.",
        theme_color: "#161616",
        background_color: "#161616",
        display: "standalone",
        start_url: "/",
        icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
      },
      workbox: {
        globPatterns: ["index.html", "**/*.{js,css,svg,woff2}"],
        // The PDF reader is large, and only who imports a PDF needs it.
        globIgnores: ["**/pdfjs-*.js"],
        navigateFallback: "/index.html",
        // Only the studio's own pages come from the shell; the servers' addresses always go to the servers.
        navigateFallbackDenylist: [/^\/api\//, /^\/collab/, /^\/internal\//, /^\/healthz/, /\.html$/],
        // Dictionaries are large and not for everybody: kept from their first use on.
        runtimeCaching: [{ urlPattern: /\.(?:aff|dic)$/, handler: "CacheFirst" }],
        maximumFileSizeToCacheInBytes: 4_000_000,
      },
    }),
  ],
  // Workers load their larger parts (the PDF reader) only when they need them.
  worker: { format: "es" },
  build: {
    target: "es2023",
    rolldownOptions: {
      input: pages.map((name) => here + name),
      output: { codeSplitting: { groups } },
    },
  },
  server: {
    proxy: {
      "/api": studio,
      "/healthz": studio,
      "/collab": { target: studio, ws: true },
    },
  },
});
