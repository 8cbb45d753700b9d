package dev.hydrant.trainer.grammar.sample;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.molecule.MoleculeSample;
import dev.hydrant.trainer.grammar.data.RuleFiles;
import dev.hydrant.trainer.grammar.data.RuleImport;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The data that a run makes where it is given none. */
public enum GrammarSample {
  /** Real molecules that OpenChemLib brings along, as SMILES. */
  MOLECULES("smiles", 100) {
    @Override
    List<String> texts(int most) {
      return MoleculeSample.smiles();
    }
  },
  /** Partial differential equations of sixteen families, with random coefficients. */
  PDE("pde", 0) {
    @Override
    List<String> texts(int most) {
      return PdeSample.of(PDE_PER_FAMILY, 0).stream().map(PdeSample.Equation::text).toList();
    }
  },
  /** Arithmetic expressions, all distinct. */
  EQUATIONS("equation", 15) {
    @Override
    List<String> texts(int most) {
      return ExpressionSample.of(Grammars.shipped("equation"), EQUATIONS_COUNT, most, 0);
    }
  };

  private static final int PDE_PER_FAMILY = 3000;
  private static final int EQUATIONS_COUNT = 6000;
  private static final Path ROOT = Path.of("datasets");

  private final String grammar;
  private final int longest;

  GrammarSample(String grammar, int longest) {
    this.grammar = grammar;
    this.longest = longest;
  }

  /**
   * All texts.
   *
   * @param most rules of texts that are drawn; longer ones of others are left out later
   */
  abstract List<String> texts(int most);

  /** The name of their grammar. */
  public String grammar() {
    return grammar;
  }

  /** Where they lie, below the working directory. */
  public Path directory(Optional<Integer> maxRules) {
    int most = maxRules.orElse(longest);
    String name = name().toLowerCase(Locale.ROOT);
    return ROOT.resolve(most == 0 ? name : name + "_" + most);
  }

  /**
   * Finds the numbers of rules, and makes them if they are not there.
   *
   * @param maxRules the longest sequence
   */
  public Path prepare(Optional<Integer> maxRules, PreparationProgress progress) {
    Path directory = directory(maxRules);
    Optional<Path> there = RuleFiles.ids(directory);
    if (there.isPresent()) {
      return there.get();
    }
    int most = maxRules.orElse(longest);
    RuleImport rules =
        new RuleImport(Grammars.shipped(grammar), most == 0 ? Optional.empty() : Optional.of(most));
    List<String> texts = texts(most);
    List<RuleImport.Line> lines = new ArrayList<>();
    texts.forEach(text -> lines.add(new RuleImport.Line(name(), lines.size() + 1, text)));
    progress.counting("lines");
    rules.add(lines, done -> progress.at(done, lines.size(), done));
    progress.close();
    return RuleFiles.write(rules, directory).prod();
  }
}
