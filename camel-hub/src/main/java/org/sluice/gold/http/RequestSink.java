package org.sluice.gold.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.enrich.http.LookupAddress;
import org.sluice.enrich.http.LookupItem;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.gold.Provenance;
import org.sluice.gold.RecordId;
import org.sluice.gold.RecordText;
import org.sluice.gold.Records;
import org.sluice.gold.Sink;
import org.sluice.gold.SinkParameters;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;

/**
 * {@code gold:http?url=…}: sends records, a {@code List<Map<String, Object>>} or readings, to a
 * service: some together, or each by itself.
 */
public final class RequestSink implements Sink {
  private static final String BLOCK = "http-records-sink";

  private enum Form {
    ARRAY("application/json"),
    LINES("application/x-ndjson"),
    RECORD("application/json");

    private final String contentType;

    Form(String contentType) {
      this.contentType = contentType;
    }
  }

  private final RequestWriter writer;
  private final LookupAddress address;
  private final String method;
  private final Form form;
  private final int most;
  private final String credentials;
  private final Duration timeout;

  /**
   * @param parameter of the sink's address: url, method, send, batchRecords, authorization, timeout
   * @throws IllegalArgumentException when one is not as it should be
   * @throws FaultException when the settings do not let it send there
   */
  public RequestSink(RequestWriter writer, Parameter parameter) {
    this.writer = writer;
    this.address = new LookupAddress(parameter.get("url", ""), List.of(), null);
    this.method = SinkParameters.oneOf(parameter, "method", List.of("POST", "PUT"));
    String send = SinkParameters.oneOf(parameter, "send", List.of("array", "lines", "record"));
    this.form = Form.valueOf(send.toUpperCase(Locale.ROOT));
    this.most = (int) SinkParameters.number(parameter, "batchRecords", 500, 100_000);
    this.credentials = parameter.get("authorization", "");
    this.timeout = Duration.ofMillis(SinkParameters.number(parameter, "timeout", 10_000, 600_000));
    if (form != Form.RECORD && !address.isFixed()) {
      throw new IllegalArgumentException(
          "parameter 'url' has a place-holder: that is for send=record, a record a request");
    }
    writer.permit(address, credentials);
  }

  @Override
  public void write(Object body, RunView run) {
    List<Map<?, ?>> records = Records.plain(body, BLOCK);
    long first = run.recordsBefore();
    run.writes(List.of());
    int refused = 0;
    int from = 0;
    while (from < records.size()) {
      // Cut where the records' places in the object say, and not where a pass happens to end.
      int step = form == Form.RECORD ? 1 : most - (int) ((first + from) % most);
      int to = Math.min(records.size(), from + step);
      refused += send(records.subList(from, to), first + from, run) ? 0 : to - from;
      from = to;
    }
    run.wrote(
        new GoldWrite(
            "http",
            address.hostAndPort(),
            address.path(),
            records.size() - refused,
            refused,
            method + " with Idempotency-Key " + Provenance.of(run).mark() + ":…"));
  }

  /** False where they were refused, and the route goes on without them. */
  private boolean send(List<Map<?, ?>> records, long first, RunView run) {
    try {
      writer.send(request(records, first, run));
      return true;
    } catch (FaultException e) {
      if (e.fault().kind() != FaultKind.DATA) {
        throw e;
      }
      String which =
          records.size() == 1
              ? "Record " + (first + 1)
              : "Records " + (first + 1) + " to " + (first + records.size());
      run.reject(new FaultException(e.fault(), which + ": " + e.getMessage(), e));
      return false;
    }
  }

  private Request request(List<Map<?, ?>> records, long first, RunView run) {
    Map<?, ?> item = form == Form.RECORD ? Records.named(records.get(0)) : Map.of();
    Optional<String> url = address.of(LookupItem.of(item));
    if (url.isEmpty()) {
      throw new FaultException(Fault.RECORD_INVALID, "It lacks what 'url' is made of.");
    }
    Provenance from = Provenance.of(run);
    String key = RecordId.of(from.mark(), first);
    if (form != Form.RECORD) {
      key += "-" + RecordId.number(first + records.size() - 1);
    }
    key += ":" + from.version();
    return new Request(
        method, url.get(), form.contentType, key, text(records), credentials, timeout, from);
  }

  private String text(List<Map<?, ?>> records) {
    return switch (form) {
      case RECORD -> RecordText.of(records.get(0));
      case ARRAY -> RecordText.array(records);
      case LINES -> RecordText.lines(records);
    };
  }
}
