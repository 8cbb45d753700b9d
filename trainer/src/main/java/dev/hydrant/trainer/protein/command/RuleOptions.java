package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.protein.ingest.Breaks;
import dev.hydrant.trainer.protein.ingest.ImportRules;
import dev.hydrant.trainer.protein.ingest.Incomplete;
import dev.hydrant.trainer.protein.read.ChainNaming;
import java.util.Locale;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Options that say which chains are taken, and how. */
final class RuleOptions {
  @Option(names = "--min-length", paramLabel = "N", description = "Fewest residues of a chain.")
  private int minLength = ImportRules.DEFAULTS.minLength();

  @Option(names = "--max-length", paramLabel = "N", description = "Most residues of a chain.")
  private int maxLength = ImportRules.DEFAULTS.maxLength();

  @Option(
      names = "--max-resolution",
      paramLabel = "Å",
      showDefaultValue = Visibility.NEVER,
      description = "Worst resolution; then structures that state none are left out.")
  private double maxResolution = ImportRules.DEFAULTS.maxResolution();

  @Option(
      names = "--breaks",
      paramLabel = "RULE",
      converter = BreaksConverter.class,
      description =
          "Chains in which residues are missing: split into segments, reject, or keep as they are.")
  private Breaks breaks = ImportRules.DEFAULTS.breaks();

  @Option(
      names = "--break-length",
      paramLabel = "Å",
      description = "A distance from C to the next N beyond this is a break.")
  private double breakLength = ImportRules.DEFAULTS.breakLength();

  @Option(
      names = "--incomplete",
      paramLabel = "RULE",
      converter = IncompleteConverter.class,
      description =
          "Chains without all side-chain atoms: backbone (left out of index_all_atom.csv) or"
              + " reject.")
  private Incomplete incomplete = ImportRules.DEFAULTS.incomplete();

  @Option(
      names = "--dedup",
      paramLabel = "RULE",
      converter = DedupConverter.class,
      description = "none, or exact: chains of equal sequence are taken once.")
  private Dedup dedup = Dedup.NONE;

  @Option(names = "--strict", description = "Leave out chains of wrong bond lengths or handedness.")
  private boolean strict;

  @Option(
      names = "--chain-id",
      paramLabel = "NAME",
      converter = NamingConverter.class,
      description = "Names of chains in mmCIF files: auth (the authors') or label (the archive's).")
  private ChainNaming naming = ImportRules.DEFAULTS.naming();

  enum Dedup {
    NONE,
    EXACT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The rules.
   *
   * @throws IllegalArgumentException if limits make no sense
   */
  ImportRules rules() {
    return new ImportRules(
        naming,
        breaks,
        breakLength,
        incomplete,
        minLength,
        maxLength,
        maxResolution,
        dedup == Dedup.EXACT,
        strict);
  }

  static final class BreaksConverter extends LowerCaseEnum<Breaks> {
    BreaksConverter() {
      super(Breaks.class);
    }
  }

  static final class IncompleteConverter extends LowerCaseEnum<Incomplete> {
    IncompleteConverter() {
      super(Incomplete.class);
    }
  }

  static final class DedupConverter extends LowerCaseEnum<Dedup> {
    DedupConverter() {
      super(Dedup.class);
    }
  }

  static final class NamingConverter extends LowerCaseEnum<ChainNaming> {
    NamingConverter() {
      super(ChainNaming.class);
    }
  }
}
