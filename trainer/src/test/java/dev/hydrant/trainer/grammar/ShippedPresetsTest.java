package dev.hydrant.trainer.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.grammar.model.GrammarVae;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R1 to R9 and R15 to R34: the presets of one file, what they hold and who wins over them. */
class ShippedPresetsTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final String NAME = "grammar_vae";

  @TempDir Path dir;

  private static Composer shipped() {
    return Composer.builder().searchPath(CONF.toString()).build();
  }

  private static MapNode tree(String... overrides) {
    return shipped().compose(NAME, List.of(overrides)).resolved();
  }

  private static GrammarVaeConfig config(MapNode tree) {
    Map<Object, Node> own = new LinkedHashMap<>(tree.entries());
    own.keySet().retainAll(keys());
    return ConfigTrees.bind(new MapNode(own, tree.origin()), GrammarVaeConfig.class);
  }

  private static List<String> keys() {
    return dev.hydrant.config.RecordSchema.of(GrammarVaeConfig.class).keys().stream()
        .map(k -> k.path().replaceFirst("[.\\[].*", ""))
        .toList();
  }

  private static GrammarVaeConfig config(String... overrides) {
    return config(tree(overrides));
  }

  private static long parameters(GrammarVaeConfig config, int productions, int length) {
    RuleFacts facts =
        new RuleFacts(new RuleFacts.Data(10, length, productions, ""), null, 9, null, null);
    return new GrammarVae(GrammarVaeModel.sizes(config, facts)).parameterCount();
  }

  /** R1: five, in the order of the document; the short name of one stands elsewhere. */
  @Test
  void fivePresetsInOrder() throws IOException {
    List<String> names =
        Files.readAllLines(CONF.resolve("grammar_vae/configs.yaml")).stream()
            .filter(line -> line.matches("\\w+:"))
            .map(line -> line.replace(":", ""))
            .toList();
    assertThat(names)
        .containsExactly(
            "kusner_original",
            "enhanced_v1",
            "kusner_hyperparams_enhanced_arch",
            "minimal",
            "large");
  }

  /** R15 to R30, every key of every preset. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kusner_original|56|18|2|9|501|3|true|0.0|500|0.001|100|1.0|10|false|10|0.0|0|3",
        "enhanced_v1|56|256|3|[3, 5, 7]|384|3|false|0.1|128|0.0005|100|0.5|90|false|100|0.5|0|5",
        "kusner_hyperparams_enhanced_arch|56|256|3|[3, 5, 7]|384|3|false|0.2|256|0.001|100|1.0|20|false|10|0.5|15|3",
        "minimal|56|64|2|3|128|2|false|0.1|64|0.001|20|1.0|5|false|5|0.5|0|1",
        "large|56|512|4|[3, 5, 7, 9]|512|4|false|0.3|256|0.0003|150|1.0|30|false|10|1.0|20|5",
      })
  void valuesOfThePresets(
      String name,
      int z,
      int enc,
      int conv,
      String kernel,
      int dec,
      int layers,
      boolean shared,
      double dropout,
      int batch,
      double lr,
      long epochs,
      double beta,
      long anneal,
      boolean cyclical,
      long cycle,
      double free,
      int patience,
      int top) {
    GrammarVaeConfig c = config("preset=" + name);
    assertThat(c.zDim()).isEqualTo(z);
    assertThat(c.encoderHidden()).isEqualTo(enc);
    assertThat(c.encoderConvLayers()).isEqualTo(conv);
    assertThat(c.encoderKernel()).hasToString(kernel);
    assertThat(c.decoderHidden()).isEqualTo(dec);
    assertThat(c.decoderLayers()).isEqualTo(layers);
    assertThat(c.decoderShareLayers()).isEqualTo(shared);
    assertThat(c.decoderDropout()).isEqualTo(dropout);
    assertThat(c.batchSize()).isEqualTo(batch);
    assertThat(c.lr()).isEqualTo(lr);
    assertThat(c.epochs()).isEqualTo(epochs);
    assertThat(c.beta()).isEqualTo(beta);
    assertThat(c.klAnnealEpochs()).isEqualTo(anneal);
    assertThat(c.cyclicalBeta()).isEqualTo(cyclical);
    assertThat(c.cycleEpochs()).isEqualTo(cycle);
    assertThat(c.freeBits()).isEqualTo(free);
    assertThat(c.earlyStopPatience()).isEqualTo(patience);
    assertThat(c.saveTopK()).isEqualTo(top);
    assertThat(c.description()).isPresent();
    assertThat(c.lossScale()).isEqualTo("per_dim");
    assertThat(c.gradientClipVal().isPresent()).isEqualTo(name.equals("enhanced_v1"));
    assertThat(c.encoderPool()).isEqualTo(name.equals("kusner_original") ? "flatten" : "mean");
  }

  /** R16, R23, R28, R29, R58: the parameters that the document's table tells, within 6 %. */
  @ParameterizedTest
  @CsvSource({
    "kusner_original, 1585940, 1574100",
    "enhanced_v1, 4056764, 4038824",
    "kusner_hyper, 4056764, 4038824",
    "minimal, 241020, 235880",
    "large, 20988604, 20957864",
  })
  void parametersOfThePresets(String name, long smiles, long pde) {
    GrammarVaeConfig c = config("preset=" + name, "encoder_pool=mean");
    assertThat(parameters(c, 76, 100)).isEqualTo(smiles);
    assertThat(parameters(c, 56, 100)).isEqualTo(pde);
  }

  /** R16 and A13: flattening adds a weight for each place; separate layers have 4.6 M. */
  @Test
  void kusnersNetFlattens() {
    GrammarVaeConfig c = config("preset=kusner_original");
    assertThat(c.encoderChannels()).hasValue(List.of(9L, 9L));
    assertThat(parameters(c, 76, 100)).isEqualTo(1_585_940 + 1008 * 99);
    GrammarVaeConfig separate =
        config("preset=kusner_original", "decoder_share_layers=false", "encoder_pool=mean");
    assertThat(parameters(separate, 76, 100)).isEqualTo(4_603_964);
  }

  /** R3: the short name composes to the same, but for itself. */
  @Test
  void theShortNameIsTheSamePreset() {
    GrammarVaeConfig shortName = config("preset=kusner_hyper");
    assertThat(shortName)
        .usingRecursiveComparison()
        .ignoringFields("preset")
        .isEqualTo(config("preset=kusner_hyperparams_enhanced_arch"));
  }

  /** R7: the two keys that are given win over the preset, all others are the preset's. */
  @Test
  void theCommandLineWins() {
    GrammarVaeConfig given = config("preset=kusner_original", "batch_size=256", "lr=0.0007");
    assertThat(given.batchSize()).isEqualTo(256);
    assertThat(given.lr()).isEqualTo(0.0007);
    assertThat(given)
        .usingRecursiveComparison()
        .ignoringFields("batchSize", "lr")
        .isEqualTo(config("preset=kusner_original"));
  }

  /** R8: no preset at all. */
  @Test
  void keysAloneWork() {
    GrammarVaeConfig c =
        config(
            "preset=null",
            "z_dim=56",
            "encoder_hidden=256",
            "decoder_hidden=384",
            "batch_size=128",
            "epochs=100");
    assertThat(c.batchSize()).isEqualTo(128);
    assertThat(parameters(c, 76, 100)).isEqualTo(4_056_764);
  }

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("data", "pde"),
          Map.entry("max_rules", "33"),
          Map.entry("prod", "a.npy"),
          Map.entry("masks", "b.npy"),
          Map.entry("grammar", "pde"),
          Map.entry("num_productions", "77"),
          Map.entry("pad_id", "75"),
          Map.entry("split", "sequential"),
          Map.entry("val_fraction", "0.25"),
          Map.entry("split_dir", "somewhere"),
          Map.entry("z_dim", "12"),
          Map.entry("encoder_hidden", "20"),
          Map.entry("encoder_conv_layers", "5"),
          Map.entry("encoder_kernel", "4"),
          Map.entry("encoder_channels", "[2,3,4]"),
          Map.entry("encoder_pool", "flatten"),
          Map.entry("encoder_dense", "7"),
          Map.entry("decoder_hidden", "9"),
          Map.entry("decoder_layers", "5"),
          Map.entry("decoder_dropout", "0.33"),
          Map.entry("decoder_share_layers", "true"),
          Map.entry("batch_size", "13"),
          Map.entry("lr", "0.123"),
          Map.entry("epochs", "17"),
          Map.entry("lr_scheduler", "plateau"),
          Map.entry("lr_scheduler_factor", "0.25"),
          Map.entry("lr_scheduler_patience", "4"),
          Map.entry("lr_scheduler_min", "0.0001"),
          Map.entry("gradient_clip_val", "2.5"),
          Map.entry("loss_scale", "elbo"),
          Map.entry("beta", "0.75"),
          Map.entry("kl_anneal_epochs", "11"),
          Map.entry("cyclical_beta", "true"),
          Map.entry("cycle_epochs", "6"),
          Map.entry("cycle_ratio", "0.5"),
          Map.entry("free_bits", "0.25"),
          Map.entry("latent_noise", "0.01"),
          Map.entry("val_sample", "true"),
          Map.entry("early_stop_patience", "8"),
          Map.entry("save_top_k", "2"),
          Map.entry("hints", "false"),
          Map.entry("gpus", "0"),
          Map.entry("seed", "7"),
          Map.entry("description", "other"));

  /** R9 and R34: command line over preset over default, for every key. */
  @TestFactory
  Stream<DynamicTest> precedenceOfEveryKey() {
    assertThat(OTHERS.keySet())
        .containsAll(
            keys().stream()
                .filter(k -> !List.of("preset", "presets", "gradient_clip_algorithm").contains(k))
                .toList());
    return OTHERS.entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () -> {
                      String key = e.getKey();
                      String other = e.getValue();
                      String standard = shown(tree(), key);
                      String changed = "++presets.minimal." + key + "=" + other;
                      assertThat(shown(tree(changed), key)).isEqualTo(standard);
                      String fromPreset = shown(tree(changed, "preset=minimal"), key);
                      assertThat(fromPreset).isNotEqualTo(standard);
                      assertThat(shown(tree("preset=enhanced_v1", key + "=" + other), key))
                          .isEqualTo(fromPreset);
                    }));
  }

  private static String shown(MapNode tree, String key) {
    Node value = tree.get(key);
    return value instanceof ScalarNode s
        ? String.valueOf(s.value())
        : ((ListNode) value).items().stream().map(ShippedPresetsTest::scalar).toList().toString();
  }

  private static String scalar(Node item) {
    return String.valueOf(((ScalarNode) item).value());
  }

  /** The line of the preset is named. */
  @Test
  void whyNamesThePresetsLine() throws IOException {
    Composition composed = shipped().compose(NAME, List.of("preset=kusner_hyper"));
    List<String> lines = Files.readAllLines(CONF.resolve("grammar_vae/configs.yaml"));
    int line = 1 + lines.indexOf("kusner_hyperparams_enhanced_arch:");
    while (!lines.get(line - 1).contains("batch_size")) {
      line++;
    }
    assertThat(composed.why("batch_size").toString())
        .contains("set to 256 at", "configs.yaml:" + line + ":");
  }

  /** A folder with the shipped configuration, and text behind its presets. */
  private Path conf(String appended) throws IOException {
    Path copy = dir.resolve("conf");
    for (String file :
        List.of(
            "grammar_vae.yaml",
            "engine.yaml",
            "grammar_vae/configs.yaml",
            "logger/console.yaml",
            "logger/jsonl.yaml",
            "logger/csv.yaml",
            "hydra/help/hydrant.yaml")) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(CONF.resolve(file), copy.resolve(file));
    }
    Files.writeString(
        copy.resolve("grammar_vae/configs.yaml"), appended, StandardOpenOption.APPEND);
    return copy;
  }

  private static MapNode tree(Path conf, String... overrides) {
    return Composer.builder()
        .searchPath(conf.toString())
        .build()
        .compose(NAME, List.of(overrides))
        .resolved();
  }

  /** R31, R32: a block that is appended is a preset. */
  @Test
  void anAppendedBlockIsAPreset() throws IOException {
    Path copy =
        conf(
            """

            my_custom_config:
              description: "My custom architecture"
             \s
              # Architecture
              z_dim: 56
              encoder_hidden: 256
              encoder_conv_layers: 3
              encoder_kernel: [3, 5, 7]  # Can be int or list
              decoder_hidden: 384
              decoder_layers: 3
              decoder_dropout: 0.2
             \s
              # Training
              batch_size: 256
              lr: 0.001
              epochs: 100
             \s
              # VAE loss
              beta: 1.0
              kl_anneal_epochs: 20
              cyclical_beta: false
              cycle_epochs: 10
              free_bits: 0.5
             \s
              # Monitoring
              early_stop_patience: 15
              save_top_k: 3
            """);
    MapNode tree = tree(copy, "preset=my_custom_config");
    assertThat(config(tree))
        .usingRecursiveComparison()
        .ignoringFields("preset", "presets", "description")
        .isEqualTo(config("preset=kusner_hyper"));
    assertThat(config(tree).description()).hasValue("My custom architecture");
  }

  /** R34: a key of a preset that is not known, or a value of another type, is told at its line. */
  @Test
  void whatIsWrongInAPresetIsToldAtItsLine() throws IOException {
    Path copy = conf("\nwrong:\n  z_dim: 8\n  batch_size: many\nodd:\n  batchsize: 8\n");
    int last = Files.readAllLines(copy.resolve("grammar_vae/configs.yaml")).size();
    assertThatThrownBy(() -> config(tree(copy, "preset=wrong")))
        .hasMessageContaining("batch_size")
        .hasMessageContaining("configs.yaml:" + (last - 2));
    assertThatThrownBy(() -> RunSetup.of(tree(copy, "preset=odd"), ModelRegistry.load()))
        .hasMessageContaining("batchsize")
        .hasMessageContaining("configs.yaml:" + last);
  }

  /** R35: a folder of one's own in front of the shipped one may bring other presets. */
  @Test
  void aFolderOfOnesOwnMayBringPresets() throws IOException {
    Path own = Files.createDirectories(dir.resolve("mine/grammar_vae"));
    Files.writeString(
        own.resolve("configs.yaml"), "mine:\n  z_dim: 9\nkusner_hyperparams_enhanced_arch: {}\n");
    MapNode tree =
        Composer.builder()
            .searchPath(dir.resolve("mine").toString())
            .searchPath(CONF.toString())
            .build()
            .compose(NAME, List.of("preset=mine"))
            .resolved();
    assertThat(config(tree).zDim()).isEqualTo(9);
    assertThat(config(tree).decoderHidden()).isEqualTo(384);
  }

  /** R1, R33, R34: what is wrong is told with what is there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "preset=kusner; no such preset in grammar_vae/configs.yaml; Did you mean",
        "preset=minimal +presets.minimal.batchsize=3; unknown key 'batchsize'; 'batch_size'",
        "encoder_kernel=[3,5]; one entry for each of encoder_conv_layers; encoder_conv_layers = 3",
        "encoder_kernel=wide; a number from 1; encoder_kernel",
        "beta=-1; at least 0; beta=-1",
        "save_top_k=-2; at least -1; save_top_k",
        "gpus=0 device=cuda; contradict; Give one",
        "gradient_clip_val=1 gradient_clip_algorithm=value; use norm; gradient_clip",
      })
  void saysWhatIsWrong(String overrides, String fact, String advice) {
    assertThatThrownBy(
            () -> {
              MapNode tree = tree(overrides.split(" "));
              RunSetup.of(tree, ModelRegistry.load());
              config(tree);
            })
        .hasMessageContaining(fact.strip())
        .hasMessageContaining(advice.strip());
  }

  /** R14, R44, A9, A14: what the engine makes of the family's keys. */
  @Test
  void theEngineReadsTheFamilysKeys() {
    TrainConfig engine = engine("preset=enhanced_v1", "gpus=0", "epochs=7");
    assertThat(engine.loop().numEpochs()).hasValue(7L);
    assertThat(engine.loop().device()).isEqualTo("cpu");
    assertThat(engine.loop().seed()).isEqualTo(42);
    assertThat(engine.optimizer().gradClip()).isEqualTo(1.0);
    assertThat(engine.optimizer().lr()).isEqualTo(5e-4);
    assertThat(engine.optimizer().betas()).containsExactly(0.9, 0.999);
    assertThat(engine.optimizer().weightDecay()).isZero();
    assertThat(engine.schedule().lrSchedule()).isEqualTo("constant");
    assertThat(engine.guards().earlyStopFromEpoch()).isEqualTo(90);
    assertThat(engine.guards().earlyStopOnce()).hasValue(0.0);
    assertThat(engine.checkpoint().checkpoints()).extracting("topK").containsExactly(5, 5);
    assertThat(engine("preset=minimal", "save_top_k=-1").checkpoint().checkpoints())
        .extracting("topK")
        .containsExactly(-1, -1);
    TrainConfig falling =
        engine(
            "lr_scheduler=plateau",
            "lr_scheduler_factor=0.2",
            "lr_scheduler_patience=3",
            "lr_scheduler_min=1e-4",
            "gpus=2",
            "cyclical_beta=true");
    assertThat(falling.schedule().lrSchedule()).isEqualTo("plateau");
    assertThat(falling.schedule().lrGamma()).isEqualTo(0.2);
    assertThat(falling.schedule().lrPatience()).isEqualTo(3);
    assertThat(falling.schedule().lrMonitor()).hasValue("val/loss");
    assertThat(falling.schedule().minLrRatio()).isEqualTo(0.1);
    assertThat(falling.replicas().devices()).hasValue(2L);
    assertThat(falling.guards().earlyStopFromEpoch()).isEqualTo(10);
  }

  private static TrainConfig engine(String... overrides) {
    return RunSetup.of(tree(overrides), ModelRegistry.load()).config();
  }

  /** R14: a GPU that is not there is told before anything is read or written. */
  @Test
  void gpusThatAreNotThereAreTold() {
    assertThatThrownBy(() -> GrammarVaeAdapter.requireGpus(1, 0))
        .hasMessage("gpus=1 asks for a GPU, but none is visible here.\nUse gpus=0");
    assertThatThrownBy(() -> GrammarVaeAdapter.requireGpus(4, 2))
        .hasMessageContaining("only 2 are visible");
    GrammarVaeAdapter.requireGpus(0, 0);
  }

  /** R1, R22, R58: what lists say of the presets. */
  @Test
  void presetsAreListedInOrder() {
    Map<String, String> listed = new GrammarVaeAdapter().presets(tree());
    assertThat(listed.keySet())
        .startsWith("kusner_original", "enhanced_v1", "kusner_hyperparams_enhanced_arch");
    assertThat(listed.get("kusner_original"))
        .contains("enc=2x9 dec=3x501", "batch 500", "KL anneal 10", "1,685,732 parameters");
    assertThat(listed.get("kusner_hyperparams_enhanced_arch"))
        .contains("(recommended)", "z=56 enc=3x256 dec=3x384", "4,056,764 parameters");
    assertThat(listed.get("large")).contains("enc=4x512 dec=4x512", "20,988,604", "KL anneal 30");
  }
}
