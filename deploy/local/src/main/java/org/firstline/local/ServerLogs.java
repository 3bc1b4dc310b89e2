package org.firstline.local;

import java.util.logging.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What the broker's and the drivers' libraries log: warnings and errors, on standard error. */
final class ServerLogs {

    private ServerLogs() {}

    /** Call once, first thing in a main method. */
    static void warningsToStandardError() {
        var root = LogContext.getLogContext().getLogger("");
        root.setLevel(Level.WARNING);
        // The log manager brings a handler of its own; beside it everything would be said twice.
        root.clearHandlers();
        root.addHandler(new ConsoleHandler(
                ConsoleHandler.Target.SYSTEM_ERR,
                new PatternFormatter("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c{1} %s%e%n")));
    }
}
