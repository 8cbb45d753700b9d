package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes a data set of protein chains: a shard {@code proteins.hps}, {@code report.json}, {@code
 * rejects.csv} and, where they are asked for, the JSON of each chain with two indices. The same
 * request gives the same bytes on any number of threads; memory does not grow with the number of
 * files, but for the sequences where chains are grouped by them. The folder appears whole or not at
 * all.
 *
 * <pre>{@code
 * ImportRequest request =
 *     ImportRequest.of(new StructureFiles(List.of(Path.of("pdb"))), Path.of("data/mine"));
 * ImportResult result = ProteinImport.run(request, ImportProgress.NONE);
 * ProteinShard shard = ProteinShard.open(Path.of("data/mine/proteins.hps"));
 * }</pre>
 */
public final class ProteinImport {
  private final ImportRequest request;
  private final Tally tally = new Tally();
  private final Set<UUID> sequences = new HashSet<>();

  private ProteinImport(ImportRequest request) {
    this.request = request;
  }

  /**
   * Imports.
   *
   * @throws DataException if there is nothing to import, nothing passes, or the result cannot be
   *     written; what was at the target before is then untouched
   */
  public static ImportResult run(ImportRequest request, ImportProgress progress) {
    return new ProteinImport(request).run(progress);
  }

  private ImportResult run(ImportProgress progress) {
    Plan plan = request.source().plan(request.rules(), request.json());
    try (ImportOutput output = ImportOutput.begin(request)) {
      InOrder.run(
          plan,
          request.threads(),
          sifted -> {
            add(sifted, output);
            progress.at(tally.parts(), plan.parts(), tally.chains());
          });
      ImportResult taken = tally.result(request.source().describe());
      if (taken.chains() == 0) {
        throw nothing(taken);
      }
      ImportResult result = taken.with(output.divide());
      output.publish(result);
      return result;
    } catch (IOException e) {
      throw new DataException(
          "Cannot write to %s: %s.\nWhat was there before is untouched".formatted(request.out(), e),
          e);
    }
  }

  private void add(Sifted sifted, ImportOutput output) throws IOException {
    tally.part(sifted);
    for (Reject reject : sifted.rejects()) {
      reject(reject, output);
    }
    for (Taken taken : sifted.taken()) {
      if (request.rules().unique() && !sequences.add(hash(taken.chain().sequence()))) {
        String file = taken.chain().source().file();
        String detail = "a chain before it has the same sequence";
        reject(new Reject(file, taken.chain().id(), RejectReason.DUPLICATE, detail), output);
      } else {
        tally.taken(taken);
        output.take(taken);
      }
    }
  }

  private void reject(Reject reject, ImportOutput output) throws IOException {
    tally.reject(reject);
    output.reject(reject);
  }

  /** The first 128 bits of the SHA-256. */
  private static UUID hash(String sequence) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(sequence.getBytes(StandardCharsets.US_ASCII));
      ByteBuffer bytes = ByteBuffer.wrap(digest);
      return new UUID(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static DataException nothing(ImportResult result) {
    String listed =
        result.firstRejects().stream().map(r -> "  " + r).collect(Collectors.joining("\n"));
    int more = result.rejects() - result.firstRejects().size();
    return new DataException(
        "No chain passes the rules, %,d are left out:\n%s%s\nLoosen the rules, or give other structures"
            .formatted(
                result.rejects(), listed, more > 0 ? "\n  and %,d more".formatted(more) : ""));
  }
}
