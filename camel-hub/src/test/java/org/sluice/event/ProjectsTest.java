package org.sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectsTest {
  private final Projects projects = new Projects(Set.of("AUTH_lake"));

  @Test
  void aContainerOfTheLakeIsAProjectByItsName() {
    assertEquals("neocampus", projects.of("AUTH_lake", "neocampus"));
    assertEquals("data.2024", projects.of("AUTH_lake", "data.2024"));
  }

  @Test
  void anothersContainerBearsItsAccountsName() {
    assertEquals("AUTH_9.neocampus", projects.of("AUTH_9", "neocampus"));
  }

  @Test
  void noContainerOfTheLakeCanBearAnothersName() {
    assertNotEquals(projects.of("AUTH_9", "x"), projects.of("AUTH_lake", "AUTH_9.x"));
  }
}
