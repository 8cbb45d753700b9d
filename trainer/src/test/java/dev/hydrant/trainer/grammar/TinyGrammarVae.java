package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.grammar.data.RuleFiles;
import dev.hydrant.trainer.grammar.data.RuleImport;
import dev.hydrant.trainer.grammar.sample.ExpressionSample;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import dev.hydrant.trainer.model.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Forty-eight generated equations. */
public final class TinyGrammarVae implements TinyRun {
  @Override
  public String type() {
    return "grammar_vae";
  }

  @Override
  public List<String> overrides(String config, Path directory) throws IOException {
    Path data = directory.resolve("equations");
    if (Files.notExists(data)) {
      RuleImport rules = new RuleImport(Grammars.shipped("equation"), Optional.empty());
      List<RuleImport.Line> lines = new ArrayList<>();
      ExpressionSample.of(Grammars.shipped("equation"), 48, 15, 1)
          .forEach(text -> lines.add(new RuleImport.Line("drawn", lines.size() + 1, text)));
      rules.add(lines, done -> {});
      RuleFiles.write(rules, data);
    }
    Path numbers;
    try (Stream<Path> files = Files.list(data)) {
      numbers =
          files
              .filter(file -> file.toString().endsWith("_ids_int16.npy"))
              .findFirst()
              .orElseThrow();
    }
    return List.of(
        "preset=minimal",
        "grammar=equation",
        "prod=" + numbers,
        "encoder_channels=[9,9]",
        "decoder_hidden=32",
        "z_dim=16",
        "batch_size=20",
        "samples=0",
        "num_iterations=2",
        "device=cpu");
  }
}
