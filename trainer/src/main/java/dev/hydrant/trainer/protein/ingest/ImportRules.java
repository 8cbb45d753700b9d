package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.protein.read.ChainNaming;

/**
 * Which chains are taken, and how.
 *
 * @param naming which names of chains an mmCIF file gives
 * @param breaks what becomes of chains with breaks
 * @param breakLength a distance C(i)–N(i+1) beyond this is a break, in Å
 * @param incomplete what becomes of chains without all side-chain atoms
 * @param minLength fewest residues
 * @param maxLength most residues
 * @param maxResolution worst resolution in Å; infinite takes all, also those that state none
 * @param unique whether chains of equal sequence are taken once, the first of them
 * @param strict whether chains with wrong bond lengths or handedness are left out
 */
public record ImportRules(
    ChainNaming naming,
    Breaks breaks,
    double breakLength,
    Incomplete incomplete,
    int minLength,
    int maxLength,
    double maxResolution,
    boolean unique,
    boolean strict) {
  /** The rules that apply if nothing else is asked for. */
  public static final ImportRules DEFAULTS =
      new ImportRules(
          ChainNaming.AUTH,
          Breaks.SPLIT,
          2.5,
          Incomplete.BACKBONE,
          20,
          2046,
          Double.POSITIVE_INFINITY,
          false,
          false);

  /** Checks the limits. */
  public ImportRules {
    if (minLength < 1 || maxLength < minLength) {
      throw new IllegalArgumentException(
          "lengths must be 1 <= min <= max, got " + minLength + " and " + maxLength);
    }
    if (!(breakLength > 0) || !(maxResolution > 0)) {
      throw new IllegalArgumentException(
          "the break length and the resolution must be above 0, got %s and %s"
              .formatted(breakLength, maxResolution));
    }
  }

  /** These rules with other limits of length. */
  public ImportRules withLengths(int min, int max) {
    return new ImportRules(
        naming, breaks, breakLength, incomplete, min, max, maxResolution, unique, strict);
  }

  /** These rules with another treatment of breaks. */
  public ImportRules with(Breaks other) {
    return new ImportRules(
        naming,
        other,
        breakLength,
        incomplete,
        minLength,
        maxLength,
        maxResolution,
        unique,
        strict);
  }

  /** These rules with another treatment of missing side-chain atoms. */
  public ImportRules with(Incomplete other) {
    return new ImportRules(
        naming, breaks, breakLength, other, minLength, maxLength, maxResolution, unique, strict);
  }

  /** These rules with other names of chains. */
  public ImportRules with(ChainNaming other) {
    return new ImportRules(
        other,
        breaks,
        breakLength,
        incomplete,
        minLength,
        maxLength,
        maxResolution,
        unique,
        strict);
  }

  /** These rules with a worst resolution in Å. */
  public ImportRules withMaxResolution(double worst) {
    return new ImportRules(
        naming, breaks, breakLength, incomplete, minLength, maxLength, worst, unique, strict);
  }

  /** These rules, equal sequences taken once or each time. */
  public ImportRules withUnique(boolean once) {
    return new ImportRules(
        naming, breaks, breakLength, incomplete, minLength, maxLength, maxResolution, once, strict);
  }

  /** These rules, wrong geometry rejected or counted only. */
  public ImportRules withStrict(boolean rejected) {
    return new ImportRules(
        naming,
        breaks,
        breakLength,
        incomplete,
        minLength,
        maxLength,
        maxResolution,
        unique,
        rejected);
  }
}
