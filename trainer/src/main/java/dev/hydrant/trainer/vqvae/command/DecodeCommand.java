package dev.hydrant.trainer.vqvae.command;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.NewFile;
import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpyWriter;
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

/** {@code hydrant decode}: the features of tokens. */
@Command(
    name = "decode",
    description = "Turn tokens of a trained VQ-VAE back into features.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant decode checkpoints/vqvae/my_experiment --tokens=tokens.npy --out=features.npy",
      "",
      "The features have their own scale. Those of families with IdentityEncoder are the file's;",
      "of other families they are the outputs of the encoder, which cannot be turned back."
    })
final class DecodeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      description = "A results folder, a .pt file of one, a run directory, or a checkpoint.")
  private Path run;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      required = true,
      description = "What encode has written, int [N, Q].")
  private Path tokens;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The .npy file of features, float32 [N, D]; names go beside it as .names.txt.")
  private Path out;

  @Mixin private ForceOption force;

  DecodeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Path names = out.resolveSibling(out.getFileName() + ".names.txt");
    force.check(out, names);
    try (TrainedModel trained =
        context.open(run, CommandContext.LAST, WeightKind.MODEL, List.of())) {
      Tokenizer tokenizer = Tokenizer.of(trained);
      float[] features = tokenizer.decode(read(tokenizer.codebooks()));
      tokenizer.denormalise(features);
      int width = tokenizer.features().size();
      NpyWriter.write(out, NpyData.of(features, features.length / width, width));
      try (NewFile file = NewFile.in(names)) {
        Files.write(file.temporary(), tokenizer.features());
        file.publish();
      }
      PrintWriter to = spec.commandLine().getOut();
      to.printf(
          "%s: %,d rows of %d features; names in %s%n", out, features.length / width, width, names);
      List<String> encoded = tokenizer.encodedFamilies();
      if (!encoded.isEmpty()) {
        to.println(
            "of " + String.join(", ", encoded) + " these are the outputs of a random encoder");
      }
      to.flush();
    }
    return 0;
  }

  private int[] read(List<Tokenizer.Codebook> codebooks) {
    int width = codebooks.size();
    try (NpyArray array = NpyArray.open(tokens)) {
      array.require("tokens [N, " + width + "]", NpyArray.INTEGERS, -1, width);
      int[] all = array.ints(0, array.all());
      for (int i = 0; i < all.length; i++) {
        Tokenizer.Codebook codebook = codebooks.get(i % width);
        if (all[i] < 0 || all[i] >= codebook.tokens()) {
          throw new DataException(
              "%s: row %d has token %d for %s, which has %d codes"
                  .formatted(tokens, i / width, all[i], codebook.name(), codebook.tokens()));
        }
      }
      return all;
    }
  }
}
