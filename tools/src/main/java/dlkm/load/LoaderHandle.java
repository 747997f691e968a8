package dlkm.load;

import dlkm.host.Host;
import dlkm.kernel.Loader;
import java.util.Optional;

/** A loader that is opened when there is something to load or unload: it costs native calls. */
final class LoaderHandle implements AutoCloseable {

  private final Host host;
  private Optional<Loader> loader = Optional.empty();

  LoaderHandle(Host host) {
    this.host = host;
  }

  Loader get() {
    if (loader.isEmpty()) {
      loader = Optional.of(Loader.open(host));
    }
    return loader.get();
  }

  @Override
  public void close() {
    loader.ifPresent(Loader::close);
  }
}
