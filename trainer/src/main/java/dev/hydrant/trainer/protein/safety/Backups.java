package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory for each configuration that is kept: {@code DATE/NAME/}. */
public final class Backups {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  private Backups() {}

  /**
   * Keeps a YAML file's configuration: {@code config.yaml} with all that it takes from elsewhere,
   * {@code model.json}, {@code training.json}, and {@code metadata.json} with where it came from,
   * when, and the SHA-256 of the others. The directory appears whole or not at all.
   *
   * @param root such as {@code configs/backup}
   * @return the directory
   * @throws UserException if it is there already
   */
  public static Path write(Path file, List<String> overrides, Path root, LocalDateTime now) {
    return write(Configs.tree(file, overrides), file.toString(), root, now);
  }

  /**
   * As above, of a composed configuration.
   *
   * @param source its name or file
   */
  public static Path write(MapNode tree, String source, Path root, LocalDateTime now) {
    ConfigPair pair = Configs.of(tree);
    String name = Path.of(source).getFileName().toString().replaceFirst("\\.ya?ml$", "");
    Path target = root.resolve(DATE.format(now)).resolve(name);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("config.yaml", EffectiveConfig.yaml(tree).getBytes(StandardCharsets.UTF_8));
    files.put("model.json", pair.model().json());
    files.put("training.json", pair.training().json());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("config_file", source);
    metadata.put("saved_at", TIME.format(now));
    Map<String, Object> hashes = new LinkedHashMap<>();
    files.forEach((file, bytes) -> hashes.put(file, sha256(bytes)));
    metadata.put("sha256", hashes);
    files.put("metadata.json", JsonFiles.text(metadata).getBytes(StandardCharsets.UTF_8));
    try (NewDirectory directory = NewDirectory.begin(target)) {
      for (Map.Entry<String, byte[]> e : files.entrySet()) {
        Files.write(directory.path().resolve(e.getKey()), e.getValue());
      }
      directory.commit();
    } catch (IOException e) {
      throw UserException.failure(target + " cannot be written: " + e);
    }
    return target;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
