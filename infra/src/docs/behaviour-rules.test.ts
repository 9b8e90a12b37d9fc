import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../project-root.ts";

/** A numbered rule: a family of three letters and a number. */
const ruleNumber = /\b[A-Z]{3}-\d+\b/g;

const behaviour = join(projectRoot, "docs/behaviour");
const rules = readdirSync(behaviour)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => {
    const text = readFileSync(join(behaviour, name), "utf8");
    return Array.from(text.matchAll(/^- \*\*([A-Z]{3}-\d+)\*\*/gm), (match) => match[1] ?? "");
  });

/** Files whose titles say which rule they prove: tests, and the cases of the fault suite. */
function proofs(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:test|e2e)\.tsx?$|faults\/cases\/[^/]+\.ts$/.test(path))
    .map((path) => join(projectRoot, folder, path));
}

/** The numbers that stand in the text of titles, not in comments. */
function citedIn(file: string): string[] {
  const titles = readFileSync(file, "utf8").match(/"[^"\n]*"|'[^'\n]*'|`[^`]*`/g) ?? [];
  return titles.flatMap((title) => title.match(ruleNumber) ?? []);
}

const files = ["api/src", "client/src", "collab-server/src", "infra/src", "shared/src", "workflows/src"];
const cited = new Set(files.flatMap(proofs).flatMap(citedIn));
const families = new Set(rules.map((rule) => rule.slice(0, 3)));

/** What the threat model says is defended against, a row for each threat: its first and its last column. */
const defended = readFileSync(join(projectRoot, "THREAT_MODEL.md"), "utf8")
  .split("\n## What we defend against\n")[1]
  ?.split("\n## ")[0]
  ?.split("\n")
  .filter((line) => /^\| [^|-]/.test(line))
  .slice(1)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map((cells) => ({ threat: cells[1], proof: cells.at(-2)?.match(ruleNumber) ?? [] }));

describe("the rules of behaviour", () => {
  it("have a number of their own each", () => {
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  it("are each cited by a test", () => {
    expect(rules.length).toBeGreaterThan(200);
    expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
  });

  it("stand for every number that a test cites", () => {
    const known = new Set(rules);
    expect([...cited].filter((rule) => families.has(rule.slice(0, 3)) && !known.has(rule))).toEqual([]);
  });

  it("prove each defence of the threat model", () => {
    const known = new Set(rules);
    expect(defended?.length).toBeGreaterThan(15);
    expect(defended?.filter(({ proof }) => proof.length === 0)).toEqual([]);
    expect(defended?.flatMap(({ proof }) => proof).filter((rule) => !known.has(rule))).toEqual([]);
  });
});
