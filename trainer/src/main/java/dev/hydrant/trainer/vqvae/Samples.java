package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import dev.hydrant.trainer.vqvae.features.MoleculeFamilies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Datasets that the first run that wants them makes. */
final class Samples {
  private static final Logger LOG = LoggerFactory.getLogger(Samples.class);
  private static final int ROWS = 10_000;

  private static final Map<Path, Consumer<Path>> MAKERS =
      Map.of(
          Path.of("datasets/baseline_10k.h5"),
          target -> new FeatureSample(FeatureSample.Kind.BASELINE, ROWS, 0).write(target),
          Path.of("datasets/molecules_10k.h5"),
          target -> MoleculeFamilies.write(ROWS, target));

  /** Those that were made for a look alone, by the names that configurations have for them. */
  private static final Map<Path, Path> TEMPORARY = new LinkedHashMap<>();

  private Samples() {}

  /** Makes a dataset, if it is one of those and is not there. */
  static void makeIfMissing(Path dataset) {
    Consumer<Path> maker = MAKERS.get(dataset);
    if (maker != null && !Files.exists(dataset)) {
      LOG.info("making {} of {} rows, once", dataset, ROWS);
      maker.accept(dataset);
    }
  }

  /** A copy that goes when the program ends, of a dataset that would be made. */
  static synchronized Optional<Path> temporary(Path dataset) {
    Consumer<Path> maker = MAKERS.get(dataset);
    if (maker == null || Files.exists(dataset)) {
      return Optional.empty();
    }
    return Optional.of(TEMPORARY.computeIfAbsent(dataset, d -> make(d, maker)));
  }

  private static Path make(Path dataset, Consumer<Path> maker) {
    try {
      Path directory = Files.createTempDirectory("hydrant-features-");
      directory.toFile().deleteOnExit();
      Path made = directory.resolve(dataset.getFileName());
      maker.accept(made);
      made.toFile().deleteOnExit();
      return made;
    } catch (IOException e) {
      throw new DataException("no temporary file can be made: " + e.getMessage(), e);
    }
  }
}
