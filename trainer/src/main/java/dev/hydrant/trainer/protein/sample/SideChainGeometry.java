package dev.hydrant.trainer.protein.sample;

import dev.hydrant.trainer.protein.structure.AminoAcid;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Internal coordinates of side chains, rounded from Engh and Huber (1991): each atom by three that
 * come before it, a bond length in Å, an angle in degrees and a dihedral angle, which is a number
 * of degrees or one of χ1 to χ4 plus a number.
 */
final class SideChainGeometry {
  /**
   * How an atom is placed: behind {@code c}, at an angle with {@code b}, turned against {@code a}.
   *
   * @param slot of the atom
   * @param a slot of the first atom
   * @param b slot of the second atom
   * @param c slot of the atom that it is bonded to
   * @param length of the bond in Å
   * @param angle in degrees
   * @param chi 1 to 4, or 0 where the dihedral angle is fixed
   * @param offset degrees that are added to χ
   */
  record Placement(
      int slot, int a, int b, int c, double length, double angle, int chi, double offset) {}

  private static final String TABLE =
      """
      ARG CG N CA CB 1.520 114.1 x1
      ARG CD CA CB CG 1.520 111.3 x2
      ARG NE CB CG CD 1.461 112.0 x3
      ARG CZ CG CD NE 1.329 124.2 x4
      ARG NH1 CD NE CZ 1.326 120.0 0
      ARG NH2 CD NE CZ 1.326 120.0 180
      ASN CG N CA CB 1.516 112.6 x1
      ASN OD1 CA CB CG 1.231 120.8 x2
      ASN ND2 CA CB CG 1.328 116.4 x2+180
      ASP CG N CA CB 1.516 112.6 x1
      ASP OD1 CA CB CG 1.249 118.4 x2
      ASP OD2 CA CB CG 1.249 118.4 x2+180
      CYS SG N CA CB 1.808 114.4 x1
      GLN CG N CA CB 1.520 114.1 x1
      GLN CD CA CB CG 1.516 112.6 x2
      GLN OE1 CB CG CD 1.231 120.8 x3
      GLN NE2 CB CG CD 1.328 116.4 x3+180
      GLU CG N CA CB 1.520 114.1 x1
      GLU CD CA CB CG 1.516 112.6 x2
      GLU OE1 CB CG CD 1.249 118.4 x3
      GLU OE2 CB CG CD 1.249 118.4 x3+180
      HIS CG N CA CB 1.497 113.8 x1
      HIS ND1 CA CB CG 1.378 122.7 x2
      HIS CD2 CA CB CG 1.354 131.2 x2+180
      HIS CE1 CB CG ND1 1.321 109.0 180
      HIS NE2 CB CG CD2 1.374 107.2 180
      ILE CG1 N CA CB 1.530 110.4 x1
      ILE CG2 N CA CB 1.521 110.5 x1-122
      ILE CD1 CA CB CG1 1.513 113.8 x2
      LEU CG N CA CB 1.530 116.3 x1
      LEU CD1 CA CB CG 1.521 110.7 x2
      LEU CD2 CA CB CG 1.521 110.7 x2+122
      LYS CG N CA CB 1.520 114.1 x1
      LYS CD CA CB CG 1.520 111.3 x2
      LYS CE CB CG CD 1.520 111.3 x3
      LYS NZ CG CD CE 1.489 111.9 x4
      MET CG N CA CB 1.520 114.1 x1
      MET SD CA CB CG 1.803 112.7 x2
      MET CE CB CG SD 1.791 100.9 x3
      PHE CG N CA CB 1.502 113.8 x1
      PHE CD1 CA CB CG 1.384 120.7 x2
      PHE CD2 CA CB CG 1.384 120.7 x2+180
      PHE CE1 CB CG CD1 1.382 120.7 180
      PHE CE2 CB CG CD2 1.382 120.7 180
      PHE CZ CG CD1 CE1 1.382 120.0 0
      PRO CG N CA CB 1.492 104.5 27
      PRO CD CA CB CG 1.503 105.0 -34
      SER OG N CA CB 1.417 111.1 x1
      THR OG1 N CA CB 1.433 109.6 x1
      THR CG2 N CA CB 1.521 110.5 x1-122
      TRP CG N CA CB 1.498 113.6 x1
      TRP CD1 CA CB CG 1.365 126.9 x2
      TRP CD2 CA CB CG 1.433 126.8 x2+180
      TRP NE1 CB CG CD1 1.374 110.2 180
      TRP CE2 CB CG CD2 1.409 107.2 180
      TRP CE3 CB CG CD2 1.398 133.9 0
      TRP CZ2 CG CD2 CE2 1.394 122.4 180
      TRP CZ3 CG CD2 CE3 1.382 118.6 180
      TRP CH2 CD2 CE2 CZ2 1.368 117.5 0
      TYR CG N CA CB 1.512 113.8 x1
      TYR CD1 CA CB CG 1.389 120.8 x2
      TYR CD2 CA CB CG 1.389 120.8 x2+180
      TYR CE1 CB CG CD1 1.382 121.2 180
      TYR CE2 CB CG CD2 1.382 121.2 180
      TYR CZ CG CD1 CE1 1.378 119.6 0
      TYR OH CD1 CE1 CZ 1.376 119.9 180
      VAL CG1 N CA CB 1.521 110.5 x1
      VAL CG2 N CA CB 1.521 110.5 x1+122
      """;

  private static final Map<AminoAcid, List<Placement>> PLACEMENTS = new EnumMap<>(AminoAcid.class);

  static {
    for (AminoAcid acid : AminoAcid.values()) {
      List<Placement> all = new ArrayList<>();
      if (acid.hasCb()) {
        double angle = acid == AminoAcid.PRO ? 103.0 : 110.5;
        all.add(
            new Placement(
                AtomSlots.CB, AtomSlots.C, AtomSlots.N, AtomSlots.CA, 1.53, angle, 0, -122.5));
      }
      PLACEMENTS.put(acid, all);
    }
    TABLE.lines().forEach(SideChainGeometry::parse);
  }

  private SideChainGeometry() {}

  private static void parse(String line) {
    String[] words = line.split(" ");
    AminoAcid acid = AminoAcid.valueOf(words[0]);
    int[] slots = new int[4];
    for (int i = 0; i < 4; i++) {
      slots[i] = AtomSlots.of(acid.letter(), words[1 + i]);
    }
    boolean turns = words[7].startsWith("x");
    int chi = turns ? words[7].charAt(1) - '0' : 0;
    String offset = turns ? words[7].substring(2) : words[7];
    PLACEMENTS
        .get(acid)
        .add(
            new Placement(
                slots[0],
                slots[1],
                slots[2],
                slots[3],
                Double.parseDouble(words[5]),
                Double.parseDouble(words[6]),
                chi,
                offset.isEmpty() ? 0 : Double.parseDouble(offset)));
  }

  /** The atoms behind N, CA and C but O, in an order in which each can be placed. */
  static List<Placement> of(AminoAcid acid) {
    return PLACEMENTS.get(acid);
  }
}
