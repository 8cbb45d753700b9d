package dev.hydrant.trainer.protein.ingest;

/** Why a file or a chain is left out. */
public enum RejectReason {
  /** The file cannot be read, or is damaged. */
  UNREADABLE("unreadable"),
  /** The file holds no amino acids. */
  NO_PROTEIN("no protein"),
  /** The chain is a trace of CA. */
  ALPHA_ONLY("only CA atoms"),
  /** The coordinates are nanometres. */
  NANOMETRES("not in Å"),
  /** The resolution is worse than asked for, or not stated. */
  RESOLUTION("resolution"),
  /** Residues are missing within the chain. */
  BROKEN("chain break"),
  /** Fewer residues than asked for. */
  TOO_SHORT("too short"),
  /** More residues than asked for. */
  TOO_LONG("too long"),
  /** Atoms of side chains are missing. */
  INCOMPLETE("missing side-chain atoms"),
  /** Bond lengths or handedness are wrong. */
  GEOMETRY("geometry"),
  /** The sequence was there already. */
  DUPLICATE("duplicate sequence");

  private final String text;

  RejectReason(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
