package dev.hydrant.trainer.protein.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one protein of an index. The atoms come in the order of the residues, and each residue
 * begins with N; OXT and hydrogens are skipped.
 */
public final class ProteinJsonFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROW = 3 * AtomSlots.COUNT;

  private final Path file;
  private final AtomDetail detail;

  private ProteinJsonFile(Path file, AtomDetail detail) {
    this.file = file;
    this.detail = detail;
  }

  /**
   * Reads a protein.
   *
   * @param id what it is called
   * @param detail the atoms that are needed, each exactly once in each residue; others are skipped
   * @throws DataException if it cannot be read, or is malformed; the message says where
   */
  public static ProteinChain read(Path file, String id, AtomDetail detail) {
    return new ProteinJsonFile(file, detail).read(id);
  }

  private ProteinChain read(String id) {
    JsonNode root = parse();
    String sequence = root.path("sequence").asText();
    if (!sequence.matches("[A-Z]+")) {
      throw malformed("'sequence' is missing, empty or has other letters than A to Z");
    }
    JsonNode names = array(root.path("all_atoms"), "atom_names");
    JsonNode points = array(root.path("all_atoms"), "atom_coordinates");
    if (names.size() != points.size()) {
      throw malformed(names.size() + " atom names, but " + points.size() + " atom coordinates");
    }
    List<Integer> starts = starts(names);
    if (starts.size() != sequence.length()) {
      throw malformed(
          "the atoms are those of %d residues, the sequence has %d letters"
              .formatted(starts.size(), sequence.length()));
    }
    starts.add(names.size());
    float[] coordinates = new float[sequence.length() * ROW];
    short[] atoms = new short[sequence.length()];
    for (int i = 0; i < sequence.length(); i++) {
      char letter = sequence.charAt(i);
      for (int at = starts.get(i); at < starts.get(i + 1); at++) {
        int slot = AtomSlots.of(letter, names.get(at).asText());
        if (slot >= 0 && slot < detail.slots()) {
          if ((atoms[i] >> slot & 1) == 1) {
            throw residue(i, letter, "has two atoms " + names.get(at).asText());
          }
          atoms[i] |= (short) (1 << slot);
          point(points.get(at), coordinates, i * ROW + 3 * slot, at);
        }
      }
      require(i, letter, atoms[i]);
    }
    return new ProteinChain(id, sequence, coordinates, atoms, List.of(), Source.named(name()));
  }

  private JsonNode parse() {
    SizedFile.requireRegular(file);
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) {
        throw malformed("the file is no JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new DataException(
          "%s:%d: no JSON: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
  }

  private String name() {
    return file.getFileName().toString();
  }

  private JsonNode array(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    if (!node.isArray()) {
      throw malformed("'all_atoms." + name + "' is missing or no list");
    }
    return node;
  }

  private static List<Integer> starts(JsonNode names) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).asText().equals("N")) {
        starts.add(i);
      }
    }
    return starts;
  }

  private void point(JsonNode point, float[] into, int at, int atom) {
    if (point.size() != 3) {
      throw malformed("atom " + atom + " has " + point.size() + " coordinates, not 3");
    }
    for (int k = 0; k < 3; k++) {
      double value = point.get(k).isNumber() ? point.get(k).asDouble() : Double.NaN;
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw malformed("atom " + atom + " has a coordinate that is no number");
      }
      into[at + k] = (float) value;
    }
  }

  private void require(int residue, char letter, int atoms) {
    int missing = detail.needed(letter) & ~atoms;
    if (missing != 0) {
      int slot = Integer.numberOfTrailingZeros(missing);
      throw residue(residue, letter, "lacks " + AtomSlots.name(letter, slot));
    }
  }

  private DataException residue(int i, char letter, String what) {
    return malformed("residue %d (%c) %s".formatted(i + 1, letter, what));
  }

  private DataException malformed(String what) {
    return new DataException(file + ": " + what);
  }
}
