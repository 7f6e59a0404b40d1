package org.sluice.gold.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.sluice.event.Names;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldReader;
import org.sluice.gold.GoldTable;

/** Asks InfluxDB in InfluxQL; the database is the project's. */
public final class InfluxReader implements GoldReader {
  private static final int CHUNK = 1_000;

  private final InfluxDB influx;

  public InfluxReader(InfluxDB influx) {
    this.influx = influx;
  }

  @Override
  public GoldTable read(String query, String project) {
    String text = SingleQuery.of(query);
    String database = project == null || project.isEmpty() ? null : Names.influxDatabase(project);
    CompletableFuture<Void> end = new CompletableFuture<>();
    List<QueryResult.Series> series = new ArrayList<>();
    AtomicInteger rows = new AtomicInteger();
    try {
      influx.query(
          new Query(text, database),
          CHUNK,
          (cancellable, result) -> {
            error(result, end);
            collect(result, series, rows);
            if (rows.get() > MOST_ROWS || end.isDone()) {
              cancellable.cancel();
              end.complete(null);
            }
          },
          () -> end.complete(null),
          end::completeExceptionally);
      end.get(TIMEOUT, TimeUnit.SECONDS);
    } catch (InfluxDBException e) {
      throw fault(e);
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    } catch (TimeoutException e) {
      throw new FaultException(
          Fault.QUERY_INVALID, "InfluxDB did not answer the query within " + TIMEOUT + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(e);
    }
    return SeriesTable.of(series, MOST_ROWS);
  }

  private static void collect(
      QueryResult result, List<QueryResult.Series> series, AtomicInteger rows) {
    if (result.getResults() == null) {
      return;
    }
    for (QueryResult.Result each : result.getResults()) {
      if (each.getSeries() != null) {
        synchronized (series) {
          series.addAll(each.getSeries());
        }
        each.getSeries()
            .forEach(s -> rows.addAndGet(s.getValues() == null ? 0 : s.getValues().size()));
      }
    }
  }

  private static void error(QueryResult result, CompletableFuture<Void> end) {
    String error = result.getError();
    // the library's word for the end of the stream
    if ("DONE".equals(error)) {
      return;
    }
    if (error == null && result.getResults() != null) {
      error =
          result.getResults().stream()
              .filter(QueryResult.Result::hasError)
              .map(QueryResult.Result::getError)
              .findFirst()
              .orElse(null);
    }
    if (error != null) {
      end.completeExceptionally(new InfluxDBException(error));
    }
  }

  private static FaultException fault(Throwable e) {
    FaultException fault = InfluxFaults.of("asked for points", e);
    return fault.fault() == Fault.GOLD_REJECTED
        ? new FaultException(
            Fault.QUERY_INVALID, "InfluxDB refused the query: " + e.getMessage(), e)
        : fault;
  }
}
