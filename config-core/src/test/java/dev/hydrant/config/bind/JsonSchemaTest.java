package dev.hydrant.config.bind;

import static dev.hydrant.config.bind.Trees.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hydrant.config.draw.Draw;
import dev.hydrant.config.draw.ForAll;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Discriminator;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.LoneValue;
import dev.hydrant.config.schema.NotEmpty;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Pattern;
import dev.hydrant.config.schema.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonSchemaTest {

  enum Mode {
    EAGER,
    TRACED
  }

  @Discriminator(standard = "constant")
  sealed interface Schedule {
    @Doc("Half a cosine down to a floor.")
    record Cosine(@Default("0.1") @Range(min = 0, max = 1) double minRatio) implements Schedule {}

    record Constant() implements Schedule {}
  }

  record Data(@Default("1024") @Range(min = 1) int seqLen, @NotEmpty List<String> files) {}

  @Doc("Everything at once.")
  record Job(
      @Doc("The model's width.") @Alias("model_dim") int dModel,
      @Default("0.1") @Range(min = 0, below = 1) double dropout,
      @Pattern("[a-z-]+") String name,
      @OneOf({"fp32", "bf16"}) @Default("fp32") String precision,
      @OneOf({"1", "2"}) @Default("1") int level,
      @Default("eager") Mode mode,
      Optional<Duration> limit,
      OptionalDouble clip,
      @Default("out") Path out,
      @Default("{}") Map<String, List<Long>> sizes,
      @Default("[]") Set<Job> children,
      @Default("constant") Schedule schedule,
      @Flatten Data data,
      @Default("null") Object anything) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
  private static final Schema WHOLE = schema(JsonSchema.of(Job.class));
  private static final Schema FILE = schema(JsonSchema.ofFile(Job.class));

  private static Schema schema(MapNode node) {
    return REGISTRY.getSchema(json(node));
  }

  private static JsonNode json(Node node) {
    Object plain = new AnyShape().bind(node, Site.root(new ArrayList<>(), Interpolations.NONE));
    return JSON.valueToTree(plain);
  }

  private static Job job(Draw draw) {
    String name = name(draw);
    int width = draw.anyInt();
    return new Job(
        width,
        0.5,
        name,
        "bf16",
        2,
        draw.of(Mode.values()),
        draw.flip() ? Optional.empty() : Optional.of(Duration.ofNanos(draw.between(0L, 1L << 50))),
        OptionalDouble.of(width * 0.25),
        Path.of("a", name),
        draw.map(0, 2, () -> name(draw), () -> draw.list(0, 2, draw::anyLong)),
        children(name),
        draw.flip() ? new Schedule.Constant() : new Schedule.Cosine(draw.fraction(1)),
        new Data((int) draw.between(1L, Integer.MAX_VALUE), draw.list(1, 3, () -> name(draw))),
        draw.<Object>oneOf(
            () -> name(draw), draw::anyLong, () -> draw.list(0, 2, () -> name(draw))));
  }

  private static String name(Draw draw) {
    return draw.text("abc-", 1, 5);
  }

  private static Set<Job> children(String name) {
    Job child =
        new Job(
            1,
            0,
            name,
            "fp32",
            1,
            Mode.EAGER,
            Optional.empty(),
            OptionalDouble.empty(),
            Path.of("b"),
            Map.of(),
            Set.of(),
            new Schedule.Constant(),
            new Data(1, List.of("f")),
            null);
    return name.length() > 2 ? Set.of(child) : Set.of();
  }

  @Test
  void whatIsWrittenFromARecordFitsItsSchemaAndBindsToAnEqualRecord() {
    ForAll.check(200, JsonSchemaTest::job, JsonSchemaTest::fitsAndBinds);
  }

  private static void fitsAndBinds(Job job) {
    Node node = Shapes.of(Job.class).unbind(job, Origin.BUILTIN);
    assertThat(Trees.bind(node, "", Job.class)).isEqualTo(job);
    assertThat(WHOLE.validate(json(node))).isEmpty();
    assertThat(FILE.validate(json(node))).isEmpty();
  }

  private static Map<Object, Object> good() {
    return pairs("d_model", 8, "name", "a-b", "files", List.of("x"));
  }

  private static Map<Object, Object> with(String key, Object value) {
    Map<Object, Object> tree = good();
    tree.put(key, value);
    return tree;
  }

  @TestFactory
  Stream<DynamicTest> schemaAndBinderRefuseTheSameMistakes() {
    Map<Object, Object> noWidth = good();
    noWidth.remove("d_model");
    Map<Object, Object> noFiles = good();
    noFiles.remove("files");
    return Stream.of(
            noWidth,
            noFiles,
            with("d_modle", 3),
            with("d_model", "wide"),
            with("d_model", 8.5),
            with("dropout", 1.0),
            with("dropout", -0.1),
            with("name", "A"),
            with("name", null),
            with("precision", "fp8"),
            with("level", 3),
            with("mode", "fast"),
            with("files", List.of()),
            with("files", "x"),
            with("sizes", pairs("a", List.of("b"))),
            with("schedule", "linear"),
            with("schedule", pairs("type", "linear")),
            with("schedule", pairs("type", "constant", "min_ratio", 0.5)),
            with("schedule", pairs("type", "cosine", "min_ratio", 2)),
            with("children", List.of(with("extra", 1))),
            with("clip", "high"))
        .map(
            tree ->
                DynamicTest.dynamicTest(
                    tree.toString(),
                    () -> {
                      Node node = Trees.of(tree);
                      assertThat(WHOLE.validate(json(node))).isNotEmpty();
                      assertThat(problems(node)).isNotEmpty();
                    }));
  }

  private static List<?> problems(Node node) {
    List<dev.hydrant.config.error.BindException.Problem> problems = new ArrayList<>();
    Shapes.of(Job.class).bind(node, Site.root(problems, Interpolations.NONE));
    return problems;
  }

  @Test
  void bothAcceptShortFormsAndAliases() {
    Map<Object, Object> tree = with("schedule", "cosine");
    tree.remove("d_model");
    tree.put("model_dim", 4);
    assertThat(WHOLE.validate(json(Trees.of(tree)))).isEmpty();
    assertThat(problems(Trees.of(tree))).isEmpty();
  }

  @Test
  void aFileMayGivePartAndUseInterpolationsAndDefaults() {
    Map<Object, Object> part =
        pairs(
            "defaults",
            List.of("base", "_self_"),
            "d_model",
            "${width}",
            "name",
            "?" + "??",
            "schedule",
            pairs("min_ratio", "${r}"),
            "files",
            List.of("${a}/x"));
    JsonNode json = JSON.valueToTree(part);
    assertThat(FILE.validate(json)).isEmpty();
    assertThat(WHOLE.validate(json)).isNotEmpty();
    assertThat(FILE.validate(JSON.valueToTree(pairs("d_model", "wide")))).isNotEmpty();
    assertThat(FILE.validate(JSON.valueToTree(pairs("typo", 1)))).isNotEmpty();
  }

  @Test
  void theSchemaItselfIsValidAndCarriesDescriptionsAndDefaults() {
    JsonNode schema = json(JsonSchema.of(Job.class));
    Schema meta =
        REGISTRY.getSchema(
            com.networknt.schema.SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
    assertThat(meta.validate(schema)).isEmpty();
    assertThat(schema.at("/description").asText()).isEqualTo("Everything at once.");
    assertThat(schema.at("/properties/d_model/description").asText())
        .isEqualTo("The model's width.");
    assertThat(schema.at("/properties/dropout/default").asDouble()).isEqualTo(0.1);
    assertThat(schema.at("/properties/seq_len/minimum").asInt()).isEqualTo(1);
    assertThat(schema.at("/required"))
        .extracting(JsonNode::asText)
        .containsExactly("name", "files");
  }

  @LoneValue("from")
  record Resume(Optional<String> from, @Default("[]") List<String> allow) {}

  record Run(@Default("{}") Resume resume) {}

  @Test
  void aLoneValueIsAllowedWhereItStandsForARecord() throws Exception {
    Schema schema = schema(JsonSchema.of(Run.class));
    for (String good : List.of("null", "\"auto\"", "{}", "{\"from\": null, \"allow\": []}")) {
      assertThat(schema.validate(JSON.readTree("{\"resume\": " + good + "}"))).isEmpty();
    }
    for (String bad : List.of("1", "[]", "{\"form\": \"x\"}")) {
      assertThat(schema.validate(JSON.readTree("{\"resume\": " + bad + "}"))).isNotEmpty();
    }
  }
}
