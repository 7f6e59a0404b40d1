package org.sluice.gold.influx;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Answers of InfluxDB of any length, of which a piece at a time is in memory. */
final class PointStream {
  private static final int CHUNK = 5_000;
  private static final long LIMIT_SECONDS = 120;

  private final InfluxDB influx;

  PointStream(InfluxDB influx) {
    this.influx = influx;
  }

  /** Each piece of the answer's series, in order; nothing where there is no such database. */
  void read(String database, String query, Consumer<QueryResult.Series> each) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    influx.query(
        new Query(query, database),
        CHUNK,
        (cancellable, result) -> {
          try {
            String error = error(result);
            if (error != null) {
              throw new InfluxDBException(error);
            }
            series(result, each);
          } catch (RuntimeException e) {
            end.completeExceptionally(e);
            cancellable.cancel();
          }
        },
        () -> end.complete(null),
        end::completeExceptionally);
    await(database, end);
  }

  private static void series(QueryResult result, Consumer<QueryResult.Series> each) {
    if (result.getResults() != null) {
      for (QueryResult.Result one : result.getResults()) {
        if (one.getSeries() != null) {
          one.getSeries().stream().filter(s -> s.getValues() != null).forEach(each);
        }
      }
    }
  }

  private static void await(String database, CompletableFuture<Void> end) {
    String place = "database " + database;
    try {
      end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!InfluxFaults.databaseMissing(e.getCause())) {
        throw InfluxFaults.of(place, e.getCause());
      }
    } catch (TimeoutException e) {
      throw new FaultException(
          Fault.GOLD_UNREACHABLE,
          "InfluxDB, " + place + ", did not give all points within " + LIMIT_SECONDS + " s",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException(Fault.GOLD_UNREACHABLE, "Interrupted reading points", e);
    }
  }

  /** Runs a statement that answers nothing. */
  static void run(InfluxDB influx, Query statement) {
    QueryResult result;
    try {
      result = influx.query(statement);
    } catch (InfluxDBException e) {
      throw InfluxFaults.of("database " + statement.getDatabase(), e);
    }
    String error = error(result);
    if (error != null) {
      throw InfluxFaults.of("database " + statement.getDatabase(), new InfluxDBException(error));
    }
  }

  private static String error(QueryResult result) {
    // DONE is the library's word for the end of the stream.
    if (result.getError() != null) {
      return result.getError().equals("DONE") ? null : result.getError();
    }
    return result.getResults() == null
        ? null
        : result.getResults().stream()
            .filter(QueryResult.Result::hasError)
            .map(QueryResult.Result::getError)
            .findFirst()
            .orElse(null);
  }
}
