package dev.hydrant.trainer.vqvae.command;

import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.data.NewFile;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpyWriter;
import dev.hydrant.trainer.data.tokens.ShardSetWriter;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.vqvae.Tokenizer;
import dev.hydrant.trainer.weights.WeightKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant encode}: the tokens of a dataset, as a table or for language models. */
@Command(
    name = "encode",
    description = "Turn the features of a dataset into tokens of a trained VQ-VAE.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant encode checkpoints/vqvae/my_experiment --out=tokens.npy",
      "hydrant encode best_model.pt dataset_path=other.h5 max_samples=null --out=tokens.npy",
      "hydrant encode best_model.pt --shards --out=tokens",
      "",
      "tokens.npy is int16 [N, Q]: for each row one token of each codebook, all levels of the first",
      "category, then of the next. tokens.json beside it names the codebooks. With --shards each",
      "code has a number of its own, each row begins with token 0, and the files are those that",
      "train_files and val_files take."
    })
final class EncodeCommand implements Callable<Integer> {
  private static final String TABLE = "tokens.json";

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A results folder, a .pt file of one, a run directory, or a checkpoint.")
  private Path run;

  @Parameters(
      index = "1..*",
      paramLabel = "OVERRIDES",
      description =
          "Changes to the run's configuration, such as dataset_path=… or max_samples=null.")
  private List<String> overrides = List.of();

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "The .npy file, or with --shards a new directory.")
  private Path out;

  @Option(names = "--shards", description = "Write token shards for language models.")
  private boolean shards;

  @Mixin private ForceOption force;

  EncodeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (shards) {
      NewDirectory.requireFree(out);
    } else {
      force.check(out, names());
    }
    try (TrainedModel trained =
        context.open(run, CommandContext.LAST, WeightKind.MODEL, overrides)) {
      Tokenizer tokenizer = Tokenizer.of(trained);
      int[] tokens = tokenizer.encode(tokenizer.read());
      TokenTable table = new TokenTable(tokenizer.codebooks());
      PrintWriter to = spec.commandLine().getOut();
      if (shards) {
        shards(tokenizer, table, tokens, to);
      } else {
        array(tokenizer, table, tokens, to);
      }
      to.flush();
    }
    return 0;
  }

  /** Called like the array, so that several may lie side by side. */
  private Path names() {
    String name = out.getFileName().toString().replaceFirst("\\.npy$", "");
    return out.resolveSibling(name + ".json");
  }

  private void array(Tokenizer tokenizer, TokenTable table, int[] tokens, PrintWriter to)
      throws IOException {
    short[] narrow = new short[tokens.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (short) tokens[i];
    }
    int rows = tokens.length / table.width();
    NpyWriter.write(out, NpyData.of(narrow, rows, table.width()));
    Path names = names();
    try (NewFile file = NewFile.in(names)) {
      Files.write(file.temporary(), table.json(tokenizer.dataset().toString(), rows));
      file.publish();
    }
    to.printf("%s: %,d rows of %d tokens; codebooks in %s%n", out, rows, table.width(), names);
  }

  private void shards(Tokenizer tokenizer, TokenTable table, int[] tokens, PrintWriter to)
      throws IOException {
    int width = table.width();
    int rows = tokens.length / width;
    boolean[] held = tokenizer.heldOut(rows);
    try (NewDirectory directory = NewDirectory.begin(out)) {
      try (ShardSetWriter train = writer(directory.path(), "train");
          ShardSetWriter validation = writer(directory.path(), "val")) {
        for (int i = 0; i < rows; i++) {
          ShardSetWriter target = held[i] ? validation : train;
          target.write(TokenTable.BEGIN);
          for (int q = 0; q < width; q++) {
            target.write(table.global(q, tokens[i * width + q]));
          }
        }
        finish(train);
        finish(validation);
        to.printf(
            "%s: %,d tokens for training, %,d for validation, rows of %d, %,d token ids%n",
            out, train.tokens(), validation.tokens(), width + 1, table.vocabulary());
      }
      Files.write(
          directory.path().resolve(TABLE), table.json(tokenizer.dataset().toString(), rows));
      directory.commit();
    }
    to.printf(
        "train on them with%n"
            + "  ./hydrant train --config-name=gpt2 train_files='%1$s/train_*.bin'"
            + " val_files='%1$s/val_*.bin' model_cfg.vocab_size=%2$d …%n",
        out, table.vocabulary());
  }

  private static ShardSetWriter writer(Path directory, String part) {
    return new ShardSetWriter(directory, part, ShardSetWriter.TOKENS_PER_SHARD);
  }

  private static void finish(ShardSetWriter set) throws IOException {
    set.finish();
    set.publish();
  }
}
