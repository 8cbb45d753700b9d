package dev.hydrant.config.bind;

import static dev.hydrant.config.bind.Trees.map;
import static dev.hydrant.config.bind.Trees.pairs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.BindException;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.LoneValue;
import dev.hydrant.config.schema.Named;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordBindingTest {

  record Model(
      @Default("50257") @Range(min = 1) int vocabSize,
      @Alias("model_dim") @Default("768") int dModel,
      @Alias({"n_heads", "heads"}) @Default("6") int numHeads,
      @Default("1e-5") @Range(above = 0) double eps,
      @Default("true") boolean isCausal,
      Optional<Integer> window,
      @Named("BLOCK_SIZE") @Default("128") int blockSize) {
    @Check("num_heads must divide d_model")
    boolean headsDivideWidth() {
      return dModel % numHeads == 0;
    }
  }

  record Job(String type, @Default("{}") Model modelCfg, @Default("[]") List<Model> others) {}

  private static <T> T bind(MapNode tree, Class<T> type) {
    return Trees.bind(tree, "", type);
  }

  @Test
  void absentKeysTakeTheDefaultsOfTheRecord() {
    assertThat(bind(map(), Model.class))
        .isEqualTo(new Model(50257, 768, 6, 1e-5, true, Optional.empty(), 128));
  }

  @Test
  void keysAreComponentNamesInSnakeCase() {
    Model model =
        bind(
            map(
                "vocab_size",
                10,
                "d_model",
                8,
                "num_heads",
                2,
                "eps",
                0.5,
                "is_causal",
                false,
                "window",
                4,
                "BLOCK_SIZE",
                64),
            Model.class);
    assertThat(model).isEqualTo(new Model(10, 8, 2, 0.5, false, Optional.of(4), 64));
  }

  @Test
  void aComponentMayBeGivenUnderAnyOfItsAliases() {
    assertThat(bind(map("model_dim", 12), Model.class).dModel()).isEqualTo(12);
    assertThat(bind(map("n_heads", 3), Model.class).numHeads()).isEqualTo(3);
    assertThat(bind(map("heads", 3, "n_heads", 3), Model.class).numHeads()).isEqualTo(3);
  }

  @Test
  void twoAliasesWithDifferentValuesAreRefusedWithBothPlaces() {
    assertThatThrownBy(() -> bind(map("d_model", 6, "model_dim", 12), Model.class))
        .isInstanceOf(BindException.class)
        .hasMessage(
            "model_dim: also given as d_model (test.yaml:1:3); keep one of the two\n"
                + "    at test.yaml:2:3");
  }

  @Test
  void nestedRecordsAndListsOfRecordsAreBound() {
    Job job =
        bind(
            map(
                "type",
                "gpt2",
                "model_cfg",
                pairs("d_model", 12),
                "others",
                List.of(pairs("eps", 1), pairs())),
            Job.class);
    assertThat(job.modelCfg().dModel()).isEqualTo(12);
    assertThat(job.others()).extracting(Model::eps).containsExactly(1.0, 1e-5);
  }

  @Test
  void allProblemsAreReportedTogetherWithPathPlaceValueAndNearestName() {
    MapNode tree =
        map(
            "model_cfg",
            pairs("vocab_sise", 9, "vocab_size", 0, "eps", "tiny", "window", 1.5, "zzzz", 1),
            "others",
            List.of(pairs("is_causal", "maybe"), pairs("eps", "???")));
    assertThatThrownBy(() -> bind(tree, Job.class))
        .isInstanceOfSatisfying(
            BindException.class,
            e -> {
              assertThat(e.problems()).hasSize(8);
              assertThat(e.problems().get(0).path()).isEqualTo("type");
              assertThat(e.stage()).isEqualTo(BindException.Stage.BIND);
            })
        .hasMessage(
            """
            8 problems in the configuration
              type: missing; expected a text
                  at test.yaml
              model_cfg.vocab_sise: unknown key
                  at test.yaml:2:3
                  Did you mean 'vocab_size'?
              model_cfg.zzzz: unknown key. Available: vocab_size, d_model, num_heads, eps, \
            is_causal, window, BLOCK_SIZE
                  at test.yaml:6:3
              model_cfg.vocab_size: expected an integer of at least 1, got 0
                  at test.yaml:3:3
              model_cfg.eps: expected a number above 0, got 'tiny'
                  at test.yaml:4:3
              model_cfg.window: expected an integer, got 1.5
                  at test.yaml:5:3
              others.0.is_causal: expected true or false, got 'maybe'
                  at test.yaml:9:3
              others.1.eps: mandatory value is missing; give it as others.1.eps=..., a number above 0
                  at test.yaml:11:3\
            """);
  }

  @Test
  void oneProblemIsOneMessageWithPlaceAndSuggestion() {
    assertThatThrownBy(() -> Trees.bind(map("seq_lne", 1), "data", Data.class))
        .hasMessage("data.seq_lne: unknown key\n    at test.yaml:1:3\n    Did you mean seq_len?");
  }

  @Test
  void aCheckNamesTheKeysWithTheirValuesAndPlaces() {
    assertThatThrownBy(() -> bind(map("model_cfg", pairs("heads", 7), "type", "a"), Job.class))
        .hasMessage(
            "model_cfg: num_heads must divide d_model: num_heads = 7 (test.yaml:2:3),"
                + " d_model = 768 (default)\n    at test.yaml:1:3");
    assertThatThrownBy(() -> bind(map("heads", 0), Model.class))
        .hasMessageStartingWith("num_heads must divide d_model: num_heads = 0 (test.yaml:1:3)");
  }

  record Data(@Default("1024") int seqLen, @Default("8") int batchSize) {}

  record Optim(@Default("0.1") double lr) {
    Optim {
      if (lr == 13) {
        throw new IllegalArgumentException("an unlucky rate");
      }
    }
  }

  record Flat(String type, @Flatten Data data, @Flatten Optim optim) {}

  record Open(@Default("1") int a, @Flatten Data data, @Flatten Map<String, Object> rest) {}

  @Test
  void flattenedRecordsShareTheLevelOfTheirOwner() {
    assertThat(bind(map("lr", 0.5, "type", "x", "seq_len", 2), Flat.class))
        .isEqualTo(new Flat("x", new Data(2, 8), new Optim(0.5)));
    assertThatThrownBy(() -> bind(map("type", "x", "batchsize", 2), Flat.class))
        .hasMessageContaining("Did you mean batch_size?");
  }

  @Test
  void aFlattenedMapTakesTheKeysThatNobodyKnows() {
    Open open = bind(map("b", pairs("c", List.of(1, 2)), "seq_len", 3, "x", "y"), Open.class);
    assertThat(open.rest()).isEqualTo(Map.of("b", Map.of("c", List.of(1L, 2L)), "x", "y"));
    assertThat(open.rest().keySet()).containsExactly("b", "x");
    assertThat(open.data()).isEqualTo(new Data(3, 8));
  }

  @Test
  void aConstructorMayRefuseItsValues() {
    assertThatThrownBy(() -> bind(map("type", "x", "lr", 13), Flat.class))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("an unlucky rate");
  }

  record Tree(String name, @Default("[]") List<Tree> children) {}

  @Test
  void aRecordMayContainItself() {
    Tree tree = bind(map("name", "a", "children", List.of(pairs("name", "b"))), Tree.class);
    assertThat(tree).isEqualTo(new Tree("a", List.of(new Tree("b", List.of()))));
  }

  @Test
  void aTreeThatIsStillComposedIsCheckedOnlyForWhatCanNeverFit() {
    assertThat(Trees.check(map("model_cfg", pairs("eps", "???")), "", Job.class)).isEmpty();
    assertThat(Trees.check(map("model_cfg", pairs("eps", "no", "typo", 1)), "", Job.class))
        .extracting(BindException.Problem::path)
        .containsExactly("model_cfg.typo", "model_cfg.eps");
  }

  record BadDefault(@Default("six") int layers) {}

  record BadType(Thread thread) {}

  record Twice(@Default("1") int seqLen, @Flatten Data data) {}

  @Test
  void mistakesOfTheProgramAreNamedAsSuch() {
    assertThatThrownBy(() -> bind(map(), BadDefault.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the @Default of BadDefault.layers does not fit: expected an integer, got 'six'");
    assertThatThrownBy(() -> bind(map(), BadType.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("BadType.thread: java.lang.Thread cannot be bound");
    assertThatThrownBy(() -> bind(map(), Twice.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Twice: two components have the key 'seq_len'");
  }

  @LoneValue("from")
  record Resume(Optional<String> from, @Default("[]") List<String> allow) {}

  record Run(@Default("{}") Resume resume) {}

  @Test
  void aLoneValueStandsForTheRecordThatSaysSo() {
    assertThat(bind(map("resume", "auto"), Run.class).resume())
        .isEqualTo(new Resume(Optional.of("auto"), List.of()));
    assertThat(bind(map("resume", null), Run.class).resume())
        .isEqualTo(bind(map(), Run.class).resume())
        .isEqualTo(new Resume(Optional.empty(), List.of()));
    assertThat(bind(map("resume", pairs("from", "a", "allow", List.of("lr"))), Run.class).resume())
        .isEqualTo(new Resume(Optional.of("a"), List.of("lr")));
  }

  @Test
  void aLoneValueOfTheWrongKindIsReportedWhereItStands() {
    assertThatThrownBy(() -> bind(map("resume", true), Run.class))
        .hasMessageContaining("resume.from: expected a text")
        .hasMessageContaining("test.yaml:1:3");
    assertThatThrownBy(() -> bind(map("resume", List.of()), Run.class))
        .hasMessageContaining("or a mapping with keys such as from, allow");
  }
}
