import {
  IconBuildingWarehouse,
  IconCamera,
  IconFileText,
  IconMovie,
  IconPlayerPlay,
  IconTimelineEvent,
} from "@tabler/icons-react";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";

type PageModule = { default: ComponentType };

/** Pages that exist in the source: a department without one is not shown anywhere. */
const pages = import.meta.glob<PageModule>("../{script,asset,shot,production,dailies,sequencer}/*Page.tsx");

const known = [
  { path: "script", label: "Script Lab", shortLabel: "Script", icon: IconFileText, folder: "script" },
  { path: "assets", label: "Asset Bin", shortLabel: "Assets", icon: IconBuildingWarehouse, folder: "asset" },
  { path: "shots", label: "Shot Studio", shortLabel: "Shots", icon: IconCamera, folder: "shot" },
  {
    path: "production",
    label: "Production",
    shortLabel: "Runs",
    icon: IconTimelineEvent,
    folder: "production",
  },
  { path: "dailies", label: "Dailies", shortLabel: "Dailies", icon: IconPlayerPlay, folder: "dailies" },
  { path: "cut", label: "Sequencer", shortLabel: "Cut", icon: IconMovie, folder: "sequencer" },
] as const;

export type DepartmentPath = (typeof known)[number]["path"];

export type Department = {
  /** Last part of the address and the name in presence. */
  path: DepartmentPath;
  label: string;
  /** For the narrow bar at the bottom of a phone. */
  shortLabel: string;
  icon: (typeof known)[number]["icon"];
  Page: LazyExoticComponent<ComponentType>;
  /** Starts loading the page's code, so that opening it is instant. */
  preload: () => void;
};

/** The departments of the studio in production order, only those that work. */
export const departments: readonly Department[] = known.flatMap(({ folder, ...department }) => {
  const page = Object.keys(pages).find((file) => file.startsWith(`../${folder}/`));
  const load = page === undefined ? undefined : pages[page];
  if (load === undefined) return [];
  return [{ ...department, Page: lazy(load), preload: () => void load() }];
});

/** The department at an address, or undefined. */
export function departmentAt(path: string): Department | undefined {
  return departments.find((one) => one.path === path);
}
