package dev.hydrant.trainer.data.molecule;

import java.util.List;
import java.util.Map;

/**
 * How many bonds an atom can have. A charged atom counts as the element with as many electrons: N⁺
 * as C, O⁻ as F.
 */
final class Valences {
  private static final List<Integer> NONE = List.of(0);
  private static final Map<String, List<Integer>> NEUTRAL =
      Map.of(
          "B", List.of(3),
          "C", List.of(4),
          "N", List.of(3),
          "O", List.of(2),
          "F", List.of(1),
          "P", List.of(3, 5),
          "S", List.of(2, 4, 6),
          "Cl", List.of(1),
          "Br", List.of(1),
          "I", List.of(1));
  private static final List<String> SECOND_ROW = List.of("B", "C", "N", "O", "F");

  private Valences() {}

  static boolean isKnown(String element) {
    return NEUTRAL.containsKey(element);
  }

  /**
   * The numbers of bonds, hydrogens counted, that an atom can have; ascending, and none at all for
   * a charge that it cannot carry.
   */
  static List<Integer> of(String element, int charge) {
    if (charge == 0) {
      return NEUTRAL.get(element);
    }
    int place = SECOND_ROW.indexOf(element);
    if (place >= 0) {
      return secondRow(place - charge);
    }
    return switch (element) {
      case "P" -> charge == 1 ? List.of(4) : charge == -1 ? List.of(2, 4, 6) : List.of();
      case "S" ->
          switch (charge) {
            case 1 -> List.of(3, 5);
            case -1 -> List.of(1, 3, 5);
            case -2 -> NONE;
            default -> List.of();
          };
      default -> charge == 1 ? List.of(2) : charge == -1 ? NONE : List.of();
    };
  }

  /** A carbocation has an empty orbital, so it bonds as boron does; no bonds are left to neon. */
  private static List<Integer> secondRow(int like) {
    if (like >= 0 && like < SECOND_ROW.size()) {
      return NEUTRAL.get(SECOND_ROW.get(like));
    }
    return like == SECOND_ROW.size() ? NONE : List.of();
  }
}
