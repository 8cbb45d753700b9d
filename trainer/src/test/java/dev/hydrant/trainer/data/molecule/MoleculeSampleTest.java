package dev.hydrant.trainer.data.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sample of real molecules, and what is known of each. */
class MoleculeSampleTest {
  private static final List<String> SAMPLE = MoleculeSample.smiles();

  @Test
  void isThirtyThousandDistinctStructuresInAFixedOrder() {
    assertThat(SAMPLE).hasSize(30_800).doesNotHaveDuplicates();
    assertThat(MoleculeSample.smiles()).isEqualTo(SAMPLE);
  }

  @Test
  void isValidButForAFewPatternsAndOtherElements() {
    long valid = SAMPLE.stream().filter(SmilesCheck::isValid).count();
    assertThat(valid).isGreaterThan(29_800);
  }

  @Test
  void descriptorsCountWhatIsThere() {
    List<String> names = Descriptors.names();
    assertThat(names).hasSize(40).doesNotHaveDuplicates();
    float[] aspirin = Descriptors.of(Structure.of("CC(=O)Oc1ccccc1C(=O)O").orElseThrow());
    assertThat(aspirin[names.indexOf("carbon")]).isEqualTo(9);
    assertThat(aspirin[names.indexOf("oxygen")]).isEqualTo(4);
    assertThat(aspirin[names.indexOf("hydrogens")]).isEqualTo(8);
    assertThat(aspirin[names.indexOf("weight")]).isEqualTo(180);
    assertThat(aspirin[names.indexOf("aromatic_rings")]).isEqualTo(1);
    assertThat(aspirin[names.indexOf("rings_of_6")]).isEqualTo(1);
    assertThat(aspirin[names.indexOf("donors")]).isEqualTo(1);
    assertThat(aspirin[names.indexOf("double_bonds")]).isEqualTo(2);
    assertThat(aspirin[names.indexOf("polar_surface")]).isBetween(60f, 66f);
  }

  @Test
  void oneMoleculeHasOneCanonicalForm() {
    Set<String> forms = new HashSet<>();
    for (String ethanol : List.of("CCO", "OCC", "C(O)C", "[CH3][CH2][OH]")) {
      forms.add(Structure.of(ethanol).orElseThrow().canonical());
    }
    assertThat(forms).hasSize(1);
  }

  @Test
  void picturesShowInk() {
    BufferedImage image =
        MoleculePicture.grid(
            List.of(
                new MoleculePicture.Cell("CC(=O)Oc1ccccc1C(=O)O", "aspirin"),
                new MoleculePicture.Cell("c1cccc1", "no molecule")),
            2);
    int ink = 0;
    for (int x = 0; x < image.getWidth() / 2; x++) {
      for (int y = 0; y < 200; y++) {
        ink += (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
      }
    }
    assertThat(ink).isGreaterThan(500);
  }
}
