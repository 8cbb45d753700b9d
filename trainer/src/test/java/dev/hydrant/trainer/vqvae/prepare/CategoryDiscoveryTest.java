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

  @Test
  void aStricterTargetPrefersCategoriesThatTellLessOfEachOther() {
    SplittableRandom random = new SplittableRandom(9);
    double[] x = new double[300 * 12];
    for (int i = 0; i < 300; i++) {
      double a = random.nextDouble(-1, 1);
      double b = .5 * a + random.nextDouble(-1, 1);
      for (int j = 0; j < 12; j++) {
        x[i * 12 + j] = (j < 6 ? a : b) + .1 * random.nextDouble(-1, 1);
      }
    }
    Result found = CategoryDiscovery.find(Matrix.of(x, 300, 12), settings(3));
    CentroidSimilarity most = found.similarity().orElseThrow();
    assertThat(most.correlation()).isBetween(0.3, 0.7);
    assertThat(most.first()).isEqualTo("cluster_1");
    assertThat(most.second()).isEqualTo("cluster_2");
  }
}
