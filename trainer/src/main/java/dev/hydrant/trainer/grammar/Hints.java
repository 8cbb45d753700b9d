package dev.hydrant.trainer.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.model.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What to try when a run shows a known symptom: sequences that are never right, or a loss that does
 * not move. Each is said once, those of the end when a run ends, and all again in its summary.
 */
final class Hints implements Stateful {
  private static final String STATE = "grammar_hints";
  private static final int STUCK_EPOCHS = 10;
  private static final double STUCK = 0.99;
  private static final double FEW = 0.01;
  private static final double UNUSED = 0.01;

  private final GrammarVaeConfig config;
  private final List<Double> losses = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private boolean told;

  Hints(GrammarVaeConfig config) {
    this.config = config;
  }

  /** Looks at the row of an epoch; returns what there is to say. */
  Optional<String> afterEpoch(Map<String, Double> row) {
    Double loss = row.get("train/rec_loss");
    if (loss == null) {
      return Optional.empty();
    }
    losses.add(loss);
    int n = losses.size();
    boolean stuck =
        n > STUCK_EPOCHS
            && best(losses) > STUCK * best(losses.subList(0, n - STUCK_EPOCHS))
            && row.getOrDefault("train/seq_acc", 1.0) < 0.5;
    if (!stuck || told || !config.hints()) {
      return Optional.empty();
    }
    told = true;
    return say(
        "the reconstruction loss has not fallen by 1 %% in %d epochs. Decrease beta or increase kl_anneal_epochs; train/kl_per_dim is %s - should be >0.01; increase lr"
            .formatted(STUCK_EPOCHS, perDim(row)));
  }

  private static double best(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  private static String perDim(Map<String, Double> row) {
    return String.format(Locale.ROOT, "%.4f", row.getOrDefault("train/kl_per_dim", Double.NaN));
  }

  /** What there is to say of a run that ends with this row. */
  Optional<String> atEnd(Map<String, Double> row) {
    Double right = row.get("val/seq_acc");
    if (!config.hints() || right == null || right >= FEW) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("fewer than 1 % of the sequences are right. ");
    boolean isFaint = config.latentNoise() < 1;
    if (!isFaint && row.getOrDefault("train/kl_per_dim", 1.0) < UNUSED) {
      text.append(
          "The latent is unused (train/kl_per_dim is %s): decrease beta, raise kl_anneal_epochs, or loss_scale=per_dim. "
              .formatted(perDim(row)));
    }
    if (config.encoderPool().equals("mean")) {
      text.append("encoder_pool=flatten keeps the places of rules, which their mean loses. ");
    }
    text.append(
        "Train longer (it takes some thousand steps until the first is right); increase model"
            + " capacity: preset=enhanced_v1 or preset=large; Kusner's hyperparameters:"
            + " preset=kusner_hyperparams_enhanced_arch; increase free_bits");
    return say(text.toString());
  }

  private Optional<String> say(String text) {
    said.add(text);
    return Optional.of(text);
  }

  /** What was said, for the summary that a run closes with. */
  List<String> all() {
    return List.copyOf(said);
  }

  /** What to try against a trouble that ends a run. */
  Optional<String> against(Trouble trouble) {
    if (!config.hints()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (trouble) {
          case FAULTY_STEP -> "Or increase free_bits, or set gradient_clip_val=1.0";
          case OUT_OF_MEMORY ->
              "Or decrease batch_size, encoder_hidden or decoder_hidden; preset=minimal is for testing";
        });
  }

  @Override
  public void save(ObjectNode state) {
    ObjectNode mine = state.putObject(STATE).put("told", told);
    ArrayNode all = mine.putArray("losses");
    losses.forEach(all::add);
  }

  @Override
  public void restore(JsonNode state) {
    losses.clear();
    state.path(STATE).path("losses").forEach(v -> losses.add(v.asDouble()));
    told = state.path(STATE).path("told").asBoolean();
  }
}
