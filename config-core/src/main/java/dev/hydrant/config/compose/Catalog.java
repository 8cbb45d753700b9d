package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.GroupOverride;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.source.SearchPathEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One search path with all that is known of it: parsed configs and finished plans. As soon as a
 * source has changed, everything known is forgotten at once.
 */
final class Catalog {
  private static final int MAX_PLANS = 256;

  private final List<SearchPathEntry> searchPath;
  private final Function<List<SearchPathEntry>, ConfigRepository> repositories;
  private volatile Snapshot snapshot;

  /** What a plan depends on, the files apart. */
  record PlanKey(String configName, boolean skipMissing, List<GroupOverride> groups) {
    /** By hand, for a record's own is made when it is first needed, which takes 5 ms. */
    @Override
    public int hashCode() {
      int name = configName == null ? 0 : configName.hashCode();
      return 31 * (31 * name + Boolean.hashCode(skipMissing)) + groups.hashCode();
    }
  }

  /** The state of the sources at one time. */
  static final class Snapshot {
    final long version;
    final ConfigRepository repository;
    final List<Node> sources;

    private final Map<PlanKey, Plan> plans =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<PlanKey, Plan> eldest) {
            return size() > MAX_PLANS;
          }
        };

    Snapshot(long version, ConfigRepository repository) {
      this.version = version;
      this.repository = repository;
      this.sources = HydraNode.sources(repository.searchPath());
    }

    Plan plan(PlanKey key) {
      synchronized (plans) {
        return plans.get(key);
      }
    }

    void keep(PlanKey key, Plan plan) {
      synchronized (plans) {
        plans.put(key, plan);
      }
    }
  }

  Catalog(
      List<SearchPathEntry> searchPath,
      Function<List<SearchPathEntry>, ConfigRepository> repositories) {
    this.searchPath = searchPath;
    this.repositories = repositories;
  }

  List<SearchPathEntry> searchPath() {
    return searchPath;
  }

  /** Looks for changes and returns the present state. */
  Snapshot refresh() {
    long version = 0;
    for (SearchPathEntry entry : searchPath) {
      version += entry.source().refresh();
    }
    Snapshot known = snapshot;
    if (known == null || known.version != version) {
      known = new Snapshot(version, repositories.apply(searchPath));
      snapshot = known;
    }
    return known;
  }
}
