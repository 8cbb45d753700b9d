package dev.hydrant.trainer.data.molecule;

import com.actelion.research.chem.IDCodeParserWithoutCoordinateInvention;
import com.actelion.research.chem.IsomericSmilesCreator;
import com.actelion.research.chem.StereoMolecule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipInputStream;

/**
 * Some 30,000 real structures that OpenChemLib brings along for its own predictions: drugs,
 * reagents and their ring systems, of at most some 40 atoms.
 */
public final class MoleculeSample {
  private static final String FRAGMENTS = "/resources/defaultRigidFragments.zip";
  private static final String DRUGS = "/resources/druglikenessNoIndex.txt";
  private static final String TOXICITY = "/resources/toxpredictor/";

  private MoleculeSample() {}

  /** The structures as distinct SMILES strings, aromatic in small letters, always in this order. */
  public static List<String> smiles() {
    List<String> codes = codes();
    List<String> smiles = codes.parallelStream().map(MoleculeSample::smiles).toList();
    Set<String> distinct = new LinkedHashSet<>(smiles);
    distinct.removeIf(Objects::isNull);
    distinct.remove("");
    return List.copyOf(distinct);
  }

  /** Identity codes of structures, which OpenChemLib reads. */
  private static List<String> codes() {
    Set<String> codes = new LinkedHashSet<>();
    for (char list : "imrt".toCharArray()) {
      for (int part = 1; part <= 3; part++) {
        codes.addAll(lines(TOXICITY + list + part + ".txt"));
      }
    }
    lines(DRUGS).forEach(line -> codes.add(line.split("\t", 2)[0]));
    codes.addAll(fragments());
    codes.removeIf(String::isBlank);
    return new ArrayList<>(codes);
  }

  private static String smiles(String code) {
    try {
      StereoMolecule molecule = new StereoMolecule();
      new IDCodeParserWithoutCoordinateInvention().parse(molecule, code);
      molecule.setFragment(false); // several are patterns to search by
      withoutHydrogens(molecule);
      return new IsomericSmilesCreator(molecule).getSmiles();
    } catch (RuntimeException e) {
      return null; // a header or a code of another kind
    }
  }

  /** Ends of fragments are marked by deuterium. */
  private static void withoutHydrogens(StereoMolecule molecule) {
    for (int atom = 0; atom < molecule.getAllAtoms(); atom++) {
      if (molecule.getAtomicNo(atom) == 1) {
        molecule.markAtomForDeletion(atom);
      }
    }
    molecule.deleteMarkedAtomsAndBonds();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = open(resource)) {
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Records of a code, a number n, n lines of coordinates and n of likelihoods. */
  private static List<String> fragments() {
    try (ZipInputStream zip = new ZipInputStream(open(FRAGMENTS))) {
      if (zip.getNextEntry() == null) {
        return Collections.emptyList();
      }
      BufferedReader in = new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII));
      List<String> codes = new ArrayList<>();
      for (String code = in.readLine(); code != null; code = in.readLine()) {
        codes.add(code);
        int n = Integer.parseInt(in.readLine().trim());
        for (int i = 0; i < 2 * n; i++) {
          in.readLine();
        }
      }
      return codes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = StereoMolecule.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("OpenChemLib's " + resource + " is not on the class path");
    }
    return in;
  }
}
