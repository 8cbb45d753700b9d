package dev.hydrant.trainer.data.molecule;

import com.actelion.research.chem.RingCollection;
import com.actelion.research.chem.StereoMolecule;
import com.actelion.research.chem.conf.MolecularFlexibilityCalculator;
import com.actelion.research.chem.prediction.CLogPPredictor;
import com.actelion.research.chem.prediction.SolubilityPredictor;
import com.actelion.research.chem.prediction.TotalSurfaceAreaPredictor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers that describe a molecule: sizes, counts of elements, bonds and rings, and estimates of
 * lipophilicity, solubility and surfaces (in Å²) by OpenChemLib's increments.
 */
public final class Descriptors {
  private static final int[] ELEMENTS = {6, 7, 8, 16, 9, 17, 35};
  private static final String[] SYMBOLS = {
    "carbon", "nitrogen", "oxygen", "sulfur", "fluorine", "chlorine", "bromine"
  };
  private static final int MOST_RING = 7;

  private Descriptors() {}

  /** Their names, in the order of {@link #of}. */
  public static List<String> names() {
    return List.copyOf(values(Structure.of("C").orElseThrow().molecule()).keySet());
  }

  /** The numbers of a molecule. */
  public static float[] of(Structure structure) {
    List<Double> values = new ArrayList<>(values(structure.molecule()).values());
    float[] row = new float[values.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(i).floatValue();
    }
    return row;
  }

  private static Map<String, Double> values(StereoMolecule m) {
    Map<String, Double> values = new LinkedHashMap<>();
    atoms(m, values);
    bonds(m, values);
    rings(m, values);
    TotalSurfaceAreaPredictor surface = new TotalSurfaceAreaPredictor();
    values.put("log_p", (double) new CLogPPredictor().assessCLogP(m));
    values.put("log_s", (double) new SolubilityPredictor().assessSolubility(m));
    values.put("surface", (double) surface.assessTotalSurfaceArea(m));
    values.put("polar_surface", (double) surface.assessPSA(m));
    values.put("relative_polar_surface", (double) surface.assessRelativePolarSurfaceArea(m));
    values.put(
        "flexibility",
        m.getAtoms() < 2
            ? 0
            : (double) new MolecularFlexibilityCalculator().calculateMolecularFlexibility(m));
    return values;
  }

  private static void atoms(StereoMolecule m, Map<String, Double> values) {
    int[] elements = new int[ELEMENTS.length];
    int hydrogens = 0;
    int positive = 0;
    int negative = 0;
    int donors = 0;
    int acceptors = 0;
    int saturated = 0;
    int aromatic = 0;
    int branched = 0;
    int ends = 0;
    int stereo = 0;
    for (int a = 0; a < m.getAtoms(); a++) {
      int number = m.getAtomicNo(a);
      for (int e = 0; e < ELEMENTS.length; e++) {
        elements[e] += number == ELEMENTS[e] ? 1 : 0;
      }
      int h = m.getAllHydrogens(a);
      hydrogens += h;
      positive += m.getAtomCharge(a) > 0 ? 1 : 0;
      negative += m.getAtomCharge(a) < 0 ? 1 : 0;
      boolean isPolar = number == 7 || number == 8;
      donors += isPolar && h > 0 ? 1 : 0;
      acceptors += isPolar ? 1 : 0;
      saturated += number == 6 && m.getAtomPi(a) == 0 && !m.isAromaticAtom(a) ? 1 : 0;
      aromatic += m.isAromaticAtom(a) ? 1 : 0;
      branched += m.getConnAtoms(a) > 2 ? 1 : 0;
      ends += m.getConnAtoms(a) == 1 ? 1 : 0;
      stereo += m.isAtomStereoCenter(a) ? 1 : 0;
    }
    values.put("weight", (double) m.getMolweight());
    values.put("atoms", (double) m.getAtoms());
    for (int e = 0; e < ELEMENTS.length; e++) {
      values.put(SYMBOLS[e], (double) elements[e]);
    }
    values.put("hydrogens", (double) hydrogens);
    values.put("positive_atoms", (double) positive);
    values.put("negative_atoms", (double) negative);
    values.put("donors", (double) donors);
    values.put("acceptors", (double) acceptors);
    values.put("saturated_carbon", (double) saturated);
    values.put("saturated_share", elements[0] == 0 ? 0.0 : (double) saturated / elements[0]);
    values.put("aromatic_atoms", (double) aromatic);
    values.put("branched_atoms", (double) branched);
    values.put("end_atoms", (double) ends);
    values.put("stereo_centers", (double) stereo);
  }

  private static void bonds(StereoMolecule m, Map<String, Double> values) {
    int[] orders = new int[4];
    int aromatic = 0;
    int inRings = 0;
    for (int b = 0; b < m.getBonds(); b++) {
      aromatic += m.isAromaticBond(b) ? 1 : 0;
      orders[m.isAromaticBond(b) ? 0 : Math.min(3, m.getBondOrder(b))]++;
      inRings += m.isRingBond(b) ? 1 : 0;
    }
    values.put("bonds", (double) m.getBonds());
    values.put("single_bonds", (double) orders[1]);
    values.put("double_bonds", (double) orders[2]);
    values.put("triple_bonds", (double) orders[3]);
    values.put("aromatic_bonds", (double) aromatic);
    values.put("ring_bonds", (double) inRings);
    values.put("rotatable_bonds", (double) m.getRotatableBondCount());
  }

  private static void rings(StereoMolecule m, Map<String, Double> values) {
    RingCollection rings = m.getRingSet();
    int[] sizes = new int[MOST_RING + 1];
    int aromatic = 0;
    for (int r = 0; r < rings.getSize(); r++) {
      sizes[Math.min(MOST_RING, rings.getRingSize(r))]++;
      aromatic += rings.isAromatic(r) ? 1 : 0;
    }
    values.put("rings", (double) rings.getSize());
    for (int size = 3; size <= MOST_RING; size++) {
      values.put(size < MOST_RING ? "rings_of_" + size : "rings_of_7_up", (double) sizes[size]);
    }
    values.put("aromatic_rings", (double) aromatic);
  }
}
