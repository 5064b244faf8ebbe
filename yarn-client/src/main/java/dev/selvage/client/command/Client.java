package dev.selvage.client.command;

import dev.selvage.client.Terminal;
import java.util.Map;

/** Who calls a command: with these variables, at this terminal. */
record Client(Map<String, String> environment, Terminal terminal) {}
