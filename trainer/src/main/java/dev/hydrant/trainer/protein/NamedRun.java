package dev.hydrant.trainer.protein;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name by which later stages find a run, such as {@code SA_stage_1_simple_model}: a link in
 * {@code training.checkpoint_dir} to the run's directory.
 */
record NamedRun(OdysseyConfig config) {
  private static final Logger LOG = LoggerFactory.getLogger(NamedRun.class);

  /** Block, style and masking. */
  String name() {
    return "%s_%s_%s_model"
        .formatted(
            config.model().blockType().initials(),
            config.model().style().name().toLowerCase(Locale.ROOT),
            config.masking().strategy().label());
  }

  /** Makes the link, in place of an earlier one; what is there and no link stays. */
  void link(Path folder, Artefacts artefacts) {
    Path link = folder.resolve(name());
    Path run = artefacts.directory().toAbsolutePath().normalize();
    if (Files.exists(link) && !Files.isSymbolicLink(link)) {
      LOG.warn("{} is there and no link to a run: it stays as it is", link);
      return;
    }
    try {
      Files.createDirectories(folder);
      Path fresh = folder.resolve("." + name() + ".tmp");
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, run);
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      LOG.info("{} is this run, for later stages", link);
    } catch (IOException | UnsupportedOperationException e) {
      throw UserException.failure(
          "cannot link %s to %s: %s\nGive training.checkpoint_dir=null, and name the run itself"
              .formatted(link, run, e.getMessage()));
    }
  }
}
