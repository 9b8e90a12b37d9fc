import type { BreakdownCategory } from "@backlot/shared/screenplay/breakdown";

type Look = {
  one: string;
  many: string;
  /** After the pencils that breakdown sheets are coloured with. */
  color: string;
};

/** What the categories of a breakdown sheet are called and how they are marked, in the order of the sheet. */
export const categoryLook = {
  character: { one: "Character", many: "Cast", color: "#ff8787" },
  extras: { one: "Extras", many: "Extras", color: "#8ce99a" },
  stunt: { one: "Stunt", many: "Stunts", color: "#ffa94d" },
  location: { one: "Location", many: "Locations", color: "#91a7ff" },
  dressing: { one: "Set dressing", many: "Set dressing", color: "#c0eb75" },
  prop: { one: "Prop", many: "Props", color: "#da77f2" },
  vehicle: { one: "Vehicle", many: "Vehicles", color: "#f783ac" },
  creature: { one: "Animal", many: "Animals", color: "#e599f7" },
  costume: { one: "Wardrobe", many: "Wardrobe", color: "#b197fc" },
  makeup: { one: "Make-up and hair", many: "Make-up and hair", color: "#faa2c1" },
  sound: { one: "Sound", many: "Sounds", color: "#d9a679" },
  music: { one: "Music", many: "Music", color: "#66d9e8" },
  sfx: { one: "Practical effect", many: "Practical effects", color: "#74c0fc" },
  vfx: { one: "Visual effect", many: "Visual effects", color: "#63e6be" },
  text: { one: "On-screen text", many: "On-screen text", color: "#ffe066" },
} satisfies Record<BreakdownCategory, Look>;

export const categoryOrder = Object.keys(categoryLook) as BreakdownCategory[];
