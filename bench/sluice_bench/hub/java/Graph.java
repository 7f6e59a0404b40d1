import java.util.Scanner;
import org.neo4j.driver.*;

/** Counts in Neo4j. The argument is its address; a line of input is a query, answered with its only number. */
public final class Graph {
  public static void main(String[] args) {
    try (Driver neo4j = GraphDatabase.driver(args[0], AuthTokens.none()); Scanner in = new Scanner(System.in)) {
      System.out.println("ready");
      while (in.hasNextLine()) {
        try (Session session = neo4j.session()) {
          System.out.println(session.run(in.nextLine()).single().get(0).asLong());
        }
      }
    }
  }
}
