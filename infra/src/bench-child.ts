/** Runs one benchmark file for `bench.ts` and sends back what it measured. */
import { pathToFileURL } from "node:url";
import type { BenchModule } from "./bench-types.ts";

const [file = ""] = process.argv.slice(2);
const { bench } = (await import(pathToFileURL(file).href)) as BenchModule;
const results = await bench();
process.send?.(results, undefined, undefined, () => process.exit(0));
