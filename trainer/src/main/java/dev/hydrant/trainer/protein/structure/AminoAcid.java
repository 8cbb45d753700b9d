package dev.hydrant.trainer.protein.structure;

import java.util.List;

/**
 * The 20 standard amino acids, in the order of their token ids (0 to 19), with the names of their
 * heavy side-chain atoms behind CB, in the order of the {@linkplain AtomSlots slots}.
 */
public enum AminoAcid {
  ALA('A'),
  ARG('R', "CG", "CD", "NE", "CZ", "NH1", "NH2"),
  ASN('N', "CG", "OD1", "ND2"),
  ASP('D', "CG", "OD1", "OD2"),
  CYS('C', "SG"),
  GLN('Q', "CG", "CD", "OE1", "NE2"),
  GLU('E', "CG", "CD", "OE1", "OE2"),
  GLY('G'),
  HIS('H', "CG", "ND1", "CD2", "CE1", "NE2"),
  ILE('I', "CG1", "CG2", "CD1"),
  LEU('L', "CG", "CD1", "CD2"),
  LYS('K', "CG", "CD", "CE", "NZ"),
  MET('M', "CG", "SD", "CE"),
  PHE('F', "CG", "CD1", "CD2", "CE1", "CE2", "CZ"),
  PRO('P', "CG", "CD"),
  SER('S', "OG"),
  THR('T', "OG1", "CG2"),
  TRP('W', "CG", "CD1", "CD2", "NE1", "CE2", "CE3", "CZ2", "CZ3", "CH2"),
  TYR('Y', "CG", "CD1", "CD2", "CE1", "CE2", "CZ", "OH"),
  VAL('V', "CG1", "CG2");

  private static final AminoAcid[] BY_LETTER = new AminoAcid[128];

  static {
    for (AminoAcid each : values()) {
      BY_LETTER[each.letter] = each;
    }
  }

  private final char letter;
  private final List<String> sideChain;

  AminoAcid(char letter, String... sideChain) {
    this.letter = letter;
    this.sideChain = List.of(sideChain);
  }

  /** The one-letter code. */
  public char letter() {
    return letter;
  }

  /** Names of the heavy atoms behind CB. */
  public List<String> sideChain() {
    return sideChain;
  }

  /** Whether the residue has a CB: all but glycine. */
  public boolean hasCb() {
    return this != GLY;
  }

  /** The amino acid of a one-letter code, or null if it is not one of the 20. */
  public static AminoAcid of(char letter) {
    return letter < 128 ? BY_LETTER[letter] : null;
  }
}
