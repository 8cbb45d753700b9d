package dev.hydrant.trainer.vqvae.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.vqvae.prepare.CategoryDiscovery.Result;
import dev.hydrant.trainer.vqvae.prepare.CategoryDiscovery.Settings;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** R3.10, R38, R40: which features belong together. */
class CategoryDiscoveryTest {
  private static Settings settings(int least) {
    return new Settings(Optional.empty(), 0.15, least, 25);
  }

  @Test
  void takesTheNumberOfClustersWithTheLargestSilhouetteAndNoSingles() {
    Result found = CategoryDiscovery.find(Discovery17.table(), settings(3));
    assertThat(found.trials().get(0).silhouette()).isCloseTo(0.690937, within(1e-6));
    assertThat(found.trials().get(1).silhouette()).isNaN();
    assertThat(found.silhouette()).isCloseTo(0.690937, within(1e-6));
    assertThat(found.categories().keySet()).containsExactly("cluster_1", "cluster_2");
    assertThat(found.categories().get("cluster_1")).containsExactly(0, 1, 2);
    assertThat(found.categories().get("cluster_2")).containsExactly(3, 4, 5, 6);
  }

  @Test
  void aStatedNumberIsTakenAndSmallClustersJoinTheNearest() {
    Settings three = new Settings(Optional.of(3), 0.15, 3, 25);
    Result found = CategoryDiscovery.find(Discovery17.table(), three);
    assertThat(found.categories()).hasSize(2);
    Settings lone = new Settings(Optional.of(3), 0.15, 1, 25);
    assertThat(CategoryDiscovery.find(Discovery17.table(), lone).categories().get("cluster_3"))
        .containsExactly(6);
  }

  @Test
  void signsAndUnitsDoNotMatter() {
    Matrix table = Discovery17.table();
    double[] turned = table.toArray();
    for (int i = 0; i < turned.length; i++) {
      int j = i % 7;
      turned[i] = turned[i] * (j % 2 == 0 ? -3 : 0.01) + j;
    }
    Result plain = CategoryDiscovery.find(table, settings(3));
    Result other = CategoryDiscovery.find(Matrix.of(turned, 40, 7), settings(3));
    plain
        .categories()
        .forEach((name, members) -> assertThat(other.categories().get(name)).isEqualTo(members));
    assertThat(other.similarity().orElseThrow().correlation())
        .isCloseTo(plain.similarity().orElseThrow().correlation(), within(1e-9));
  }

  @Test
  void twoFactorsMakeTwoCategories() {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = new double[200 * 12];
    for (int i = 0; i < 200; i++) {
      double[] factor = {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
      for (int j = 0; j < 12; j++) {
        x[i * 12 + j] = factor[j % 2] + .2 * random.nextDouble(-1, 1);
      }
    }
    Result found = CategoryDiscovery.find(Matrix.of(x, 200, 12), settings(3));
    assertThat(found.categories()).hasSize(2);
    assertThat(found.categories().get("cluster_1")).containsExactly(0, 2, 4, 6, 8, 10);
  }

  @Test
  void tooFewFeaturesAreOneCategory() {
    Matrix table = Discovery17.table();
    Result found = CategoryDiscovery.find(table, settings(4));
    assertThat(found.categories()).hasSize(1);
    assertThat(found.similarity()).isEmpty();
    assertThat(found.categories().get("cluster_1")).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  /** R38: of numbers of categories that separate as well, a stricter target takes another. */
  @Test
  void aStricterTargetPrefersCategoriesThatTellLessOfEachOther() {
    double silhouettes = -1;
    Matrix table = null;
    // Four factors, two of which go with one other each: two pairs, or four alike but apart.
    for (double apart = 0.9; silhouettes < 0; apart -= 0.02) {
      table = twoPairs(apart);
      Result all = CategoryDiscovery.find(table, settings(3));
      silhouettes = all.trials().get(2).silhouette() - all.trials().get(0).silhouette();
      silhouettes = silhouettes > 0.02 ? -1 : silhouettes;
    }
    Result strict = CategoryDiscovery.find(table, new Settings(Optional.empty(), 0.15, 3, 4));
    Result mild = CategoryDiscovery.find(table, new Settings(Optional.empty(), 0.95, 3, 4));
    assertThat(strict.categories()).hasSize(2);
    assertThat(mild.categories()).hasSize(4);
    CentroidSimilarity most = mild.similarity().orElseThrow();
    assertThat(most.correlation()).isBetween(0.5, 0.95);
    assertThat(most.first()).isEqualTo("cluster_1");
    assertThat(most.second()).isEqualTo("cluster_2");
  }

  private static Matrix twoPairs(double apart) {
    SplittableRandom random = new SplittableRandom(9);
    double[] x = new double[300 * 16];
    for (int i = 0; i < 300; i++) {
      double[] factor = new double[4];
      for (int f = 0; f < 4; f++) {
        double own = random.nextDouble(-1, 1);
        factor[f] = f % 2 == 0 ? own : factor[f - 1] + apart * own;
      }
      for (int j = 0; j < 16; j++) {
        x[i * 16 + j] = factor[j / 4] + .2 * random.nextDouble(-1, 1);
      }
    }
    return Matrix.of(x, 300, 16);
  }
}
