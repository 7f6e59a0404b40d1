package org.sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
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

  @Test
  void theNameOfAnothersTellsTheAccountAndTheLakesTellsNone() {
    assertEquals(Optional.of("AUTH_9"), Projects.account(projects.of("AUTH_9", "a.b\nc")));
    assertEquals(Optional.of("AUTH_lake"), Projects.account(projects.of("AUTH_lake", "AUTH_9.x")));
    for (String plain : new String[] {"neocampus", "data.2024", "my_data", "AUTH_9"}) {
      assertEquals(Optional.empty(), Projects.account(projects.of("AUTH_lake", plain)), plain);
    }
  }
}
