package dev.hydrant.trainer.data.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a prepared set of shards was made from and holds; lies beside the shards as {@code
 * <name>.json}. Written before the shards are moved to their places as incomplete, and afterwards
 * as complete, so that a set is whole exactly if its manifest says so. Holds no time and no
 * absolute path: the same request gives the same bytes.
 */
public record TextManifest(
    boolean complete,
    List<FileFact> sources,
    Rule rule,
    Documents documents,
    List<ShardFact> shards) {

  /** A source file: name without directory, size, SHA-256 in hexadecimal. */
  public record FileFact(String name, long bytes, String sha256) {}

  /** A shard: file name, number of tokens, SHA-256 in hexadecimal. */
  public record ShardFact(String name, long tokens, String sha256) {}

  /** How documents were found, chosen and encoded. */
  public record Rule(
      String documents,
      boolean english,
      @JsonProperty("validation_fraction") double validationFraction,
      String unit,
      @JsonProperty("tokens_per_shard") int tokensPerShard) {
    static Rule of(TextRequest request) {
      return new Rule(
          request.documents().toString(),
          request.englishOnly(),
          request.validationFraction(),
          request.unit().toString(),
          request.tokensPerShard());
    }
  }

  /** Numbers of documents: all, those left out for their language, and the two sides. */
  public record Documents(
      long read,
      @JsonProperty("other_languages") long otherLanguages,
      long train,
      long validation) {}

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** What the tokens of a shard are, if a manifest beside it tells. */
  public static Optional<Unit> unitOf(Path shard) {
    String name = shard.getFileName().toString();
    try (Stream<Path> beside = Files.list(shard.toAbsolutePath().getParent())) {
      for (Path file : (Iterable<Path>) beside::iterator) {
        if (file.toString().endsWith(".json") && Files.isRegularFile(file)) {
          Optional<TextManifest> manifest = read(file);
          if (manifest.stream()
              .flatMap(m -> m.shards().stream())
              .anyMatch(s -> s.name().equals(name))) {
            return Arrays.stream(Unit.values())
                .filter(unit -> unit.toString().equals(manifest.get().rule().unit()))
                .findFirst();
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // what cannot be looked into tells nothing
    }
    return Optional.empty();
  }

  /** Reads a manifest; empty if there is none, or none that this version can read. */
  static Optional<TextManifest> read(Path file) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), TextManifest.class));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Replaces a file by this manifest in one step. */
  void write(Path file) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    byte[] text = (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** This set while it takes the place of an old one, of which some shards still lie there. */
  TextManifest incomplete(List<ShardFact> stale) {
    List<ShardFact> all = new ArrayList<>(shards);
    all.addAll(stale);
    return new TextManifest(false, sources, rule, documents, all);
  }

  /** Number of tokens of the shards whose names hold {@code _train_} or {@code _val_}. */
  public long tokens(String side) {
    return shards.stream()
        .filter(s -> s.name().contains("_" + side + "_"))
        .mapToLong(ShardFact::tokens)
        .sum();
  }
}
