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
          "H", List.of(1),
          "B", List.of(3),
          "C", List.of(4),
          "N", List.of(3),
          "O", List.of(2),
          "F", List.of(1),
          "P", List.of(3, 5),
          "S", List.of(2, 4, 6),
          "Cl", List.of(1),
          "Br", List.of(1));
  private static final List<String> SECOND_ROW = List.of("B", "C", "N", "O", "F");

  private Valences() {}

  static boolean isKnown(String element) {
    return NEUTRAL.containsKey(element) || element.equals("I");
  }

  /** The numbers of bonds, hydrogens counted, that an atom can have; ascending. */
  static List<Integer> of(String element, int charge) {
    if (element.equals("I")) {
      return charge == 0 ? List.of(1) : charge < 0 ? NONE : List.of(2);
    }
    if (charge == 0) {
      return NEUTRAL.get(element);
    }
    int place = SECOND_ROW.indexOf(element);
    if (place >= 0) {
      int like = place - charge;
      // A carbocation has an empty orbital: three bonds, as boron.
      return like >= 0 && like < SECOND_ROW.size() ? NEUTRAL.get(SECOND_ROW.get(like)) : NONE;
    }
    return switch (element) {
      case "P" -> charge == 1 ? List.of(4) : charge == -1 ? List.of(2, 4, 6) : NONE;
      case "S" -> charge == 1 ? List.of(3, 5) : charge == -1 ? List.of(1, 3, 5) : NONE;
      case "Cl", "Br" -> charge == 1 ? List.of(2) : NONE;
      default -> NONE;
    };
  }
}
