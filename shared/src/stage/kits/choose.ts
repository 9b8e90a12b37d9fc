import { bathroom, bedroom, corridor, kitchen, livingRoom } from "./homes.ts";
import type { Kit } from "./kit.ts";
import { beach, breakwater, cave, desert, field, forest, snow } from "./nature.ts";
import {
  bar,
  church,
  clockmaker,
  classroom,
  hospital,
  office,
  prison,
  shop,
  towerRoom,
  workshop,
} from "./public.ts";
import { garden, roof, station, street } from "./streets.ts";
import { boat, car, spaceship, train } from "./vehicles.ts";

/** In the order in which their words win: the particular before the general. */
export const kits: readonly Kit[] = [
  spaceship,
  kitchen,
  bathroom,
  bedroom,
  hospital,
  prison,
  office,
  classroom,
  bar,
  church,
  corridor,
  train,
  car,
  station,
  roof,
  breakwater,
  boat,
  cave,
  clockmaker,
  workshop,
  towerRoom,
  shop,
  livingRoom,
  forest,
  beach,
  desert,
  snow,
  garden,
  street,
  field,
];

/**
 * The kit that a heading asks for. The last part of the heading is the nearest place ("HOUSE - KITCHEN"), so it is read
 * first; the location's description is read last. INT and EXT decide between kits that both fit.
 */
export function chooseKit(heading: { intExt: string; location: string }, description: string): Kit {
  const interior = !/^\s*ext/i.test(heading.intExt);
  const parts = heading.location.split(/\s+[-–—/]\s+|,\s*/).toReversed();
  const texts = [...parts, description];
  for (const sameSide of [true, false]) {
    for (const text of sameSide ? texts : parts) {
      const found = kits.find(
        (kit) => kit.words.test(text) && (!sameSide || kit.interior === interior || kit === car),
      );
      if (found) return found;
    }
    if (sameSide && !interior) {
      // A house from outside is not a living room: outdoors, only vehicles and open ground may come from the other side.
      return /house|home|cottage|cabin|villa|mansion/i.test(heading.location) ? garden : street;
    }
  }
  return interior ? livingRoom : street;
}
