import type { BreakdownCategory } from "./candidate.ts";

/** Final Draft's categories of tags: name, stable id by which every program knows it, colour. The last one is ours. */
export const fdxCategories = [
  ["Cast Members", "01fc9642-84ff-4366-b37c-a3068dee57e8", "0000FF"],
  ["Background Actors", "028a4e2b-b507-4d09-88ab-90e3edae9071", "00BFFF"],
  ["Stunts", "0377dbe6-77a3-41af-bda8-86eb2468fdbf", "FFA500"],
  ["Vehicles", "04721a56-f54b-49c8-80ad-d53887d6b851", "8B0000"],
  ["Props", "05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa", "FF0000"],
  ["Camera", "47b02ff1-5161-4137-b736-f36eebba7643", "CCFF00"],
  ["Special Effects", "069e18b8-2109-4f3d-94e7-d802027a60a8", "1E90FF"],
  ["Wardrobe", "0726fa85-1e65-4ab8-87de-bf21d09b01f0", "800080"],
  ["Makeup/Hair", "08ae1eef-32ce-415f-9a9b-0982d2453ec4", "9370DB"],
  ["Animals", "09cb0d1c-ce01-4f22-bb64-b5f2e6c491c6", "CD853F"],
  ["Animal Wrangler", "0ae40617-cc7c-48e6-ae2b-5aaecc09986f", "8B4513"],
  ["Music", "0b0b44c9-aa4b-4c40-88b1-d94472ad7a26", "20B2AA"],
  ["Sound", "0ce7d308-096d-4603-8fe8-349f72cd89ff", "008080"],
  ["Set Dressing", "0debb71b-5743-4c53-80cc-e17e841ce645", "BA55D3"],
  ["Greenery", "0e7a8fc5-5441-4bad-a9bf-5ddd3fe51c69", "008000"],
  ["Special Equipment", "0ff5cda4-4d43-4cfe-940f-91380c46fdad", "BDB76B"],
  ["Security", "109d0eaa-0334-4823-ac0c-b44d3f209dc4", "DAA520"],
  ["Additional Labor", "1179a4b1-70ee-4011-b4a2-809a0af09e92", "B8860B"],
  ["Visual Effects", "12ab0932-e3b9-4b4a-bcd0-3da1b4e61d5e", "32CD32"],
  ["Mechanical Effects", "135cc9d1-c4d5-4d00-83d9-571f584ea9cd", "B22222"],
  ["Miscellaneous", "148267ae-50ae-4746-8202-659fb7447b55", "708090"],
  ["Notes", "15b6f4fd-4e74-4ad8-9971-b239d88c2997", "FFD700"],
  ["Location", "c5e89e4d-f83e-4c28-950c-92a63f1b5f26", "A0522D"],
  ["On-screen Text", "5b6f2c1e-93d7-4a08-b1c4-7e0d5a62f318", "2F4F4F"],
] as const;

type FdxCategoryName = (typeof fdxCategories)[number][0];

const names: Record<BreakdownCategory, FdxCategoryName> = {
  character: "Cast Members",
  location: "Location",
  prop: "Props",
  costume: "Wardrobe",
  vehicle: "Vehicles",
  creature: "Animals",
  sound: "Sound",
  extras: "Background Actors",
  makeup: "Makeup/Hair",
  music: "Music",
  sfx: "Special Effects",
  vfx: "Visual Effects",
  stunt: "Stunts",
  dressing: "Set Dressing",
  text: "On-screen Text",
};

/** Categories of theirs that are parts of one of ours. */
const parts: Partial<Record<FdxCategoryName, BreakdownCategory>> = {
  Greenery: "dressing",
  "Mechanical Effects": "sfx",
};

/** The id under which our category goes out. */
export function fdxIdOf(category: BreakdownCategory): string {
  return fdxCategories.find(([name]) => name === names[category])![1];
}

const byId: ReadonlyMap<string, BreakdownCategory> = new Map(
  fdxCategories.flatMap(([name, id]): [string, BreakdownCategory][] => {
    const own = Object.entries(names).find(([, theirs]) => theirs === name)?.[0];
    const category = own === undefined ? parts[name] : (own as BreakdownCategory);
    return category === undefined ? [] : [[id, category]];
  }),
);

/** Our category for the id that a file gives; undefined for one that has no place in the breakdown. */
export function categoryOfFdxId(id: string): BreakdownCategory | undefined {
  return byId.get(plainId(id));
}

/** Ids in files are written with capitals or without, with braces or without. */
export function plainId(id: string): string {
  return id.replace(/[{}]/g, "").toLowerCase();
}
