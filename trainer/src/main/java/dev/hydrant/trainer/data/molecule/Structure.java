package dev.hydrant.trainer.data.molecule;

import com.actelion.research.chem.Molecule;
import com.actelion.research.chem.SmilesParser;
import com.actelion.research.chem.StereoMolecule;
import java.util.Optional;

/**
 * A molecule as OpenChemLib understands it. Whether a string describes one at all is {@link
 * SmilesCheck}'s to say: OpenChemLib takes aromatic rings without double bonds for radicals.
 */
public final class Structure {
  private final StereoMolecule molecule;

  private Structure(StereoMolecule molecule) {
    this.molecule = molecule;
  }

  /** Reads a SMILES string; empty if OpenChemLib does not accept it. */
  public static Optional<Structure> of(String smiles) {
    try {
      StereoMolecule molecule = new StereoMolecule();
      new SmilesParser().parse(molecule, smiles);
      molecule.ensureHelperArrays(Molecule.cHelperCIP);
      return Optional.of(new Structure(molecule));
    } catch (Exception e) { // it declares no narrower kind
      return Optional.empty();
    }
  }

  /** The same text for each way to write the molecule. */
  public String canonical() {
    return molecule.getIDCode();
  }

  StereoMolecule molecule() {
    return molecule;
  }
}
