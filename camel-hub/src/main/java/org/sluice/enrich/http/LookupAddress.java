package org.sluice.enrich.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Where to ask: an address with place-holders behind its host, such as {@code
 * http://127.0.0.1:15070/rooms/{value}}. {@code {key}} is a tag, field or key of the item; {@code
 * {value}} is the first of the keys of {@code from} that the item has and, where {@code pattern}
 * matches in it, the pattern's first group. An item that lacks one of them is not asked for.
 */
public final class LookupAddress {
  private static final Pattern HOLDER = Pattern.compile("\\{([^{}]+)}");

  private final String template;
  private final URI base;
  private final List<String> from;
  private final Pattern pattern;

  /**
   * @param from keys of which the first that an item has is {@code {value}}; none where there is no
   *     such place-holder
   * @param pattern may be null
   * @throws IllegalArgumentException when it is no address, or place-holders stand in its host
   */
  public LookupAddress(String template, List<String> from, String pattern) {
    this.template = template;
    this.from = from;
    try {
      this.pattern = pattern == null ? null : Pattern.compile(pattern);
      this.base = URI.create(HOLDER.matcher(template).replaceAll("0"));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "parameter 'pattern' is no regular expression: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter 'url' is no address: " + e.getMessage(), e);
    }
    if (this.pattern != null && this.pattern.matcher("").groupCount() < 1) {
      throw new IllegalArgumentException("parameter 'pattern' has no group in parentheses");
    }
    if (base.getScheme() == null
        || !List.of("http", "https").contains(base.getScheme())
        || base.getHost() == null
        || base.getUserInfo() != null
        || HOLDER.matcher(authority()).find()) {
      throw new IllegalArgumentException(
          "parameter 'url' should be http://HOST… or https://HOST…, place-holders behind the host"
              + " only: "
              + template);
    }
    if (template.contains("{value}") == from.isEmpty()) {
      throw new IllegalArgumentException(
          "parameter 'from' and the place-holder {value} in 'url' go together");
    }
  }

  /** Scheme, host and port. */
  String base() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  /**
   * @throws FaultException when the host is not in the list
   */
  void requireAllowed(List<String> allowed) {
    if (!isAmong(allowed)) {
      throw new FaultException(
          Fault.HOST_NOT_ALLOWED,
          hostAndPort() + " is not among the allowedHosts of this block: " + allowed + ".");
    }
  }

  /**
   * @param hosts as {@code host} or {@code host:port}
   */
  public boolean isAmong(List<String> hosts) {
    String host = base.getHost().toLowerCase(Locale.ROOT);
    return hosts.stream()
        .map(item -> item.toLowerCase(Locale.ROOT))
        .anyMatch(item -> item.equals(host) || item.equals(hostAndPort()));
  }

  /** {@code host:port}, also where the address leaves the port out. */
  public String hostAndPort() {
    int standard = base.getScheme().equals("https") ? 443 : 80;
    return base.getHost().toLowerCase(Locale.ROOT)
        + ":"
        + (base.getPort() < 0 ? standard : base.getPort());
  }

  /** Keys of items that its place-holders name. */
  List<String> names() {
    return HOLDER
        .matcher(template)
        .results()
        .map(holder -> holder.group(1))
        .filter(name -> !name.equals("value"))
        .toList();
  }

  /** Whether it is the same for all items. */
  public boolean isFixed() {
    return !HOLDER.matcher(template).find();
  }

  /** What stands behind the host, place-holders and all, without a query. */
  public String path() {
    int start = template.indexOf('/', template.indexOf("://") + 3);
    return start < 0 ? "/" : template.substring(start).replaceFirst("[?#].*", "");
  }

  /** The address for an item; empty when it lacks a value. */
  public Optional<String> of(LookupItem item) {
    StringBuilder url = new StringBuilder();
    Matcher holder = HOLDER.matcher(template);
    int end = 0;
    while (holder.find()) {
      String name = holder.group(1);
      String value = name.equals("value") ? value(item) : item.get(name);
      // a path of dots would climb to another address
      if (value == null || value.matches("\\.*")) {
        return Optional.empty();
      }
      url.append(template, end, holder.start()).append(encode(value));
      end = holder.end();
    }
    return Optional.of(url.append(template.substring(end)).toString());
  }

  private String value(LookupItem item) {
    for (String key : from) {
      String value = item.get(key);
      if (value != null) {
        Matcher matcher = pattern == null ? null : pattern.matcher(value);
        return matcher != null && matcher.find() ? matcher.group(1) : value;
      }
    }
    return null;
  }

  private String authority() {
    int start = template.indexOf("://") + 3;
    int end = template.indexOf('/', start);
    return end < 0 ? template.substring(start) : template.substring(start, end);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
