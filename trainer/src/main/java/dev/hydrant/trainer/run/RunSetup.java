package dev.hydrant.trainer.run;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelFactory;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.settings.RecordKey;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What every command makes of a configuration: the engine's settings, bound and checked, and models
 * of the type it names. Nothing is allocated or read from data.
 *
 * <pre>{@code
 * RunSetup setup = RunSetup.of(composition.resolved(), ModelRegistry.load());
 * long parameters = setup.model().module().parameterCount();
 * }</pre>
 */
public final class RunSetup {
  private final MapNode tree;
  private final TrainConfig config;
  private final ModelFactory factory;
  private final boolean isDryRun;
  private Facts facts;

  private RunSetup(
      MapNode tree, TrainConfig config, ModelFactory factory, Facts facts, boolean isDryRun) {
    this.isDryRun = isDryRun;
    this.facts = facts;
    this.tree = tree;
    this.config = config;
    this.factory = factory;
  }

  /**
   * Binds a configuration. Keys that were typed and do nothing are named in the log.
   *
   * @param tree the resolved top level; where it has no {@code type}, the adapter that recognises
   *     it is taken
   * @throws UserException if a key is set that cannot be honoured, or no model has such a type
   * @throws dev.hydrant.config.error.BindException if a value does not fit, with its place
   */
  public static RunSetup of(MapNode tree, ModelRegistry registry) {
    ModelAdapter<?> adapter = ModelTypes.get(tree, registry);
    MapNode typed = withType(tree, adapter.type());
    MapNode view = adapter.engineView(typed);
    TypedKeys.check(adapter, typed, view);
    TrainConfig config = ConfigTrees.bind(view, TrainConfig.class);
    new IdleKeys(adapter, typed).check(registry);
    return new RunSetup(typed, config, new ModelFactory(registry), null, false);
  }

  /** How the numbers of the model that a configuration describes are called; logs nothing. */
  public static Headlines headlines(MapNode tree, ModelRegistry registry) {
    ModelAdapter<?> adapter = ModelTypes.get(tree, registry);
    return ModelFactory.headlines(adapter, withType(tree, adapter.type()));
  }

  private static MapNode withType(MapNode tree, String type) {
    if (tree.get("type") instanceof ScalarNode given && given.value() != null) {
      return tree;
    }
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    entries.put("type", new ScalarNode(type, Origin.BUILTIN));
    return new MapNode(entries, tree.origin());
  }

  /** Keys of the model that may differ when a run goes on; dotted, and each with all beneath. */
  public Set<String> harmlessKeys() {
    ModelAdapter<?> adapter = factory.adapter(config.type());
    String place = adapter.configKey().isEmpty() ? "" : adapter.configKey() + ".";
    Set<String> keys = new HashSet<>(RecordKey.mayChange(adapter.configType(), place));
    adapter.settings().forEach(record -> keys.addAll(RecordKey.mayChange(record, "")));
    return keys;
  }

  /** What a key of the engine is called in such configurations. */
  public String ownKey(String engineKey) {
    return factory.adapter(config.type()).ownKey(engineKey);
  }

  /** The resolved top level, with its {@code type}. */
  public MapNode tree() {
    return tree;
  }

  /** The engine's view of it. */
  public TrainConfig config() {
    return config;
  }

  /** The same with the facts of its data that a checkpoint keeps; they are not found out again. */
  public RunSetup with(Facts known) {
    return new RunSetup(tree, config, factory, known, isDryRun);
  }

  /** The same for a look at what a run would be: data that would be made leave nothing behind. */
  public RunSetup dry() {
    return new RunSetup(tree, config, factory, facts, true);
  }

  /** What the model has to know of its data; found out when it is first asked for. */
  public Facts facts() {
    return facts(PreparationProgress.NONE);
  }

  /**
   * As above.
   *
   * @param progress told how far it has come
   */
  public Facts facts(PreparationProgress progress) {
    if (facts == null) {
      facts = factory.discover(config, tree, progress, isDryRun);
    }
    return facts;
  }

  /** What the data at hand are, to be compared with the facts of a checkpoint. */
  public Facts fingerprint(Facts saved) {
    return factory.fingerprint(config, tree, saved);
  }

  /** How the numbers of such a model are called, and which it is known by. */
  public Headlines headlines() {
    return ModelFactory.headlines(factory.adapter(config.type()), tree);
  }

  /** A new model, not yet allocated; all that come from one setup are alike. */
  public TrainableModel model() {
    return factory.create(config, tree, facts(), isDryRun);
  }

  /** How such a model's tensors are called in files that other programs read. */
  public WeightMapping weightMapping(Module module) {
    return factory.weightMapping(config, tree, module);
  }
}
