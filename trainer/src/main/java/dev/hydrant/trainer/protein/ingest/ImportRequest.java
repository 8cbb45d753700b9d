package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.protein.shard.Precision;
import java.nio.file.Path;

/**
 * What is to be imported, and what is made of it.
 *
 * @param source where the chains come from
 * @param out the folder to make
 * @param rules which chains are taken
 * @param json whether a JSON of each chain and the indices are made beside the shard
 * @param precision how exactly the shard keeps positions
 * @param threads number of threads that read; the result does not depend on it
 * @param force whether a folder that is there already is replaced
 * @param grouping which chains stay together when some are set aside for validation
 */
public record ImportRequest(
    ImportSource source,
    Path out,
    ImportRules rules,
    boolean json,
    Precision precision,
    int threads,
    boolean force,
    Grouping grouping) {
  /** Checks the number of threads. */
  public ImportRequest {
    if (grouping == Grouping.FOLDER && !(source instanceof StructureFiles)) {
      throw new IllegalArgumentException(
          "chains are grouped by folder where they come from files; group them by family");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("an import needs at least one thread, got " + threads);
    }
  }

  /** An import by the defaults: with JSON where the source is files, on all processors. */
  public static ImportRequest of(ImportSource source, Path out) {
    boolean files = source instanceof StructureFiles;
    return new ImportRequest(
        source,
        out,
        ImportRules.DEFAULTS,
        files,
        source instanceof Promod3Chains ? Precision.COMPACT : Precision.EXACT,
        Runtime.getRuntime().availableProcessors(),
        false,
        Grouping.NONE);
  }

  /** This request with other rules. */
  public ImportRequest with(ImportRules other) {
    return new ImportRequest(source, out, other, json, precision, threads, force, grouping);
  }

  /** This request with another number of threads. */
  public ImportRequest withThreads(int count) {
    return new ImportRequest(source, out, rules, json, precision, count, force, grouping);
  }

  /** This request with some chains set aside for validation. */
  public ImportRequest with(Grouping other) {
    return new ImportRequest(source, out, rules, json, precision, threads, force, other);
  }

  /** This request, replacing what is there. */
  public ImportRequest replacing() {
    return new ImportRequest(source, out, rules, json, precision, threads, true, grouping);
  }
}
