package dev.hydrant.trainer.vqvae.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.analysis.AdjustedRand;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.hdf5.Hdf5File;
import dev.hydrant.trainer.data.hdf5.Hdf5Writer;
import dev.hydrant.trainer.vqvae.prepare.CategoryDiscovery;
import dev.hydrant.trainer.vqvae.prepare.FeatureCleaning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V15 and R3.1: the generated features, and files of features. */
class FeatureSampleTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void discoveryRecoversThePlantedCategories(long seed) {
    FeatureSample sample = new FeatureSample(FeatureSample.Kind.PLANTED, 1000, seed);
    Map<String, FeatureSample.Made> families = sample.families();
    FeatureSample.Made summary = families.get("summary");
    FeatureSample.Made architecture = families.get("architecture");
    float[] table = joined(summary.features(), architecture.features());
    int width = summary.features().width() + architecture.features().width();
    int[] truth = Arrays.copyOf(summary.categories(), width);
    for (int j = 0; j < architecture.features().width(); j++) {
      truth[summary.features().width() + j] = 10 + architecture.categories()[j];
    }
    FeatureCleaning.Plan plan =
        FeatureCleaning.plan(Matrix.of(table, 1000, width), FeatureCleaning.Settings.standard());
    int[] kept = plan.kept();
    assertThat(plan.dropped()).hasSizeBetween(7, 12);
    CategoryDiscovery.Result found =
        CategoryDiscovery.find(
            Matrix.of(plan.apply(table), 1000, kept.length),
            new CategoryDiscovery.Settings(Optional.empty(), 0.15, 3, 25));
    int[] labels = new int[kept.length];
    int c = 0;
    for (int[] members : found.categories().values()) {
      for (int j : members) {
        labels[j] = c;
      }
      c++;
    }
    int[] known = Arrays.stream(kept).map(j -> truth[j]).toArray();
    assertThat(found.categories()).hasSize(8);
    assertThat(AdjustedRand.index(labels, known)).isGreaterThanOrEqualTo(0.95);
  }

  private static float[] joined(FeatureFamily a, FeatureFamily b) {
    float[] table = new float[a.rows() * (a.width() + b.width())];
    for (int i = 0; i < a.rows(); i++) {
      int at = i * (a.width() + b.width());
      System.arraycopy(a.values(), i * a.width(), table, at, a.width());
      System.arraycopy(b.values(), i * b.width(), table, at + a.width(), b.width());
    }
    return table;
  }

  @Test
  void theFileHasTheLayoutAndTheSameSeedTheSameValues() {
    Path file = directory.resolve("a.h5");
    new FeatureSample(FeatureSample.Kind.BASELINE, 60, 3).write(file);
    try (FeatureFile features = FeatureFile.open(file)) {
      assertThat(features.families())
          .containsExactlyInAnyOrder("summary", "architecture", "initial", "temporal");
      FeatureFamily summary = features.table("summary", Long.MAX_VALUE);
      assertThat(summary.width()).isEqualTo(275);
      assertThat(summary.rows()).isEqualTo(60);
      assertThat(summary.names()).doesNotHaveDuplicates().contains("spatial_00", "causality_54");
      assertThat(features.table("architecture", 10).rows()).isEqualTo(10);
      assertThat(features.table("initial", 99).width()).isEqualTo(42);
      assertThat(features.series("temporal", 9).shape()).containsExactly(64, 12);
      assertThat(features.fields("initial", 9).shape()).containsExactly(1, 1, 32, 32);
      FeatureSample.Made again =
          new FeatureSample(FeatureSample.Kind.BASELINE, 60, 3).families().get("summary");
      assertThat(summary.values()).isEqualTo(again.features().values());
    }
    try (Hdf5File raw = Hdf5File.open(file)) {
      assertThat(raw.dataset("/truth/summary/category").shape()).containsExactly(275);
      assertThat(raw.dataset("/parameters/vectors").shape()).containsExactly(60, 14);
    }
  }

  @Test
  void saysWhichFamiliesThereAre() {
    Path file = directory.resolve("a.h5");
    new FeatureSample(FeatureSample.Kind.BASELINE, 12, 0).write(file);
    try (FeatureFile features = FeatureFile.open(file)) {
      assertThatThrownBy(() -> features.table("sumary", 1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("no family sumary")
          .hasMessageContaining("summary");
      assertThatThrownBy(() -> features.table("temporal", 1)).hasMessageContaining("[N, D]");
    }
  }

  @Test
  void namesComeFromTheRegistryOrAreNumbered() {
    Path file = directory.resolve("r.h5");
    Hdf5Writer.create(file)
        .dataset("/features/x/features", new float[6], 2, 3)
        .attribute(
            "/features/x", "feature_registry", "{\"k\": {\"mean\": 1, \"far\": {\"index\": 2}}}")
        .finish();
    try (FeatureFile features = FeatureFile.open(file)) {
      assertThat(features.table("x", 9).names()).containsExactly("x_0", "mean", "far");
    }
  }

  @Test
  void csvFilesBecomeFamilies() throws Exception {
    Path a = Files.writeString(directory.resolve("a.csv"), "id,x,\"y, z\"\nm1,1,2\nm2,,3e2\n");
    Path b = Files.writeString(directory.resolve("b.csv"), "u\n5\nnan\n");
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("shape", a);
    files.put("size", b);
    Map<String, CsvFamilies.Imported> read = CsvFamilies.write(files, directory.resolve("o.h5"));
    assertThat(read.get("shape").left()).containsExactly("id");
    try (FeatureFile features = FeatureFile.open(directory.resolve("o.h5"))) {
      FeatureFamily shape = features.table("shape", 9);
      assertThat(shape.names()).isEqualTo(List.of("x", "y, z"));
      assertThat(shape.values()).containsExactly(1, 2, Float.NaN, 300);
      assertThat(features.table("size", 9).values()).containsExactly(5, Float.NaN);
    }
  }

  @Test
  void csvFilesThatDoNotFitAreRefused() throws Exception {
    Path a = Files.writeString(directory.resolve("a.csv"), "x,y\n1,2\n1\n");
    assertThatThrownBy(() -> CsvFamilies.read("f", a))
        .hasMessageContaining("a.csv:3: 1 cells, but the first line names 2 columns");
    Path b = Files.writeString(directory.resolve("b.csv"), "x\n1\noops\n");
    assertThatThrownBy(() -> CsvFamilies.read("f", b)).hasMessageContaining("'oops'");
    Path c = Files.writeString(directory.resolve("c.csv"), "x\n1\n2\n");
    Path d = Files.writeString(directory.resolve("d.csv"), "x\n1\n");
    assertThatThrownBy(() -> CsvFamilies.write(Map.of("c", c, "d", d), directory.resolve("o.h5")))
        .hasMessageContaining("must describe the same sample");
    assertThat(directory.resolve("o.h5")).doesNotExist();
  }
}
