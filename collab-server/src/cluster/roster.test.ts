import { expect, test } from "vitest";
import { ownerOf, Roster, silenceMs, type Instance } from "./roster.ts";

const three: Instance[] = ["a", "b", "c"].map((name) => ({ instance: name, address: `http://${name}:4500` }));
const projects = Array.from({ length: 300 }, (_, index) => `project-${index}`);

test("COL-80: every server finds the same owner of a project, in whatever order it knows the others", () => {
  for (const project of projects) {
    expect(ownerOf(project, three.toReversed())).toEqual(ownerOf(project, three));
  }
});

test("COL-80: projects are spread over the servers, and one that leaves moves only its own", () => {
  const [a, b] = [three[0] as Instance, three[1] as Instance];
  for (const one of three) {
    const share = projects.filter((project) => ownerOf(project, three) === one).length / projects.length;
    expect(share).toBeGreaterThan(0.2);
  }
  const staying = projects.filter((project) => ownerOf(project, three).instance !== "c");
  for (const project of staying) expect(ownerOf(project, [a, b])).toEqual(ownerOf(project, three));
});

test("COL-80: a server that fell silent or left owns nothing, and the others carry on", () => {
  const roster = new Roster(three[0] as Instance);
  roster.heard(three[1] as Instance, 0);
  const elsewhere = projects.filter((project) => roster.elsewhere(project, 1) !== null);
  expect(elsewhere.length).toBeGreaterThan(0);
  expect(elsewhere.length).toBeLessThan(projects.length);
  expect(projects.every((project) => roster.elsewhere(project, silenceMs + 1) === null)).toBe(true);
  roster.heard(three[1] as Instance, 0);
  roster.gone("b");
  expect(projects.every((project) => roster.elsewhere(project, 1) === null)).toBe(true);
});
