package org.sluice.enrich.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.sluice.enrich.Block;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.NamedFields;
import org.sluice.enrich.Unread;
import org.sluice.fault.FaultException;
import org.sluice.run.RunView;

/**
 * {@code http-lookup}: asks a service for something about each reading or record in the body, a
 * {@code List<Reading>} or {@code List<Map<String, Object>>}, and puts it on the same list. Each
 * distinct address is asked once a run, as far as the latest thousands go. 404 means that the
 * service knows nothing of it: the item stays as it is.
 *
 * <p>Parameters: {@code url}, {@code from}, {@code pattern} (see {@link LookupAddress}), {@code
 * select} (key of the answer, which is a JSON object), {@code into} (field or key that it becomes),
 * {@code timeout} (ms), {@code allowedHosts} ({@code host} or {@code host:port}, parted by commas).
 *
 * <p>Faults: service-unreachable, at the end, after all items were looked at; those that could be
 * asked for have their answer, the others are unchanged. When the service cannot be reached or does
 * not answer in time, the run does not ask it again. host-not-allowed when the route is loaded.
 */
public final class HttpLookup implements Block {
  /** A large object may name any number of addresses. */
  private static final int REMEMBERED = 10_000;

  private final LookupAddress address;
  private final LookupClient client;
  private final String into;

  public HttpLookup(BlockParameters parameters) {
    address =
        new LookupAddress(
            parameters.text("url"), parameters.list("from"), parameters.text("pattern", null));
    address.requireAllowed(parameters.list("allowedHosts"));
    client =
        new LookupClient(
            parameters.context(),
            address.base(),
            parameters.number("timeout", 2000),
            parameters.text("select"));
    into = parameters.text("into");
  }

  @Override
  public List<NamedFields> named() {
    return List.of(NamedFields.of("http-enrich-action", "url", address.names()));
  }

  @Override
  public void apply(Exchange exchange, RunView run) {
    Unread.refuse(exchange.getMessage().getBody(), "http-enrich-action", Unread.READING);
    if (!(exchange.getMessage().getBody() instanceof List<?> items)) {
      throw new IllegalStateException(
          "The body is not a list: http-lookup stands behind a block that makes readings or"
              + " records");
    }
    Answers answers = run.kept(this, Answers::new);
    answers.fault = null;
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) items;
    list.replaceAll(item -> enriched(LookupItem.of(item), answers));
    if (answers.fault != null) {
      throw answers.fault;
    }
  }

  private Object enriched(LookupItem item, Answers answers) {
    return address
        .of(item)
        .flatMap(answers::get)
        .map(answer -> item.with(into, answer))
        .orElse(item.item());
  }

  /** What one run has asked so far. */
  private final class Answers {
    private final Map<String, Optional<Object>> known =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Optional<Object>> eldest) {
            return size() > REMEMBERED;
          }
        };
    private FaultException fault;
    private boolean down;

    private Optional<Object> get(String url) {
      Optional<Object> answer = known.get(url);
      if (answer == null) {
        answer = down ? Optional.empty() : ask(url);
        known.put(url, answer);
      }
      return answer;
    }

    private Optional<Object> ask(String url) {
      try {
        return client.get(url);
      } catch (LookupException e) {
        down = e.down();
        fault = fault == null ? e.fault() : fault;
        return Optional.empty();
      }
    }
  }
}
