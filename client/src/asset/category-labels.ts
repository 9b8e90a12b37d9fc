import {
  IconBuilding,
  IconCar,
  IconHanger,
  IconPaw,
  IconTool,
  IconUser,
  IconVolume,
} from "@tabler/icons-react";
import type { AssetCategory } from "@backlot/shared/asset/schema";

/** What a category is called, one and many, with its sign. */
export const categoryLabels = {
  character: { one: "Character", many: "Characters", icon: IconUser },
  location: { one: "Location", many: "Locations", icon: IconBuilding },
  prop: { one: "Prop", many: "Props", icon: IconTool },
  costume: { one: "Costume", many: "Costumes", icon: IconHanger },
  vehicle: { one: "Vehicle", many: "Vehicles", icon: IconCar },
  creature: { one: "Creature", many: "Creatures", icon: IconPaw },
  sound: { one: "Sound", many: "Sounds", icon: IconVolume },
} satisfies Record<AssetCategory, { one: string; many: string; icon: typeof IconUser }>;
