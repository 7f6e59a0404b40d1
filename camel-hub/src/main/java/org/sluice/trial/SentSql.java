package org.sluice.trial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ResourceHelper;

/**
 * In place of Camel's {@code sql} and {@code sql-stored}, which are made for a data source only,
 * and a trial has none: keeps the statements that write, with their values, and refuses those that
 * answer something, which the route would go on with.
 */
final class SentSql extends DefaultComponent {
  static final String SCHEME = "sql";
  static final String STORED = "sql-stored";

  private static final String QUERY_HEADER = "CamelSqlQuery";

  /** What stands in a statement and is none of its words. */
  private static final Pattern APART =
      Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  private static final Pattern ANSWERS =
      Pattern.compile(
          "(?is)\\s*(?:\\(\\s*)*(?:select|values|table|show|explain|describe|call|exec|execute)\\b.*"
              + "|.*\\breturning\\b.*|\\s*with\\b(?!.*\\b(?:insert|update|delete|merge)\\b).*");

  private static final Pattern NAMED =
      Pattern.compile(":[#?](?:in:)?(?:\\$\\{([^}]+)}|([A-Za-z_][\\w.]*))");

  private final String scheme;
  private final Sent sent;

  SentSql(String scheme, Sent sent) {
    this.scheme = scheme;
    this.sent = sent;
    // What Camel would set by itself is a property of the component that this stands for.
    setAutowiredEnabled(false);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    String query = getAndRemoveParameter(parameters, "query", String.class, remaining);
    boolean batch = getAndRemoveParameter(parameters, "batch", Boolean.class, false);
    boolean body = getAndRemoveParameter(parameters, "useMessageBodyForSql", Boolean.class, false);
    boolean noop = getAndRemoveParameter(parameters, "noop", Boolean.class, false);
    String statement = body ? null : statement(query);
    if (statement != null && !noop) {
      check(statement);
    }
    return new Statement(uri, statement, batch, noop);
  }

  private String statement(String query) throws IOException {
    if (!query.matches("(?s)(?:classpath|file|bean|ref):.*")) {
      return query;
    }
    try (InputStream in =
        ResourceHelper.resolveMandatoryResourceAsInputStream(getCamelContext(), query)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void check(String statement) {
    String words =
        APART
            .matcher(statement)
            .replaceAll(apart -> apart.group().matches("(?s)[-/].*") ? " " : "''");
    if (scheme.equals(STORED) || ANSWERS.matcher(words).matches()) {
      throw new IllegalArgumentException(
          "A trial asks no database, and the route would go on with what '"
              + statement.strip().replaceAll("\\s+", " ")
              + "' answers: leave the step out to try the others, or try it in a lake.");
    }
  }

  /** A step. */
  private final class Statement extends DefaultEndpoint {
    private final String said;
    private final boolean batch;
    private final boolean noop;

    Statement(String uri, String said, boolean batch, boolean noop) {
      super(uri, SentSql.this);
      this.said = said;
      this.batch = batch;
      this.noop = noop;
      setAutowiredEnabled(false);
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          run(exchange);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor);
    }

    /** The data source and what else the statement needs to be run. */
    @Override
    public boolean isLenientProperties() {
      return true;
    }

    private void run(Exchange exchange) {
      String statement =
          said == null
              ? exchange.getMessage().getBody(String.class)
              : exchange.getMessage().getHeader(QUERY_HEADER, said, String.class);
      if (!noop) {
        check(statement);
      }
      sent.add(scheme + ":" + statement.strip(), values(statement, exchange));
    }

    private Object values(String statement, Exchange exchange) {
      Object body = exchange.getMessage().getBody();
      if (said == null) {
        body = exchange.getMessage().getHeader("CamelSqlParameters");
      }
      if (!batch) {
        return values(statement, body, exchange);
      }
      List<Object> all = new ArrayList<>();
      Iterator<?> each = exchange.getContext().getTypeConverter().convertTo(Iterator.class, body);
      while (each != null && each.hasNext()) {
        all.add(values(statement, each.next(), exchange));
      }
      return all;
    }

    /** Those that the statement names; without names all that there is. */
    private Object values(String statement, Object from, Exchange exchange) {
      Map<String, Object> values = new LinkedHashMap<>();
      Matcher named = NAMED.matcher(statement);
      while (named.find()) {
        String name = named.group(1) == null ? named.group(2) : "${" + named.group(1) + "}";
        values.put(
            name, named.group(1) == null ? value(name, from, exchange) : simple(name, exchange));
      }
      return values.isEmpty() ? Sent.shown(from) : values;
    }

    private Object value(String name, Object from, Exchange exchange) {
      Object value =
          from instanceof Map<?, ?> map && map.containsKey(name)
              ? map.get(name)
              : exchange.getMessage().getHeader(name);
      return Sent.shown(value);
    }

    private Object simple(String expression, Exchange exchange) {
      return Sent.shown(
          exchange
              .getContext()
              .resolveLanguage("simple")
              .createExpression(expression)
              .evaluate(exchange, Object.class));
    }
  }
}
