package dev.hydrant.trainer.protein.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code report.json}: what was taken and what was not; holds no time and no absolute path. */
final class ReportJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportJson() {}

  static String of(ImportResult result, ImportRequest request) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("source", result.source());
    report.put("files_or_entries", result.parts());
    report.put("chains", result.chains());
    report.put("all_atom_chains", result.allAtomChains());
    report.put("residues", result.residues());
    Map<String, Object> lengths = new LinkedHashMap<>();
    for (int i = 0; i < result.lengths().size(); i++) {
      lengths.put(String.valueOf(ImportResult.QUANTILES.get(i)), result.lengths().get(i));
    }
    report.put("length_quantiles", lengths);
    report.put("residues_without_backbone", result.withoutBackbone());
    report.put("geometry", geometry(result.faults()));
    if (request.grouping() != Grouping.NONE) {
      report.put("split", request.grouping().toString());
      report.put("groups", result.divided().groups());
      report.put("validation_chains", result.divided().validation());
    }
    Map<String, Object> rejected = new LinkedHashMap<>();
    for (RejectReason reason : RejectReason.values()) {
      if (result.rejected().containsKey(reason)) {
        rejected.put(reason.toString(), result.rejected().get(reason));
      }
    }
    report.put("rejected", rejected);
    List<String> first = new ArrayList<>();
    result.firstRejects().forEach(r -> first.add(r.toString()));
    report.put("first_rejects", first);
    report.put("rules", rules(request));
    try {
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> geometry(GeometryFaults faults) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("bonds", faults.bonds());
    counts.put("peptide_bonds", faults.peptides());
    counts.put("ca_ca_distances", faults.alphas());
    counts.put("mirrored_residues", faults.mirrored());
    return counts;
  }

  private static Map<String, Object> rules(ImportRequest request) {
    ImportRules rules = request.rules();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("chain_id", rules.naming().toString());
    all.put("breaks", rules.breaks().toString());
    all.put("break_length", rules.breakLength());
    all.put("incomplete", rules.incomplete().toString());
    all.put("min_length", rules.minLength());
    all.put("max_length", rules.maxLength());
    all.put(
        "max_resolution", Double.isInfinite(rules.maxResolution()) ? null : rules.maxResolution());
    all.put("unique", rules.unique());
    all.put("strict", rules.strict());
    all.put("precision", request.precision().toString());
    return all;
  }
}
