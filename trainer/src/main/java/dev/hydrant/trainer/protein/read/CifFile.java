package dev.hydrant.trainer.protein.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Walks through the loops and items of the first data block of an mmCIF file. */
final class CifFile {
  private final Lines lines;
  private final CifTokens tokens;
  private final Words words = new Words();
  private final AtomSink sink;
  private final ChainNaming naming;

  CifFile(Lines lines, AtomSink sink, ChainNaming naming) {
    this.lines = lines;
    this.tokens = new CifTokens(lines);
    this.sink = sink;
    this.naming = naming;
  }

  void read() {
    boolean inBlock = false;
    boolean more = tokens.advance();
    while (more) {
      if (tokens.begins("data_")) {
        if (inBlock) {
          return;
        }
        inBlock = true;
        more = tokens.advance();
      } else if (tokens.begins("loop_")) {
        more = loop();
      } else if (tokens.begins("_")) {
        more = item(word().toLowerCase(Locale.ROOT));
      } else {
        more = tokens.advance();
      }
    }
  }

  private String word() {
    return words.word(tokens.bytes(), tokens.from(), tokens.to());
  }

  private boolean item(String name) {
    if (!tokens.advance()) {
      throw lines.fault("the file ends behind the name " + name, "It is truncated; fetch it again");
    }
    resolution(name);
    return tokens.advance();
  }

  private void resolution(String name) {
    boolean stated =
        name.equals("_refine.ls_d_res_high") || name.equals("_em_3d_reconstruction.resolution");
    if (stated && !tokens.isMissing()) {
      double value = Decimal.parse(tokens.bytes(), tokens.from(), tokens.to());
      if (value > 0) {
        sink.resolution(value);
      }
    }
  }

  /** Reads a loop to its end; the token behind it is current then. False at the end of the file. */
  private boolean loop() {
    List<String> names = new ArrayList<>();
    boolean more = tokens.advance();
    while (more && tokens.begins("_")) {
      names.add(word().toLowerCase(Locale.ROOT));
      more = tokens.advance();
    }
    boolean atoms = !names.isEmpty() && names.get(0).startsWith("_atom_site.");
    CifAtoms row = atoms ? new CifAtoms(lines, words, names, naming, sink) : null;
    int column = 0;
    while (more && isValue()) {
      if (row != null) {
        row.value(column, tokens);
      } else if (names.size() > column) {
        resolution(names.get(column));
      }
      column++;
      if (column >= names.size()) {
        column = 0;
        if (row != null) {
          row.end();
        }
      }
      more = tokens.advance();
    }
    if (row != null && column != 0) {
      throw lines.fault(
          "the _atom_site loop ends within a row: %d of %d values".formatted(column, names.size()),
          "The file is truncated or damaged; fetch it again");
    }
    return more;
  }

  private boolean isValue() {
    return tokens.isQuoted()
        || !(tokens.begins("_")
            || tokens.begins("loop_")
            || tokens.begins("data_")
            || tokens.begins("save_"));
  }
}
