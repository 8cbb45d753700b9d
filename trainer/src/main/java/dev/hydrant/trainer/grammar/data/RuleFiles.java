package dev.hydrant.trainer.grammar.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.data.NewFile;
import dev.hydrant.trainer.grammar.data.RuleImport.Reject;
import dev.hydrant.trainer.grammar.data.RuleImport.Written;
import dev.hydrant.trainer.report.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of imported texts: {@code prod_N_ids_int16.npy}, {@code prod_N_masks_packed.npy}, the
 * texts themselves in the same order, the grammar, what was rejected and why, and a manifest, which
 * comes last: a folder with one is whole.
 */
public final class RuleFiles {
  /** The accepted texts, one a line, in the order of the rows. */
  public static final String TEXTS = "texts.txt";

  private static final String GRAMMAR = "grammar.txt";
  private static final String REJECTS = "rejects.tsv";
  private static final String MANIFEST = "manifest.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RuleFiles() {}

  /** The numbers of rules of a folder that is whole. */
  public static Optional<Path> ids(Path directory) {
    Path manifest = directory.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      return Optional.empty();
    }
    try {
      String name = JSON.readTree(manifest.toFile()).path("prod").asText("");
      Path ids = directory.resolve(name);
      return !name.isEmpty() && Files.isRegularFile(ids) ? Optional.of(ids) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The files that every such folder has, beside those that are named by their sizes. */
  public static List<Path> fixed(Path directory) {
    return Stream.of(MANIFEST, TEXTS, GRAMMAR, REJECTS).map(directory::resolve).toList();
  }

  /**
   * Writes all files.
   *
   * @throws dev.hydrant.trainer.data.DataException if no text was taken, or the folder cannot be
   *     written
   */
  public static Written write(RuleImport rules, Path directory) {
    Written written = rules.write(directory);
    write(directory.resolve(TEXTS), rules.texts().stream());
    write(directory.resolve(GRAMMAR), rules.grammar().text().lines());
    Stream<String> head = Stream.of("file\tline\tposition\twhy\ttext");
    write(
        directory.resolve(REJECTS),
        Stream.concat(head, rules.rejects().stream().map(RuleFiles::row)));
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("prod", written.prod().getFileName().toString());
    manifest.put("masks", written.masks().getFileName().toString());
    manifest.put("grammar", rules.grammar().name());
    manifest.put("rows", written.rows()).put("length", written.length());
    manifest.put("shortest", written.shortest()).put("median", written.median());
    manifest.put("rejected", rules.rejects().size()).put("ambiguous", written.ambiguous());
    write(directory.resolve(MANIFEST), manifest.toPrettyString().lines());
    return written;
  }

  private static String row(Reject r) {
    return "%s\t%d\t%s\t%s\t%s"
        .formatted(
            SafeText.tsv(r.line().source()),
            r.line().line(),
            r.position() < 0 ? "" : r.position(),
            SafeText.tsv(r.reason()),
            SafeText.tsv(r.line().text()));
  }

  private static void write(Path target, Stream<String> lines) {
    try (NewFile file = NewFile.in(target)) {
      Files.write(file.temporary(), (Iterable<String>) lines::iterator, StandardCharsets.UTF_8);
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }
}
