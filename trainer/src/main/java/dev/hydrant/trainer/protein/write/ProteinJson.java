package dev.hydrant.trainer.protein.write;

import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.nio.charset.StandardCharsets;

/**
 * A chain as the JSON that Odyssey's loader reads: {@code sequence}, {@code backbone_coordinates},
 * {@code all_atoms}; besides {@code structure_id}, {@code chain_id} and {@code source}. Positions
 * in Å with three decimals. A CB that was not observed is written where it {@linkplain
 * ProteinChain#carbonBeta would be}, because the loader asks for one in all but glycine; {@code
 * source.virtual_cb} counts them.
 */
public final class ProteinJson {
  private static final String[] BACKBONE = {"N", "CA", "C"};

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final ProteinChain chain;
  private int virtual;

  private ProteinJson(ProteinChain chain) {
    this.chain = chain;
  }

  /**
   * The JSON in UTF-8, one line.
   *
   * @param structure name of the structure, such as 1a0i
   * @param name name of the chain in its file, such as A
   */
  public static byte[] bytes(ProteinChain chain, String structure, String name) {
    ProteinJson json = new ProteinJson(chain);
    json.all(structure, name);
    return json.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void all(String structure, String name) {
    out.append("{\"structure_id\": ");
    string(structure);
    out.append(", \"chain_id\": ");
    string(name);
    out.append(", \"sequence\": ");
    string(chain.sequence());
    out.append(", \"backbone_coordinates\": {");
    for (int slot = 0; slot < BACKBONE.length; slot++) {
      out.append(slot == 0 ? "\"" : ", \"").append(BACKBONE[slot]).append("\": [");
      for (int i = 0; i < chain.length(); i++) {
        out.append(i == 0 ? "" : ", ");
        point(chain.position(i, slot));
      }
      out.append(']');
    }
    out.append("}, \"all_atoms\": {\"atom_names\": [");
    eachAtom((i, slot) -> string(name(i, slot)));
    out.append("], \"atom_coordinates\": [");
    eachAtom(
        (i, slot) -> point(slot == AtomSlots.CB ? chain.carbonBeta(i) : chain.position(i, slot)));
    out.append("], \"residue_ids\": [");
    eachAtom(
        (i, slot) ->
            string(chain.numbers().isEmpty() ? String.valueOf(i + 1) : chain.numbers().get(i)));
    out.append("]}, \"source\": {");
    source(chain.source());
    out.append("}}\n");
  }

  private void source(Source source) {
    out.append("\"file\": ");
    string(source.file());
    out.append(", \"sha256\": ");
    string(source.sha256());
    out.append(", \"model\": ").append(source.model()).append(", \"resolution\": ");
    if (Double.isNaN(source.resolution())) {
      out.append("null");
    } else {
      FixedPoint.append(out, source.resolution());
    }
    out.append(", \"virtual_cb\": ").append(virtual);
  }

  private interface AtomVisitor {
    void visit(int residue, int slot);
  }

  private void eachAtom(AtomVisitor visitor) {
    boolean first = true;
    virtual = 0;
    for (int i = 0; i < chain.length(); i++) {
      boolean hasCb = chain.sequence().charAt(i) != 'G';
      for (int slot = 0; slot < AtomSlots.COUNT; slot++) {
        boolean made = slot == AtomSlots.CB && hasCb && !chain.has(i, slot);
        if (made || chain.has(i, slot)) {
          virtual += made ? 1 : 0;
          out.append(first ? "" : ", ");
          first = false;
          visitor.visit(i, slot);
        }
      }
    }
  }

  private String name(int residue, int slot) {
    return AtomSlots.name(chain.sequence().charAt(residue), slot);
  }

  private void point(double[] at) {
    out.append('[');
    FixedPoint.append(out, at[0]);
    out.append(", ");
    FixedPoint.append(out, at[1]);
    out.append(", ");
    FixedPoint.append(out, at[2]);
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
