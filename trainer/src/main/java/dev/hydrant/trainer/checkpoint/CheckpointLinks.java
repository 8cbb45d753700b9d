package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Further names of the checkpoints of a run, as symbolic links beside their directories: {@code
 * best-acc-012-0.9907} and {@code last}. A link is made before the checkpoint that it replaces
 * goes, and goes before the checkpoint that it means: no moment has a link to nothing.
 */
final class CheckpointLinks {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointLinks.class);
  private static final String LAST = "last";

  private final Path root;
  private final Retention retention;
  private final Storage storage;

  CheckpointLinks(Path root, Retention retention, Storage storage) {
    this.root = root;
    this.retention = retention;
    this.storage = storage;
  }

  /**
   * Gives the best and the newest their names, and takes them from the others. A failure is logged:
   * the checkpoints themselves are safe.
   */
  void update(Map<Path, Manifest> all) {
    if (!retention.hasNames() || all.isEmpty()) {
      return;
    }
    try {
      Map<String, Path> wanted = wanted(all);
      for (Map.Entry<String, Path> e : wanted.entrySet()) {
        storage.link(root.resolve(e.getKey()), e.getValue().getFileName());
      }
      for (Path link : storage.links(root)) {
        if (!wanted.containsKey(link.getFileName().toString())) {
          storage.delete(link);
        }
      }
      storage.forceDirectory(root);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("the names of checkpoints in {} could not be brought up to date: {}", root, e + "");
    }
  }

  private Map<String, Path> wanted(Map<Path, Manifest> all) {
    List<Manifest> manifests = List.copyOf(all.values());
    Map<String, Path> wanted = new LinkedHashMap<>();
    for (Best best : retention.bests()) {
      best.name()
          .ifPresent(
              name -> {
                for (Manifest m : best.kept(manifests)) {
                  wanted.put(name.of(m.step(), m.metrics()), directory(all, m));
                }
              });
    }
    Manifest newest =
        manifests.stream().max(Comparator.comparingLong(Manifest::serial)).orElseThrow();
    wanted.put(LAST, directory(all, newest));
    return wanted;
  }

  private static Path directory(Map<Path, Manifest> all, Manifest m) {
    return all.entrySet().stream()
        .filter(e -> e.getValue().equals(m))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
