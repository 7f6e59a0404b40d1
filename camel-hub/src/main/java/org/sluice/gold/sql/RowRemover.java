package org.sluice.gold.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sluice.run.GoldRemover;

/** Takes out rows of older versions, and those beyond the last of the newest. */
public final class RowRemover implements GoldRemover {
  private final SqlClient sql;

  public RowRemover(SqlClient sql) {
    this.sql = sql;
  }

  @Override
  public boolean comesFirst() {
    return false;
  }

  @Override
  public long remove(Stale stale) {
    Table table = new Table(stale.place().store(), stale.place().place());
    long from = Long.MAX_VALUE;
    if (stale.isReplaced()) {
      from = stale.kept();
    } else if (stale.versions().contains(stale.newest())) {
      from = 0;
    }
    String delete =
        """
        DELETE FROM %s WHERE sluice_key = ?
        AND (sluice_version < ? OR (sluice_version = ? AND sluice_position >= ?))
        """
            .formatted(table.place());
    try (Connection connection = sql.connection();
        PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setString(1, stale.place().key());
      statement.setString(2, stale.newest());
      statement.setString(3, stale.newest());
      statement.setLong(4, from);
      long gone = statement.executeUpdate();
      connection.commit();
      return gone;
    } catch (SQLException e) {
      if (SqlFaults.isMissing(e)) {
        return 0;
      }
      throw SqlFaults.of(table.shown(), e);
    }
  }
}
