package dev.hydrant.trainer.protein.read;

/** One atom as a file states it; the same object is filled for each. */
final class AtomSite {
  /** Whether the file calls it part of something other than a standard polymer residue. */
  boolean hetero;

  String atom;
  String alternative;
  String residue;
  String chain;

  /** Changes where one chain ends and another begins under the same letter. */
  int part;

  /** Residue number as text, with the insertion code. */
  String number;

  double x;
  double y;
  double z;
  double occupancy;
}
