package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.report.SafeText;

/**
 * Something that was left out.
 *
 * @param file name of the file relative to what was read
 * @param chain name of the chain, "" for the whole file
 * @param reason why
 * @param detail what exactly, with the line where there is one
 */
public record Reject(String file, String chain, RejectReason reason, String detail) {
  @Override
  public String toString() {
    return SafeText.line(
        file + (chain.isEmpty() ? "" : " " + chain) + ": " + reason + ", " + detail);
  }
}
