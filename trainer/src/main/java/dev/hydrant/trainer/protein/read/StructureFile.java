package dev.hydrant.trainer.protein.read;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.protein.structure.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A file of a protein structure: {@code .pdb}, {@code .ent}, {@code .cif} or {@code .mmcif}, each
 * also with {@code .gz}.
 *
 * <pre>{@code
 * for (FoundChain chain : StructureFile.read(Path.of("1crn.pdb.gz"))) { … }
 * }</pre>
 */
public final class StructureFile {
  private static final Pattern NAME =
      Pattern.compile("(.+)\\.(pdb|ent|cif|mmcif)(\\.gz)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTRY = Pattern.compile("pdb[0-9][A-Za-z0-9]{3}");

  private StructureFile() {}

  /** Whether a file's name is that of a structure. */
  public static boolean isStructure(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  /** The chains of a file by the authors' names; the file is known by its own name. */
  public static List<FoundChain> read(Path file) {
    return read(file, file.getFileName().toString(), ChainNaming.AUTH);
  }

  /**
   * The chains of the first model of a file in their order; empty if it holds no protein.
   *
   * @param label how the file is called in the chains' {@link Source}
   * @throws DataException if it cannot be read or is damaged; the message names file and line
   */
  public static List<FoundChain> read(Path file, String label, ChainNaming naming) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new DataException(
          file
              + " is no structure by its name: give files that end in .pdb, .ent, .cif or .mmcif,"
              + " or one of these with .gz");
    }
    SizedFile.requireRegular(file);
    MessageDigest digest = sha256();
    ChainCollector collector = new ChainCollector();
    try (InputStream raw = new DigestInputStream(Files.newInputStream(file), digest)) {
      InputStream in = name.group(3) == null ? raw : unpacked(file, raw);
      Lines lines = new Lines(in, file.toString());
      if (name.group(2).toLowerCase(Locale.ROOT).endsWith("cif")) {
        new CifFile(lines, collector, naming).read();
      } else {
        new PdbFile(lines, collector).read();
      }
      raw.transferTo(OutputStream.nullOutputStream()); // the hash is that of the whole file
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    Source source = new Source(label, hash, collector.model(), collector.resolution());
    return chains(entry(name.group(1)), collector, source);
  }

  private static InputStream unpacked(Path file, InputStream raw) throws IOException {
    try {
      return new GZIPInputStream(raw, 1 << 16);
    } catch (IOException e) {
      throw new DataException(
          file + ":1: the file is not gzip, though its name ends in .gz.\nRename or fetch it again",
          e);
    }
  }

  private static List<FoundChain> chains(String entry, ChainCollector collector, Source source) {
    List<FoundChain> found = new ArrayList<>();
    collector
        .chains()
        .forEach(
            (name, chain) -> {
              if (chain.isProtein()) {
                found.add(chain.build(name.isEmpty() ? entry : entry + "_" + name, name, source));
              }
            });
    return found;
  }

  /** The archive's files are called {@code pdb1abc.ent}; the entry is 1abc. */
  private static String entry(String stem) {
    return ENTRY.matcher(stem).matches() ? stem.substring(3) : stem;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
