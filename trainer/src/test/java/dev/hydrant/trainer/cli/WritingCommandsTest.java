package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * No command replaces what is there, unless it is told to; none computes first and refuses then.
 */
class WritingCommandsTest {
  private static final List<String> OUTPUTS = List.of("--out", "--png", "--picture");

  /** What these write to is never replaced. */
  private static final List<String> NEVER_REPLACE =
      List.of(
          "export",
          "presets export",
          "presets import",
          "protein decode",
          "protein generate",
          "protein mask-rates",
          "protein reconstruct",
          "protein stages",
          "schema", // what is no schema
          "train");

  @TempDir Path dir;

  private static void collect(String path, CommandLine line, TreeSet<String> writing) {
    List<String> names =
        line.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
    if (names.stream().anyMatch(OUTPUTS::contains) && !names.contains("--force")) {
      writing.add(path);
    }
    line.getSubcommands()
        .forEach((name, sub) -> collect(path.isEmpty() ? name : path + " " + name, sub, writing));
  }

  @Test
  void every_command_that_writes_has_the_option_or_never_replaces() {
    TreeSet<String> without = new TreeSet<>();
    Commands commands = new Commands();
    commands.names().forEach(name -> collect(name, commands.make(name), without));
    assertThat(without).containsExactlyElementsOf(NEVER_REPLACE);
  }

  /** Before the run is opened or anything is read: OUT is a file, DIR a folder that holds FILE. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encode nowhere --out=OUT                                    | out",
        "encode nowhere --out=DIR/x.npy                              | DIR/x.json",
        "decode nowhere --tokens=t.npy --out=OUT                     | out",
        "decode nowhere --tokens=t.npy --out=DIR/x                   | DIR/x.names.txt",
        "plot nowhere --out=DIR                                      | DIR/usage.png",
        "data features --sample --out=OUT                            | out",
        "data grammar texts --grammar=smiles --out=DIR               | DIR/rejects.tsv",
        "grammar encode nowhere texts --out=OUT                      | out",
        "grammar generate nowhere --out=OUT                          | out",
        "grammar generate nowhere --picture=OUT                      | out",
        "grammar interpolate nowhere CCO CCC --picture=OUT           | out",
        "mixture save --out=OUT                                      | out",
        "mixture predict nowhere points.csv --out=OUT                | out",
        "mixture evaluate nowhere --out=DIR                          | DIR/evaluation.csv",
        "mixture evaluate nowhere --out=DIR                          | DIR/evaluation.png",
        "protein encode nowhere a.pdb --out=OUT                      | out",
        "protein encode nowhere a.pdb --out=LINK                     | link",
        "compare nowhere --png=OUT                                   | out",
        "lr-range --config-path=CONF --config-name=gpt2 --out=DIR    | DIR/lr_range.csv",
        "lr-range --config-path=CONF --config-name=gpt2 --out=DIR    | DIR/lr_range.png",
        "data proteins --generate=1 --out=DIR                        | DIR/proteins.hps",
      })
  void what_is_there_stays(String command, String taken) throws IOException {
    Path file = place(taken);
    Files.createDirectories(file.getParent());
    Path content = dir.resolve("content");
    Files.writeString(content, "precious");
    if (taken.equals("link")) {
      Files.createSymbolicLink(file, content);
    } else {
      Files.writeString(file, "precious");
    }
    Seen seen = Seen.run(words(command));
    assertThat(seen.code()).as(seen.err()).isEqualTo(2);
    assertThat(seen.err()).contains("is there already", "--force");
    assertThat(file).hasContent("precious");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export nowhere --out=DIR",
        "encode nowhere --shards --out=DIR",
        "protein decode nowhere tokens --out=DIR",
        "protein generate nowhere --out=DIR",
        "protein mask-rates nowhere --out=DIR",
        "protein stages nowhere --out=DIR",
        "protein reconstruct nowhere a.pdb --out=DIR",
      })
  void a_folder_that_is_there_is_never_replaced(String command) throws IOException {
    Path file = place("DIR/kept");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "precious");
    Seen seen = Seen.run(words(command));
    assertThat(seen.code()).as(seen.err()).isNotZero();
    assertThat(seen.err()).containsAnyOf("never overwritten", "is there already");
    assertThat(file).hasContent("precious");
  }

  @Test
  void presets_go_to_an_empty_place() throws IOException {
    String home = System.getProperty("hydrant.home");
    System.setProperty("hydrant.home", "..");
    try {
      Path file = place("DIR/experiment_simple.json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "precious");
      assertThat(Seen.run(words("presets export --out=DIR")).err()).contains("is there already");
      assertThat(file).hasContent("precious");
      assertThat(file.getParent().toFile().list()).hasSize(1);
    } finally {
      if (home == null) {
        System.clearProperty("hydrant.home");
      } else {
        System.setProperty("hydrant.home", home);
      }
    }
  }

  @Test
  void a_schema_replaces_a_schema_alone() throws IOException {
    String[] words = words("schema toy --config-path=DIR --out=DIR/made");
    Path made = place("DIR/made/toy.json");
    Files.createDirectories(made.getParent());
    Files.writeString(place("DIR/toy.yaml"), "type: gpt2\n");
    assertThat(Seen.run(words).code()).isZero();
    assertThat(Seen.run(words).code()).isZero();
    Files.writeString(made, "precious");
    assertThat(Seen.run(words).err()).contains("is no schema", "--out");
    assertThat(made).hasContent("precious");
  }

  private Path place(String name) {
    return dir.resolve(name.replace("DIR", "folder"));
  }

  private String[] words(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(
          word.replace("OUT", dir.resolve("out").toString())
              .replace("LINK", dir.resolve("link").toString())
              .replace("DIR", dir.resolve("folder").toString())
              .replace("CONF", ShippedConfigs.DIRECTORY.toAbsolutePath().normalize().toString()));
    }
    return words.toArray(String[]::new);
  }
}
